"""A deed begins to be owed."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from kuvend.foundation.core.clock import local_date
from kuvend.foundation.obligations import facts
from kuvend.foundation.obligations.actions.keeping import about
from kuvend.foundation.obligations.clocks import Clock, computed, versions
from kuvend.foundation.obligations.enums import EventKind
from kuvend.foundation.obligations.kinds import ObligationKind
from kuvend.foundation.obligations.models import IN_FORCE, Obligation
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.models import Process
from kuvend.foundation.record.actions import put


@transaction.atomic
def owe(
    *, kind: ObligationKind, subject: str, institution: Institution | None = None, process: Process | None = None,
    clock: Clock | None = None, started: date | None = None, appeal_of: Obligation | None = None, role: str,
    at: datetime,
) -> Obligation:  # fmt: skip
    """Let a deed be owed; the same one about the same subject from the same day on is owed once, until it lapses.

    Args:
        subject: the public id of what it is about.
        institution: None where those who keep the site owe it.
        clock: another rule than the kind's, such as a longer term.
        started: the day from which the clock runs; the local day of `at` when None.
        appeal_of: what it decides about; each appeal has a decision of its own.

    Raises:
        ClockProblem: when no rule is in force on that day.
        ValueError: for a kind whose rows are not in the table, or when another institution owes it already.
    """
    rule, start = _rule(kind, clock), started or local_date(at)
    obligation, is_new = Obligation.objects.filter(IN_FORCE).get_or_create(
        deed=kind.deed,
        subject=subject,
        started_date=start,
        appeal_of=appeal_of,
        defaults={
            "institution": institution,
            "process": process,
            "regime": rule.regime,
            "rule": rule.rule,
            "term": rule.term,
            **computed(rule.due(start)),
        },
    )
    if is_new:
        begun = {**about(obligation), **versions(obligation), "due_date": obligation.due_date.isoformat()}
        put(facts.ObligationBegun(**begun), at=at, role=role)
    elif institution not in {obligation.institution, _first_institution(obligation)}:
        raise ValueError(f"{kind.deed} about {subject} is owed by another institution already")
    return obligation


def _rule(kind: ObligationKind, clock: Clock | None) -> Clock:
    rule = clock or kind.clock
    if rule is None:
        raise ValueError(f"{kind.deed} stands in rows of its own")
    return rule


def _first_institution(obligation: Obligation) -> Institution | None:
    """Return who owed it before it was passed on for the first time."""
    passing = obligation.events.filter(kind=EventKind.TRANSFERRED).order_by("pk").first()
    return passing.from_institution if passing else obligation.institution
