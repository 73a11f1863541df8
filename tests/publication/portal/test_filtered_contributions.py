"""The list of all contributions under its filters: exactly what is meant, and nothing that is not public."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution
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


def test_a_row_says_its_kind(several: House) -> None:
    assert "Idea · " in Client().get("/en/contributions/").content.decode()
