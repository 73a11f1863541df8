"""What a contribution's way shows of the plan: reports on what its words landed in, reviews, what is ahead."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from kuvend.accountability.plans.models import Milestone
from kuvend.accountability.plans.progress import mail
from kuvend.accountability.plans.progress.actions import Codes, assess_commitment, report_progress
from kuvend.accountability.plans.progress.steps import steps_after
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.record.leaves import decode_leaf
from kuvend.foundation.record.models import Fact
from kuvend.foundation.record.steps import ProvenBy, Step
from tests.accountability.plans.world import World, both


def report(world: World, milestone: Milestone, status: str, day: date) -> None:
    report_progress(
        actor=HOUSE, milestone=milestone, status=status, text=both(f"Words of {day}"), challenges=both("Codes."),
        as_of_date=day, at=world.at,
    )  # fmt: skip


def proving(step: Step) -> str:
    """The type of the fact that proves a step, "" for what is ahead."""
    return step.proven_by.type if step.proven_by else ""


@pytest.fixture(autouse=True)
def english() -> object:
    with translation.override("en"):
        yield


def test_before_anything_happened_the_report_and_the_review_are_ahead(world: World) -> None:
    steps = steps_after([world.commitment.outcome_id])
    assert [(step.ahead, step.on, step.title) for step in steps] == [
        (True, date(2021, 7, 1), "Progress report"),
        (True, date(2023, 4, 1), "Independent review"),
    ]


def test_a_landing_in_the_commitment_counts_the_reports_on_all_its_milestones(world: World) -> None:
    report(world, world.second, "limited", date(2021, 2, 1))
    report(world, world.first, "substantial", date(2021, 1, 1))
    steps = steps_after([world.commitment.outcome_id])
    assert [(step.ahead, step.on, step.tag) for step in steps] == [
        (False, date(2021, 1, 1), "substantial"),
        (False, date(2021, 2, 1), "limited"),
        (True, date(2023, 4, 1), ""),
    ]
    assert steps[0].quote == both("Words of 2021-01-01")
    assert steps[0].url == f"/en/milestones/{world.first.outcome.public_id}/"
    last = Milestone.objects.get(pk=world.first.pk).last_report
    assert last is not None
    assert steps[0].proven_by == ProvenBy("progress_reported", "report", last.public_id)


def test_a_landing_in_a_milestone_counts_its_own_reports_and_the_commitments_review(
    world: World, django_assert_max_num_queries: object
) -> None:
    report(world, world.second, "limited", date(2021, 2, 1))
    assess_commitment(
        actor=HOUSE, commitment=world.commitment, codes=Codes(completion="limited"), text=both("Half."), at=world.at
    )
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        steps = steps_after([world.first.outcome_id])
    assert [(proving(step), step.tag) for step in steps] == [("commitment_assessed", "limited"), ("", "")]
    told = [proving(step) for step in steps_after([world.second.outcome_id])]
    assert told == ["progress_reported", "commitment_assessed"]


def test_without_landings_nothing_is_asked(world: World, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert steps_after([]) == []
    assert steps_after([0]) == []


@pytest.mark.parametrize(
    ("language", "progress", "review"),
    [
        ("en", "Progress where your words landed: limited", "The commitment where your words landed was reviewed"),
        ("sq", "Progresi aty ku hynë fjalët tuaja: progres i kufizuar", "Angazhimi ku hynë fjalët tuaja u vlerësua"),
    ],
)
def test_letters_tell_status_words_and_where_to_look(world: World, language: str, progress: str, review: str) -> None:
    idea = world.idea("Open data for buses")
    report(world, world.first, "limited", date(2021, 2, 1))
    reported = decode_leaf(bytes(Fact.objects.latest("pk").leaf), index=0)
    text = Localized(en="Half of it <done>.", sq="Gjysma <u krye>.")
    assess_commitment(
        actor=HOUSE, commitment=world.commitment, codes=Codes(completion="limited"), text=text, at=world.at
    )
    assessed = decode_leaf(bytes(Fact.objects.latest("pk").leaf), index=1)
    shown = {"contribution": idea, "url": "https://example.org/x"}
    with translation.override(language):
        first = render_to_string("plans/mail/progress_reported.txt", mail.progress_reported([reported])[0] | shown)
        second = render_to_string("plans/mail/commitment_assessed.txt", mail.commitment_assessed([assessed])[0] | shown)
    assert first.splitlines()[0] == progress
    assert "Open data for buses" in first and "https://example.org/x" in first and "4.1" in first
    assert second.splitlines()[0] == review
    assert str(text[language]) in second
