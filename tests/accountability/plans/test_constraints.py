"""What must not be is refused by the database itself."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kuvend.accountability.plans.models import (
    Assessment,
    Commitment,
    Component,
    Evidence,
    Milestone,
    PolicyGoal,
    Report,
)
from kuvend.foundation.people.actions import keep_scope
from tests.accountability.plans.world import World, both


def report_row(world: World, **given: Any) -> Report:
    known: dict[str, Any] = {
        "milestone": world.first, "status": "completed", "text": both("Done."), "as_of_date": date(2021, 1, 1),
        "period_date": date(2021, 6, 30), "reported_at": world.at, "salt": b"", "digest": "0" * 64,
    }  # fmt: skip
    return Report.objects.create(**(known | given))


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"status": "limited"}, "report_behind_names_challenges"),
        ({"status": "not_started"}, "report_behind_names_challenges"),
        ({"status": "done"}, "report_status_code"),
        ({"text": {}}, "report_has_words"),
    ],
)
def test_a_report_is_whole(world: World, given: Any, name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        report_row(world, **given)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"irm_potential": "huge"}, "irm_potential_code"),
        ({"irm_completion": "done"}, "irm_completion_code"),
        ({"values": ["fame"]}, "commitment_values_are_ogp_values"),
        ({"from_date": date(2021, 2, 1), "to_date": date(2021, 1, 1)}, "commitment_in_time"),
    ],
)
def test_a_commitment_keeps_to_the_code_lists_and_to_time(world: World, fields: Any, name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Commitment.objects.filter(pk=world.commitment.pk).update(**fields)


def test_a_milestone_has_a_status_only_with_the_report_that_says_so(world: World) -> None:
    with pytest.raises(IntegrityError, match="milestone_status_has_its_report"), transaction.atomic():
        Milestone.objects.filter(pk=world.first.pk).update(status="limited")
    with pytest.raises(IntegrityError, match="milestone_status_has_its_report"), transaction.atomic():
        Milestone.objects.filter(pk=world.first.pk).update(last_report=report_row(world))


def test_evidence_has_a_title_and_an_assessment_its_reasons(world: World) -> None:
    with pytest.raises(IntegrityError, match="evidence_has_title"), transaction.atomic():
        Evidence.objects.create(report=report_row(world))
    with pytest.raises(IntegrityError, match="assessment_has_words"), transaction.atomic():
        Assessment.objects.create(commitment=world.commitment, assessed_at=world.at, salt=b"", digest="0" * 64)


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (lambda world: PolicyGoal.objects.get(key="anti-corruption"), "goal_key_once"),
        (lambda world: Component.objects.get(key="integrity-plans"), "component_key_once"),
    ],
)
def test_a_goal_and_a_component_stand_once(world: World, row: Any, name: str) -> None:
    copy = row(world)
    copy.pk, copy.public_id = None, "0000000000"
    copy.scope = keep_scope(key="another", title=both("Another"), parent=None)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        copy.save(force_insert=True)
