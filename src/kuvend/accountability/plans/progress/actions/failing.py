"""The statement of failure, without which nothing is closed undone: what it lacks, its row, its fact."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _

from kuvend.accountability.plans.cycle.periods import Period, owes_statement
from kuvend.accountability.plans.enums import Status
from kuvend.accountability.plans.models import FailureStatement, Milestone, Report
from kuvend.accountability.plans.progress import facts
from kuvend.accountability.plans.progress.queries.reporting import due_day_of
from kuvend.foundation.core.text import Localized, localized
from kuvend.foundation.people.models import Institution
from kuvend.foundation.record.facts import Digest, Subject
from kuvend.foundation.record.openings import seal_openly


@dataclass(frozen=True, kw_only=True)
class GivenFailure:
    """Why a promise was not kept, who answers for the remedy, which one, and until when.

    Responsible is an institution or a position, never a private person by name. Without `new_date` it will not be
    done; then `not_at_all` says so, so that a day is not simply forgotten.
    """

    reason: Localized = field(default_factory=Localized)
    institution: Institution | None = None
    position: Localized = field(default_factory=Localized)
    remedy: Localized = field(default_factory=Localized)
    new_date: date | None = None
    not_at_all: bool = False


def must_state_failure(
    milestone: Milestone, *, status: str, period_date: date, periods: list[Period], today: date
) -> bool:
    """Tell whether a report of this status on this half-year closes the milestone undone, as it is not completed."""
    if status == Status.COMPLETED:
        return False
    due = due_day_of(milestone, periods)
    return owes_statement(period_date, due_date=due, periods=periods, today=today)


def failure_lacks(statement: GivenFailure | None, *, status: str, needed: bool, today: date) -> dict[str, str]:
    """Return what a statement of failure still lacks: `failure-<field>` → the sentence at that field."""
    if statement is None:
        days_over = _("Its days are over and it is not completed: state the failure before it is closed undone.")
        return {"failure-reason": days_over} if needed else {}
    lacks: dict[str, str] = {}
    if status == Status.COMPLETED:
        lacks["failure-reason"] = _("What is completed is not closed undone: leave the statement empty.")
    elif not any(statement.reason.values()):
        lacks["failure-reason"] = _("Say why it was not done, in one language at least.")
    if statement.institution is None and not any(statement.position.values()):
        lacks["failure-institution"] = _("Name the institution or the position that answers for the remedy.")
    if not any(statement.remedy.values()):
        lacks["failure-remedy"] = _("Say what is done about it, in one language at least.")
    if statement.new_date and statement.not_at_all:
        lacks["failure-new_date"] = _("Give a new day, or say that it will not be done; both cannot be.")
    elif statement.new_date is None and not statement.not_at_all:
        lacks["failure-new_date"] = _("Give the new day, or say that it will not be done.")
    elif statement.new_date and statement.new_date <= today:
        lacks["failure-new_date"] = _("The new day must still lie ahead.")
    return lacks


def keep_failure(report: Report, statement: GivenFailure, *, at: datetime) -> FailureStatement:
    """Keep the statement of a report that closes its milestone undone."""
    reason, position, remedy = localized(statement.reason), localized(statement.position), localized(statement.remedy)
    sealed = seal_openly(sealed_failure(reason, position, remedy))
    return FailureStatement.objects.create(
        report=report,
        reason=reason,
        institution=statement.institution,
        position=position,
        remedy=remedy,
        new_date=statement.new_date,
        stated_at=at,
        salt=sealed.salt,
        digest=sealed.digest,
    )


def failure_fact(milestone: Milestone, statement: FailureStatement) -> facts.FailureStated:
    """Return the fact of a statement."""
    responsible = statement.institution
    return facts.FailureStated(
        milestone=Subject(milestone.outcome.public_id),
        commitment=Subject(milestone.commitment.outcome.public_id),
        report=Subject(statement.report.public_id),
        institution=Subject(responsible.public_id) if responsible else None,
        new_date=statement.new_date.isoformat() if statement.new_date else "",
        text=Digest(statement.digest),
    )


def sealed_failure(reason: Localized, position: Localized, remedy: Localized) -> str:
    """Return the exact string that the digest of a statement of failure seals: JSON with sorted keys."""
    words = {"reason": reason, "position": position, "remedy": remedy}
    return json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
