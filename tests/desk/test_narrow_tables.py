"""Tables of the desk, and of institutions, that stand cell below cell on a phone: each cell says what it is."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kuvend.foundation.people.enums import Role
from tests.support.house import signed_in
from tests.support.whole_house import WholeHouse


class Cells(HTMLParser):
    """Collects, of tables of the class `stack`, the cells after the first of a row that name nothing they hold."""

    def __init__(self) -> None:
        super().__init__()
        self.stacked, self.place, self.rows = False, 0, 0
        self.unnamed: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "table":
            self.stacked = "stack" in (given.get("class") or "").split()
        elif tag == "tr":
            self.place, self.rows = 0, self.rows + self.stacked
        elif tag == "td" and self.stacked:
            self.place += 1
            if self.place > 1 and not given.get("data-label"):
                self.unnamed.append(self.get_starttag_text() or "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "role", "links"),
    [
        ("desk_people", Role.SECRETARIAT, 1),
        ("desk_activities", Role.SECRETARIAT, 1),
        ("desk_reports", Role.COMPONENT_LEADER, 1),
        ("desk_assess", Role.IRM_REVIEWER, 0),
        ("institutions", "", 0),
    ],
)
def test_each_cell_but_the_first_and_the_links_says_what_it_is(name: str, role: str, links: int) -> None:
    whole = WholeHouse()
    with translation.override("en"):
        reader = signed_in(whole.house.official(role, scope=whole.house.site)) if role else Client()
        page = reader.get(reverse(name))
    cells = Cells()
    cells.feed(page.content.decode())
    rows = cells.rows - 1  # its head
    assert rows > 0
    assert len(cells.unnamed) == links * rows
