"""The list of institutions in the order that is asked: by name, by lateness, by what is open; each by an address."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from kuvend.foundation.people.models import Institution
from kuvend.foundation.responses.models import Duty
from tests.support.house import House, both


@pytest.fixture
def owing(house: House) -> House:
    """The agency owes two answers in their days, the ministry one that is overdue, a third one none."""
    Institution.objects.create(key="zzz", name=both("Ëmbassy"))
    today = house.at.date()
    for number, (institution, days) in enumerate([(house.owner, 30), (house.owner, 30), (house.other, -400)]):
        idea = house.idea(title=f"Idea {number}")
        Duty.objects.create(contribution=idea, institution=institution, due_date=today + timedelta(days=days))
    return house


def page(query: str) -> str:
    return Client().get(f"/en/institutions/?{query}").content.decode()


def names(query: str) -> list[str]:
    return re.findall(r'<th scope="row"><a [^>]*>(.*?)</a>', page(query))


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("order=name", ["Agency", "Ëmbassy", "Ministry"]),
        ("order=-name", ["Ministry", "Ëmbassy", "Agency"]),
        ("order=-late", ["Ministry", "Agency", "Ëmbassy"]),
        ("order=-open", ["Agency", "Ministry", "Ëmbassy"]),
        ("answers=late", ["Ministry"]),
        ("answers=open&order=-name", ["Ministry", "Agency"]),
        ("answers=never&order=name", ["Agency", "Ëmbassy", "Ministry"]),
    ],
)
def test_institutions_stand_in_the_order_that_is_asked(owing: House, query: str, wanted: list[str]) -> None:
    assert names(query) == wanted


def test_the_head_of_the_table_sorts_and_says_how_it_is_sorted(owing: House) -> None:
    html = page("order=name")
    assert re.search(r'aria-sort="ascending"><a href="\?order=-name">Institution', html)
    assert 'href="?order=-late">Overdue' in html
    assert html.count("aria-sort") == 1
    assert "aria-sort" not in page("")
