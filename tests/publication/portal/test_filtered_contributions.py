"""The list of all contributions under its filters: exactly what is meant, and nothing that is not public."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.filter_bar import keys
from kuvend.foundation.datasets import narrowed
from tests.support.house import House


@pytest.fixture
def several(house: House) -> House:
    house.idea(title="Idea of the harbour", language="en")
    house.idea(title="Ideja e portit", language="sq")
    hidden = house.idea(title="Idea that is hidden", language="en")
    Contribution.objects.filter(pk=hidden.pk).update(state=State.HIDDEN)
    withdrawn = house.idea(title="Idea that was withdrawn", language="en")
    Contribution.objects.filter(pk=withdrawn.pk).update(state=State.WITHDRAWN)
    return house


def titles(query: str) -> set[str]:
    page = Client().get(f"/en/contributions/?{query}")
    assert page.status_code == 200
    return set(re.findall(r"<h2><a [^>]*>(.*?)</a>", page.content.decode()))


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", {"Idea of the harbour", "Ideja e portit"}),
        ("language=en", {"Idea of the harbour"}),
        ("q=harb", {"Idea of the harbour"}),
        ("q=hidden", set()),
        ("kind=idea&language=sq", {"Ideja e portit"}),
        ("kind=comment", set()),
        ("language=en&show=waiting", set()),
        ("from=2000-01-01&until=2000-01-02", set()),
    ],
)
def test_filters_leave_what_has_all_of_them_and_is_public(several: House, query: str, wanted: set[str]) -> None:
    assert titles(query) == wanted


def test_the_last_day_counts_in(several: House) -> None:
    day = several.at.date()
    assert len(titles(f"from={day}&until={day}")) == 2
    assert titles(f"from={day + timedelta(days=1)}") == set()


def test_pages_go_on_under_a_filter_from_either_end(several: House) -> None:
    for number in range(30):
        several.idea(title=f"Harbour {number}")
    for order in ("", "&order=oldest"):
        address, seen = f"/en/contributions/?q=harbour{order}", []
        while address:
            html = Client().get(address).content.decode()
            seen += re.findall(r"<h2><a [^>]*>(.*?)</a>", html)
            further = re.search(r'href="(\?[^"]*after=[^"]*)"', html)
            address = f"/en/contributions/{further[1].replace('&amp;', '&')}" if further else ""
        assert len(seen) == len(set(seen)) == 31, order
        assert (seen[0] == "Idea of the harbour") == (order != "")


def rows_of_file(query: str) -> list[dict[str, str]]:
    response: Any = Client().get(f"/en/contributions.csv?{query}")
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


@pytest.mark.parametrize("query", ["", "language=en", "q=harb", "kind=idea&language=sq", "q=hidden", "show=waiting"])
def test_the_file_beside_the_list_holds_what_the_filter_shows_and_no_more(several: House, query: str) -> None:
    assert {row["title"] for row in rows_of_file(query)} == titles(query)


def test_the_file_beside_the_list_has_the_columns_of_the_whole_one(several: House) -> None:
    whole: Any = Client().get("/open-data/contributions.csv")
    columns = csv.DictReader(io.StringIO(whole.getvalue().decode("utf-8-sig"))).fieldnames
    assert list(rows_of_file("language=en")[0]) == list(columns or [])
    assert 'href="/en/contributions.csv?language=en"' in Client().get("/en/contributions/?language=en").content.decode()


def test_who_asks_for_more_rows_than_a_file_for_one_has_is_led_to_the_whole(
    several: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(narrowed, "MOST_ROWS", 1)
    assert Client().get("/en/contributions.csv").headers["Location"] == "/en/open-data/"
    assert len(rows_of_file("language=en")) == 1


def test_a_rare_filter_in_a_long_list_finds_all_and_a_common_one_says_there_are_more(
    several: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):
        several.idea(title=f"Quay {number}")
    monkeypatch.setattr(keys, "WINDOW", 30)
    page = Client().get("/en/contributions/?q=harbour").content.decode()
    assert "Idea of the harbour" in page
    assert "1 entry" in page
    assert "More than 30 entries" in Client().get("/en/contributions/?kind=idea").content.decode()
    assert "More than 30 entries" in Client().get("/en/contributions/?q=quay").content.decode()
    monkeypatch.setattr(keys, "WINDOW", 2_000)
    assert "40 entries" in Client().get("/en/contributions/?q=quay").content.decode()


def test_a_row_says_its_kind(several: House) -> None:
    assert "Idea · " in Client().get("/en/contributions/").content.decode()
