"""The page of words that were merged or split: one day, one debtor, and what each of the others is to them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation

from kuvend.desk.queries.lineage import merge_outlook
from kuvend.foundation.contributions.lineage import undo_split
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.wording import in_words
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.responses.models import Duty
from kuvend.publication.trail.queries import ContributionPage, contribution_page
from tests.support.house import House
from tests.support.lineage import BODY, answer, merge, split, tell

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=9)


def shown(row: Contribution, house: House) -> ContributionPage:
    with translation.override("en"):
        page = contribution_page(row.public_id, at=house.at)
    assert page is not None
    return page


def text_of(row: Contribution) -> str:
    html = Client().get(f"/en/contributions/{row.public_id}/").content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def box_of(row: Contribution) -> str:
    """The facts beside the words."""
    html = Client().get(f"/en/contributions/{row.public_id}/").content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.split('<dl class="facts">')[1].split("</dl>")[0]))


def test_the_day_of_an_answer_is_that_of_its_obligation_wherever_it_is_said(house: House) -> None:
    early, late = house.idea(title="Early", at=house.at - LONG_AGO), house.idea(title="Late")
    tell(house)
    merge(house, early, into=late)
    tell(house)
    due = Duty.objects.get(contribution=late).due_date
    assert due != late.answer_due_date
    for row in (early, late):
        step = shown(row, house).next_step
        assert step is not None and step.on == due
        assert [answer_step.on for answer_step in shown(row, house).answers_owed] == [due]
        assert in_words(late.answer_due_date) not in text_of(row)
        with translation.override("en"):
            assert f"Answer due {in_words(due)}" in box_of(row)
    beside = house.idea(title="Beside")
    tell(house)
    rows = {row.pk: row for row in Contribution.objects.select_related("duty", "activity")}
    assert merge_outlook(rows[late.pk], [rows[beside.pk]]).due_date == due


def test_beside_words_that_continue_in_answered_ones_nobody_owes_anything(house: House) -> None:
    first, second = house.idea(title="First"), house.idea(title="Second")
    merge(house, first, into=second)
    tell(house)
    answer(house, second)
    tell(house)
    assert "owes the answer" not in box_of(first) and "Answer due" not in box_of(first)


def test_the_parts_of_words_that_are_whole_again_are_called_parts(house: House) -> None:
    whole, other = house.idea(title="Many things", body=BODY), house.idea(title="Other")
    parts = split(house, whole)
    undo_split(actor=HOUSE, contribution=whole, at=house.at)
    tell(house)
    page = text_of(whole)
    assert "These words were split for a while. 2 parts continue in them:" in page
    assert "merged into this one" not in page
    assert "part of a contribution that is whole again" in text_of(parts[0])
    assert "were merged into others" not in text_of(parts[0])
    merge(house, other, into=Contribution.objects.get(pk=whole.pk))
    tell(house)
    page = text_of(whole)
    assert "1 other contribution was merged into this one:" in page and "2 parts continue in them:" in page


def test_what_was_merged_into_a_part_is_no_whole_of_it(house: House) -> None:
    whole, other = house.idea(title="Many things", body=BODY), house.idea(title="Other")
    part, _beside = split(house, whole)
    merge(house, other, into=part)
    assert {how: [row.origin.title for row in rows] for how, rows in shown(part, house).came.items()} == {
        "wholes": ["Many things"],
        "merged": ["Other"],
    }


def test_the_way_of_a_part_begins_when_its_whole_was_received(house: House) -> None:
    whole = house.idea(title="Many things", body=BODY, at=house.at - LONG_AGO)
    part, _other = split(house, whole)
    tell(house)
    smaller = split(house, part, ["Open the office later.", "Close it on Mondays."])[0]
    tell(house)
    for row in (part, smaller):
        first, *rest = shown(row, house).steps
        assert (first.title, first.on) == ("Received", whole.posted_at)
        assert first.proof is not None and first.proof.subjects["contribution"] == whole.public_id
        assert [step.title for step in rest].count("Received") == 0
        assert rest[0].title == "Became a part of its own"
    undo_split(actor=HOUSE, contribution=Contribution.objects.get(pk=part.pk), at=house.at)
    tell(house)
    assert shown(smaller, house).steps[0].on == whole.posted_at
    assert [step.title for step in shown(whole, house).steps].count("Received") == 1
