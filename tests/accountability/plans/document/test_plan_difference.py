"""The draft of a plan beside its final text: which draft, and whose words stand behind each changed passage."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from kuvend.accountability.plans.document.actions import import_plan
from kuvend.accountability.plans.document.queries.plan_difference import PlanDifferencePage, plan_difference_page
from kuvend.engines.formats.plan import read_plan
from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.record import actions as record
from kuvend.foundation.responses.actions import LandingPlace
from tests.publication.changes.revised import Revised
from tests.support.whole_house import PLAN

OLD_SQ, NEW_SQ = "Zyrat hapen më gjatë.", "Zyra më të afërta."
WITHOUT = "No answer names a contribution for this change."
SECOND = """
  - key: benches
    number: '2'
    title: {sq: Stola, en: Benches}
    goal: goal
    lead: aksi
    problem: {sq: Nuk ka ku ulesh., en: There is nowhere to sit.}
"""


def shown(revised: Revised, query: str = "") -> str:
    return Client().get(reverse("plan_difference", args=[revised.plan.public_id]) + query).content.decode()


def page_of(revised: Revised, draft: int | None = None) -> PlanDifferencePage:
    page = plan_difference_page(revised.plan.public_id, draft=draft)
    assert page is not None
    return page


def publish(revised: Revised, text: str, days: int) -> None:
    import_plan(actor=HOUSE, document=read_plan(text), at=revised.later + timedelta(days=days))


def test_a_passage_that_changed_without_any_contribution_says_so(revised: Revised) -> None:
    assert WITHOUT not in shown(revised)
    publish(revised, PLAN.replace("Offices open longer.", "Something nobody asked for."), 1)
    assert WITHOUT in shown(revised, "?from=2")


def test_a_contribution_that_landed_beside_the_changed_passages_is_named_below_the_text(revised: Revised) -> None:
    other = Localized(sq="Zyra më të afërta")
    publish(revised, PLAN.replace("Offices open longer.", "Something nobody asked for.").replace(OLD_SQ, NEW_SQ), 1)
    revised.promise.refresh_from_db()
    revised.answered("accepted", [LandingPlace(revised.promise, other)], days=2)
    html = shown(revised, "?from=2")
    assert "No answer names this passage; what landed elsewhere in the text stands below it." in html
    assert "These answers landed in this text, at another passage or in its other language:" in html
    assert WITHOUT not in html


def test_a_promise_that_was_kept_stands_at_the_words_that_it_changed(revised: Revised) -> None:
    asked = LandingPlace(revised.promise, Localized(en="open longer"), due_date=revised.later.date())
    revised.answered("accepted_in_part", [asked], said=0)
    publish(revised, PLAN.replace("Offices open longer.", "Offices open at dawn."), 1)
    record.advance(at=revised.later + timedelta(days=1))
    difference = page_of(revised, draft=2).outcomes[0].difference
    assert difference is not None
    (changed,) = [block for block in difference.blocks if block.changed]
    assert [one.contributions[0].words for one in changed.sources] == ["An idea that is accepted_in_part"]


def test_a_commitment_that_is_new_since_the_draft_names_its_contributions_or_says_that_there_are_none(
    revised: Revised,
) -> None:
    publish(revised, PLAN + SECOND, 1)
    assert WITHOUT in shown(revised)
    benches = Outcome.objects.get(key="benches")
    revised.answered("accepted", [LandingPlace(benches, Localized(en="nowhere to sit"))])
    row = page_of(revised).outcomes[-1]
    assert row.added
    assert [one.contributions[0].words for one in row.landed] == ["An idea that is accepted"]
    html = shown(revised)
    assert "new, not in the draft" in html


def test_the_draft_is_what_stood_there_when_people_could_first_comment(revised: Revised) -> None:
    publish(revised, PLAN.replace("Offices open longer.", "Offices open at dawn."), 5)
    publish(revised, PLAN.replace("Offices open longer.", "Offices open at night."), 9)
    assert [one.chosen for one in page_of(revised).drafts] == [True, False, False]
    opened = revised.later + timedelta(days=5)
    activity = revised.house.make_activity("drafting", opens_at=opened, closes_at=opened + timedelta(days=9))
    Outcome.objects.filter(pk=revised.promise.pk).update(activity=activity)
    page = page_of(revised)
    assert [one.chosen for one in page.drafts] == [False, False, True]
    difference = page.outcomes[0].difference
    assert difference is not None
    assert (difference.from_version, difference.to_version) == (3, 4)


def test_the_reader_chooses_another_draft(revised: Revised) -> None:
    publish(revised, PLAN.replace("Offices open longer.", "Offices open at dawn."), 5)
    assert 'value="2"' in shown(revised)
    first = page_of(revised, draft=1).outcomes[0].difference
    assert first is not None
    assert (first.from_version, first.to_version) == (1, 3)


@pytest.mark.parametrize("wrong", ["0", "99", "x", "-1"])
def test_a_draft_that_is_none_is_not_found(revised: Revised, wrong: str) -> None:
    assert Client().get(f"/en/plans/{revised.plan.public_id}/difference/?from={wrong}").status_code == 404


def test_many_answers_behind_one_passage_are_folded(revised: Revised) -> None:
    for _number in range(8):
        revised.answered("accepted", [LandingPlace(revised.promise, Localized(en="every municipality"))])
    html = shown(revised)
    assert "More answers" in html
    assert '<span class="soft">(3)</span>' in html
