"""Nothing is closed undone without a statement: why, who answers for the remedy, which one, until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from kuvend.accountability.plans.document.queries.commitment import commitment_page
from kuvend.accountability.plans.models import Commitment, FailureStatement, Milestone, Report
from kuvend.accountability.plans.progress import mail
from kuvend.accountability.plans.progress.actions import GivenFailure, NotWhole, report_progress
from kuvend.accountability.plans.progress.queries.periods import periods_of
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.record.actions import advance
from kuvend.foundation.record.facts import digest
from kuvend.foundation.record.leaves import decode_leaf
from kuvend.foundation.record.models import Fact
from tests.accountability.plans.world import World, both

OVER = datetime(2021, 7, 2, 9, tzinfo=UTC)  # the milestone's last day was 1 July
STATED = GivenFailure(
    reason=both("The supplier withdrew."), position=both("Director of the agency"),
    remedy=both("A second call opens."), new_date=date(2021, 11, 30),
)  # fmt: skip


def report(world: World, at: datetime = OVER, **given: Any) -> Report:
    known: dict[str, Any] = {
        "actor": HOUSE, "milestone": world.first, "status": "limited", "text": both("One of five."),
        "challenges": both("No supplier."), "as_of_date": at.date(), "at": at,
    }  # fmt: skip
    return report_progress(**(known | given))


def milestone(world: World) -> Milestone:
    return Milestone.objects.get(pk=world.first.pk)


def test_when_the_days_are_over_a_statement_is_needed(world: World) -> None:
    with pytest.raises(NotWhole) as refusal:
        report(world)
    assert set(refusal.value.lacks) == {"failure-reason"}
    assert not Report.objects.exists()
    assert report(world, OVER - timedelta(days=1)).pk is not None  # on its last day it may still be done
    report(world, status="completed", challenges=Localized())
    assert not milestone(world).closed_undone


def test_a_statement_closes_the_milestone_undone_and_goes_on_record(world: World) -> None:
    officer = world.actor(Role.INSTITUTION_OFFICER, institution=world.akshi)
    made = report(world, actor=officer, failure=replace(STATED, institution=world.akshi, position=Localized()))
    closed = milestone(world)
    assert (closed.closed_undone, closed.status, closed.failure_id) == (True, "limited", made.pk)
    fact = decode_leaf(bytes(Fact.objects.latest("pk").leaf), index=None)
    assert (fact.type, fact.role, fact.data["new_date"]) == ("failure_stated", "institution_officer", "2021-11-30")
    assert fact.subjects == {
        "milestone": world.first.outcome.public_id, "commitment": world.commitment.outcome.public_id,
        "report": made.public_id, "institution": world.akshi.public_id,
    }  # fmt: skip
    words = (
        '{"position":{},"reason":{"en":"The supplier withdrew.","sq":"The supplier withdrew. (sq)"},'
        '"remedy":{"en":"A second call opens.","sq":"A second call opens. (sq)"}}'
    )
    assert fact.data["text"] == digest(made.failure.salt, words)


def test_it_may_be_closed_before_its_days_are_over(world: World) -> None:
    report(world, world.at, failure=replace(STATED, new_date=None, not_at_all=True))
    assert milestone(world).closed_undone


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reason": Localized()}, "failure-reason"),
        ({"position": Localized()}, "failure-institution"),
        ({"remedy": Localized()}, "failure-remedy"),
        ({"new_date": None}, "failure-new_date"),
        ({"not_at_all": True}, "failure-new_date"),
        ({"new_date": OVER.date()}, "failure-new_date"),
    ],
)
def test_a_statement_that_lacks_something_is_refused_at_its_field(world: World, change: Any, field: str) -> None:
    with pytest.raises(NotWhole) as refusal:
        report(world, failure=replace(STATED, **change))
    assert set(refusal.value.lacks) == {field}


def test_what_is_completed_is_not_closed_undone(world: World) -> None:
    with pytest.raises(NotWhole) as refusal:
        report(world, status="completed", failure=STATED)
    assert set(refusal.value.lacks) == {"failure-reason"}


def test_a_new_day_holds_until_it_has_passed_and_a_later_report_opens_the_milestone_again(world: World) -> None:
    report(world, failure=STATED)
    again = datetime(2021, 11, 30, 9, tzinfo=UTC)
    report(world, again)
    assert not milestone(world).closed_undone
    with pytest.raises(NotWhole):
        report(world, again + timedelta(days=1))
    assert not milestone(world).closed_undone


def test_the_database_refuses_a_milestone_closed_undone_without_its_statement(world: World) -> None:
    made = report(world, world.at)
    row = Milestone.objects.filter(pk=world.first.pk)
    with pytest.raises(IntegrityError, match="milestone_closed_undone_has_its_statement"), transaction.atomic():
        row.update(closed_undone=True)
    with pytest.raises(IntegrityError, match="foreign key"), transaction.atomic():
        row.update(closed_undone=True, failure=made.pk)  # the report has none
        connection.check_constraints()
    other = report(world, milestone=world.second, failure=STATED, at=world.at)
    with pytest.raises(IntegrityError, match="milestone_closed_undone_has_its_statement"), transaction.atomic():
        row.update(closed_undone=True, failure=other.failure)  # that of another milestone
    with pytest.raises(IntegrityError, match="milestone_completed_is_not_undone"), transaction.atomic():
        Milestone.objects.filter(pk=world.second.pk).update(status="completed")
    for name, empty in (
        ("failure_has_reason", {"reason": {}}), ("failure_has_remedy", {"remedy": {}}),
        ("failure_names_who_is_responsible", {"position": {}}),
    ):  # fmt: skip
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            FailureStatement.objects.update(**empty)


def test_the_pages_say_so_plainly(world: World) -> None:
    report(world, failure=STATED, period_date=date(2021, 6, 30))
    advance(at=OVER)
    body = Client().get(f"/en/milestones/{world.first.outcome.public_id}/").content.decode()
    for expected in (
        "closed undone", "it had reached: limited", "The supplier withdrew.", "Director of the agency",
        "A second call opens.", "Nov. 30, 2021", "reported late: 2 days after the half-year ended",
    ):  # fmt: skip
        assert expected in body or expected.replace("Nov. 30, 2021", "30 November 2021") in body, expected
    page = commitment_page(world.commitment.outcome.public_id, at=OVER)
    assert page is not None
    assert str(page.progress.words) in {"limited", "i kufizuar"}


def test_half_years_without_a_report_are_named_and_those_reported_late(world: World) -> None:
    late = datetime(2021, 7, 5, 9, tzinfo=UTC)
    first = Milestone.objects.filter(pk=world.first.pk)
    first.update(to_date=date(2022, 3, 1))
    report(world, late, period_date=date(2021, 6, 30))
    commitment = Commitment.objects.select_related("goal__plan__process").get(pk=world.commitment.pk)
    table = periods_of(commitment, today=date(2021, 7, 5))
    days = [iso for _words, iso in table.periods]
    states = {row.number: [cell.state for cell in row.cells] for row in table.rows}
    assert days[:4] == ["2020-06-30", "2020-12-31", "2021-06-30", "2021-12-31"]
    assert states["4.1"] == ["none", "none", "late", "due", "none", "none"]
    assert states["4.2"] == ["none", "none", "missing", "due", "none", "none"]
    with translation.override("en"):
        body = Client().get(f"/en/milestones/{world.second.outcome.public_id}/").content.decode()
    assert "no report for the half-year to" in body


def test_the_letter_tells_the_statement(world: World) -> None:
    idea = world.idea("Open data for buses")
    report(world, failure=STATED)
    reported = next(decode_leaf(bytes(one.leaf), index=0) for one in Fact.objects.filter(type="progress_reported"))
    with translation.override("en"):
        text = render_to_string(
            "plans/mail/progress_reported.txt",
            mail.progress_reported([reported])[0] | {"contribution": idea, "url": "u"},
        )
    assert text.splitlines()[0] == "What your words went into was closed without being done"
    for expected in ("The supplier withdrew.", "Director of the agency", "A second call opens."):
        assert expected in text
    milestone = next(line for line in text.splitlines() if line.startswith(world.first.outcome.number))
    assert "“" not in milestone, "a title may hold quotation marks of its own"


def test_open_data_tell_lateness_and_the_statement(world: World) -> None:
    made = report(world, datetime(2021, 7, 5, 21, 59, tzinfo=UTC), period_date=date(2021, 6, 30), failure=STATED)
    row = Client().get(f"/api/v1/reports/{made.public_id}").json()
    assert (row["period_date"], row["days_late"], row["readings"], row["evidence"]) == ("2021-06-30", 5, [], [])
    assert row["failure"] == {
        "reason": STATED.reason, "institution": None, "position": STATED.position, "remedy": STATED.remedy,
        "new_date": "2021-11-30",
    }  # fmt: skip
    imported = report(world, milestone=world.second, imported=True)
    row = Client().get(f"/api/v1/reports/{imported.public_id}").json()
    assert (row["days_late"], row["failure"]) == (None, None)
