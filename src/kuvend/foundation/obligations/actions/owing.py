"""A deed begins to be owed."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from kuvend.foundation.core.clock import local_date
from kuvend.foundation.obligations import facts
from kuvend.foundation.obligations.actions.keeping import about
from kuvend.foundation.obligations.clocks import Clock, computed, versions
from kuvend.foundation.obligations.kinds import ObligationKind
from kuvend.foundation.obligations.models import Obligation
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.models import Process
from kuvend.foundation.record.actions import put


@transaction.atomic
def owe(
    *, kind: ObligationKind, subject: str, institution: Institution | None = None, process: Process | None = None,
    clock: Clock | None = None, started: date | None = None, appeal_of: Obligation | None = None, role: str,
    at: datetime,
) -> Obligation:  # fmt: skip
    """Let a deed be owed; the same one about the same subject from the same day on is owed once.

    Args:
        subject: the public id of what it is about.
        institution: who owes it; None where those who keep the site do.
        clock: another rule than the kind's, such as a longer term.
        started: the day from which the clock runs; the local day of `at` when None.

    Raises:
        ClockProblem: when no rule is in force on that day.
        ValueError: for a kind whose rows are not in the table.
    """
    rule, start = clock or kind.clock, started or local_date(at)
    if rule is None:
        raise ValueError(f"{kind.deed} stands in rows of its own")
    obligation, is_new = Obligation.objects.get_or_create(
        deed=kind.deed,
        subject=subject,
        started_date=start,
        defaults={
            "institution": institution,
            "process": process,
            "regime": rule.regime,
            "rule": rule.rule,
            "term": rule.term,
            "appeal_of": appeal_of,
            **computed(rule.due(start)),
        },
    )
    if is_new:
        day = obligation.due_date.isoformat()
        put(facts.ObligationBegun(**about(obligation), due_date=day, **versions(obligation)), at=at, role=role)
    return obligation
