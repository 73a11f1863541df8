"""The check of a plan goes by what this site holds: rows take the place of its file, and each rule says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation

from kuvend.accountability.plans.document.queries.checking import plan_check
from kuvend.accountability.plans.models import Plan
from kuvend.engines.plancheck import Finding, Outcome, read_check, write_check
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.people.enums import SYSTEM, Role
from kuvend.foundation.processes.models import Activity, StageCalendar
from tests.support.house import House, both
from tests.support.whole_house import WholeHouse

TYPED = {
    "drafting_from": "2026-11-23",
    "documents": [
        {"kind": "timeline", "title": {"en": "Timeline"}, "day": "2026-10-01", "url": "https://ogp.example/timeline"}
    ],
    "consultations": [],
}


@pytest.fixture
def plan(db: None) -> Plan:
    whole = WholeHouse()
    found = Plan.objects.select_related("process").order_by("pk").first()
    assert found is not None
    StageCalendar.objects.filter(process=found.process).delete()
    Activity.objects.update(process=found.process, withdrawn_at=whole.house.at)
    Plan.objects.filter(pk=found.pk).update(making=TYPED)
    return Plan.objects.select_related("process").get(pk=found.pk)


def finding(plan: Plan, code: str) -> Finding:
    today = local_date(House.at) + timedelta(days=1)
    (one,) = [one for one in plan_check(plan, as_of=today).findings if one.id == code]
    return one


def published(plan: Plan, *, days_ago: int, role: str = Role.SECRETARIAT) -> None:
    number = StageCalendar.objects.filter(process=plan.process).count()
    StageCalendar.objects.create(
        process=plan.process, version=number + 1, published_at=House.at - timedelta(days=days_ago), role=role,
        note=both("Days"), salt=b"", digest="",
    )  # fmt: skip


def test_a_timeline_that_the_file_only_names_counts_until_a_calendar_is_published_here(plan: Plan) -> None:
    assert (finding(plan, "MR-3.1").outcome, finding(plan, "MR-3.1").basis) == (Outcome.PASSED, "said")
    published(plan, days_ago=3)
    assert (finding(plan, "MR-3.1").outcome, finding(plan, "MR-3.1").basis) == (Outcome.FAILED, "counted")


def test_a_calendar_published_in_time_holds_whatever_the_file_says(plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(making=TYPED | {"documents": []})
    plan.refresh_from_db()
    assert finding(plan, "MR-3.1").outcome is Outcome.FAILED
    published(plan, days_ago=40)
    assert finding(plan, "MR-3.1").outcome is Outcome.PASSED


def test_a_calendar_that_the_site_took_from_the_file_is_no_fact_of_its_own(plan: Plan) -> None:
    published(plan, days_ago=3, role=SYSTEM)
    assert (finding(plan, "MR-3.1").outcome, finding(plan, "MR-3.1").basis) == (Outcome.PASSED, "said")


def test_a_way_to_take_part_is_a_consultation(plan: Plan) -> None:
    assert (finding(plan, "MR-3.3").outcome, finding(plan, "MR-3.3").basis) == (Outcome.FAILED, "said")
    opened = House.at - timedelta(days=40)
    Activity.objects.filter(process=plan.process).update(
        withdrawn_at=None, opens_at=opened, closes_at=opened + timedelta(days=40), waits_for_content=False
    )
    assert (finding(plan, "MR-3.3").outcome, finding(plan, "MR-3.3").basis) == (Outcome.UNKNOWN, "both")


def test_contributions_are_counted_and_what_the_plan_holds_has_no_basis_beside_it(plan: Plan) -> None:
    assert finding(plan, "MR-4.1").basis == "counted"
    assert finding(plan, "MR-1.1").basis == "said"
    assert finding(plan, "T-03").basis == ""


def test_a_kept_check_brings_the_basis_back(plan: Plan) -> None:
    check = plan_check(plan, as_of=local_date(House.at))
    assert read_check(write_check(check)) == check
    told = replace(check, findings=tuple(replace(one, basis="") for one in check.findings))
    assert '"basis"' not in write_check(told)


def test_the_page_of_a_plan_says_by_what_each_rule_was_judged(plan: Plan) -> None:
    published(plan, days_ago=3)
    with translation.override("en"):
        page = Client().get(f"/en/plans/{plan.public_id}/").content.decode()
    assert "Counted here." in page
    assert "Said in the plan’s file." in page
