"""Whom the letters about a commitment reach, and that the page that says so counts them truly."""

from __future__ import annotations

import pytest
from django.test import Client

from kuvend.accountability.plans.progress.actions import Codes, assess_commitment, report_progress
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.record.actions import advance
from tests.accountability.plans.world import AT, World, both


def letters() -> int:
    """The letters that a report or an assessment sends now."""
    before = Mail.objects.count()
    advance(at=AT)
    return Mail.objects.count() - before


def done(address: str, word: str) -> str:
    return Client().get(address, {"done": word}).content.decode()


def test_an_assessment_is_told_to_those_whose_words_went_into_a_milestone(world: World) -> None:
    here = f"/en/commitments/{world.commitment.outcome.public_id}/"
    world.answer(world.idea("Into the first milestone"), world.idea("Again"), landing=world.first.outcome)
    world.answer(world.idea("Into the second milestone"), landing=world.second.outcome)
    letters()
    assess_commitment(
        actor=HOUSE, commitment=world.commitment, codes=Codes(completion="limited"), text=both("Half."), at=AT
    )
    assert letters() == 3
    assert "3 e-mails go to the authors of words that landed here." in done(here, "assessed")
    assert "e-mails go" not in done(here, "nothing")


@pytest.mark.parametrize(("ideas", "said"), [(0, "nobody gets an e-mail"), (1, "One e-mail goes")])
def test_a_report_counts_its_letters(world: World, ideas: int, said: str) -> None:
    for number in range(ideas):
        world.answer(world.idea(f"Idea {number}"), landing=world.first.outcome)
    world.answer(world.idea("Into the other milestone"), landing=world.second.outcome)
    letters()
    report_progress(
        actor=HOUSE, milestone=world.first, status="limited", text=both("A half."), challenges=both("None."),
        as_of_date=AT.date(), at=AT,
    )  # fmt: skip
    assert letters() == ideas
    assert said in done(f"/en/milestones/{world.first.outcome.public_id}/", "reported")
