"""Who reports and assesses, what a report must hold, and what goes on record."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from kuvend.accountability.plans.models import Assessment, Milestone, Report
from kuvend.accountability.plans.progress.actions import (
    Codes,
    GivenEvidence,
    NotWhole,
    assess_commitment,
    report_progress,
)
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import ANONYMOUS, Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.record.facts import digest
from kuvend.foundation.record.leaves import decode_leaf
from kuvend.foundation.record.models import Fact
from tests.accountability.plans.world import World, both

EMPTY = Localized()


def report(world: World, actor: Actor, **given: Any) -> Report:
    known: dict[str, Any] = {
        "milestone": world.first, "status": "limited", "text": both("Two of five are connected."),
        "challenges": both("No common codes."), "as_of_date": date(2021, 2, 28), "at": world.at,
    }  # fmt: skip
    return report_progress(actor=actor, **(known | given))


def officer(world: World) -> Actor:
    return world.actor(Role.INSTITUTION_OFFICER, institution=world.akshi)


def last_fact() -> Any:
    return decode_leaf(bytes(Fact.objects.latest("pk").leaf), index=None)


def test_an_officer_of_the_lead_institution_reports(world: World) -> None:
    evidence = GivenEvidence(both("Decision 12"), "https://example.org/12", date(2021, 2, 1))
    made = report(world, officer(world), evidence=[evidence])
    milestone = Milestone.objects.get(pk=world.first.pk)
    assert (milestone.status, milestone.last_report) == ("limited", made)
    assert [str(one.title["en"]) for one in made.evidence.all()] == ["Decision 12"]
    fact, shown = (
        decode_leaf(bytes(one.leaf), index=None) for one in Fact.objects.order_by("pk")[Fact.objects.count() - 2 :]
    )
    assert (fact.type, fact.role) == ("progress_reported", "institution_officer")
    assert (shown.type, shown.role) == ("evidence_published", "institution_officer")
    assert fact.subjects == {
        "milestone": world.first.outcome.public_id,
        "commitment": world.commitment.outcome.public_id,
        "report": made.public_id,
    }
    words = (
        '{"challenges":{"en":"No common codes.","sq":"No common codes. (sq)"},'
        '"text":{"en":"Two of five are connected.","sq":"Two of five are connected. (sq)"}}'
    )
    assert fact.data["text"] == digest(made.salt, words)
    assert (fact.data["status"], fact.data["as_of_date"], fact.data["evidence"]) == ("limited", "2021-02-28", 1)


def test_the_leader_of_the_component_reports_within_the_component(world: World) -> None:
    goal = world.commitment.goal
    assert report(world, world.actor(Role.COMPONENT_LEADER, scope=goal.scope)).status == "limited"
    other = world.plan.goals.get(key="access-to-justice")
    with pytest.raises(NotAllowed):
        report(world, world.actor(Role.COMPONENT_LEADER, scope=other.scope))


def test_an_officer_of_another_institution_is_told_why_not(world: World) -> None:
    with translation.override("en"), pytest.raises(NotAllowed) as refusal:
        report(world, world.actor(Role.INSTITUTION_OFFICER, institution=world.moj))
    with translation.override("en"):
        assert "National Agency for Information Society" in str(refusal.value.reason)
    assert not Report.objects.exists()


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.MODERATOR, Role.IRM_REVIEWER, Role.CIVIL_SOCIETY_MEMBER])
def test_other_roles_do_not_report(world: World, role: Role) -> None:
    with pytest.raises(NotAllowed):
        report(world, world.actor(role))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"challenges": EMPTY}, "challenges"),
        ({"status": "not_started", "challenges": Localized(en=" ")}, "challenges"),
        ({"text": EMPTY}, "text"),
        ({"status": "done"}, "status"),
        ({"as_of_date": date(2021, 3, 2)}, "as_of_date"),
    ],
)
def test_a_report_that_lacks_something_is_refused_at_the_field(world: World, given: Any, field: str) -> None:
    facts = Fact.objects.count()
    actor = officer(world)
    with pytest.raises(NotWhole) as refusal:
        report(world, actor, **given)
    assert list(refusal.value.lacks) == [field]
    assert not Report.objects.exists()
    assert Fact.objects.count() == facts + 1  # the mandate alone


def test_a_milestone_that_goes_well_needs_no_challenges(world: World) -> None:
    assert report(world, officer(world), status="completed", challenges=EMPTY).challenges == {}


def test_an_earlier_day_reported_later_does_not_turn_the_milestone_back(world: World) -> None:
    actor = officer(world)
    evidence = [shown(date(2021, 2, 1), url="https://example.org/list")]
    latest = report(world, actor, status="completed", challenges=EMPTY, evidence=evidence)
    report(world, actor, as_of_date=date(2020, 12, 31))
    milestone = Milestone.objects.get(pk=world.first.pk)
    assert (milestone.status, milestone.last_report) == ("completed", latest)


def test_only_the_reviewer_assesses(world: World) -> None:
    codes = Codes(verifiable="yes", completion="limited")
    reviewer = world.actor(Role.IRM_REVIEWER)
    made = assess_commitment(actor=reviewer, commitment=world.commitment, codes=codes, text=both("Half."), at=world.at)
    fact = last_fact()
    assert (fact.type, fact.role) == ("commitment_assessed", "irm_reviewer")
    assert (fact.data["completion"], fact.data["potential"]) == ("limited", "")
    assert fact.subjects["assessment"] == made.public_id
    for actor in (ANONYMOUS, world.actor(Role.SECRETARIAT), officer(world)):
        with pytest.raises(NotAllowed):
            assess_commitment(actor=actor, commitment=world.commitment, codes=codes, text=both("No."), at=world.at)
    assert Assessment.objects.count() == 1


def test_an_assessment_without_codes_or_reasons_is_refused(world: World) -> None:
    reviewer = world.actor(Role.IRM_REVIEWER)
    with pytest.raises(NotWhole) as refusal:
        assess_commitment(actor=reviewer, commitment=world.commitment, codes=Codes(), text=EMPTY, at=world.at)
    assert set(refusal.value.lacks) == {"verifiable", "text"}


def completed(world: World, **given: Any) -> Report:
    return report(world, officer(world), status="completed", challenges=Localized(), **given)


def shown(day: date, **fields: Any) -> GivenEvidence:
    return GivenEvidence(both("The list"), event_date=day, **fields)


def test_completed_without_public_evidence_is_only_said_and_counts_as_substantial(world: World) -> None:
    made = completed(world)
    milestone = Milestone.objects.get(pk=world.first.pk)
    assert (made.status, made.unproven) == ("completed", True)
    assert (milestone.status, milestone.unproven) == ("substantial", True)
    page = Client().get(f"/en/milestones/{world.first.outcome.public_id}/").content.decode()
    assert "said to be completed, without evidence" in page


def test_evidence_of_a_day_outside_the_plan_shows_no_completion(world: World) -> None:
    before = world.plan.process.from_date - timedelta(days=1)
    assert completed(world, evidence=[shown(before, url="https://example.org/list")]).unproven


def test_completed_with_public_evidence_counts_and_taking_it_away_takes_the_number_away(world: World) -> None:
    made = completed(world, evidence=[shown(date(2021, 2, 1), url="https://example.org/list")])
    assert not made.unproven
    assert Milestone.objects.get(pk=world.first.pk).status == "completed"
    completed(world, as_of_date=date(2021, 3, 1))
    assert Milestone.objects.get(pk=world.first.pk).status == "substantial"
