"""Words that continue in others are on no list beside them and in no number: pages, search, feed, file, recomputing."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.test import Client

from kuvend.foundation.contributions.lineage import merge_contributions, undo_merge
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.record import actions as record
from kuvend.publication.opendata.recompute import recompute
from kuvend.publication.portal.queries.home import changes_and_promises, figures
from tests.support.house import House, both

LISTS = ("/sq/contributions/", "/sq/search/?q=zyra", "/sq/feeds/contributions.atom")


def listed(address: str, row: Contribution) -> bool:
    """Whether a page leads to a contribution."""
    response = Client().get(address, follow=True)
    assert response.status_code == 200, address
    return row.public_id in response.getvalue().decode()


def counted(today: date) -> tuple[int, int]:
    """Published contributions on the first page, and by the open data."""
    rows = [
        {name: str(value).lower() for name, value in row.items()}
        for row in json.loads(Client().get("/open-data/contributions.json").getvalue())
    ]
    return figures(today, changes_and_promises(today)[0])[0].count, recompute(rows, [], today=today).contributions


@pytest.mark.django_db
@pytest.mark.parametrize("address", LISTS)
def test_merged_words_are_not_listed_beside_those_in_which_they_continue(house: House, address: str) -> None:
    merged, whole = house.idea(title="Zyra hapet herët"), house.idea(title="Zyra hapet më herët")
    record.advance(at=house.at)
    assert listed(address, merged)
    merge_contributions(actor=HOUSE, contributions=[merged], into=whole, reason=both("The same."), at=house.at)
    assert not listed(address, merged)
    assert listed(address, whole)
    undo_merge(actor=HOUSE, contribution=merged, at=house.at)
    record.advance(at=house.at)
    assert listed(address, merged)


@pytest.mark.django_db
def test_merged_words_are_counted_once_by_the_first_page_and_by_its_file(house: House) -> None:
    rows = [house.idea(title=f"Zyra {number}") for number in range(3)]
    assert counted(house.at.date()) == (3, 3)
    merge_contributions(actor=HOUSE, contributions=rows[:1], into=rows[1], reason=both("The same."), at=house.at)
    assert counted(house.at.date()) == (2, 2)
