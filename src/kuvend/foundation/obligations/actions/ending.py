"""What ends an obligation: the deed is done, it lapses; and what may follow, an appeal."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from kuvend.engines.deadlines import working_days_between
from kuvend.foundation.core.access import require, require_listed
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.obligations import facts, rules
from kuvend.foundation.obligations.actions.keeping import about, keep_event, locked
from kuvend.foundation.obligations.actions.owing import owe
from kuvend.foundation.obligations.actions.running import resume
from kuvend.foundation.obligations.enums import EventKind, ObligationState
from kuvend.foundation.obligations.kinds import ObligationKind
from kuvend.foundation.obligations.models import IN_FORCE, Obligation
from kuvend.foundation.people.models import Institution
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Subject


@transaction.atomic
def meet(*, obligation: Obligation, role: str, at: datetime) -> Obligation:
    """Say that the deed was done today; said twice it is said once. A paused clock goes on first.

    Raises:
        NotAllowed: when it had lapsed.
    """
    row = resume(obligation=obligation, role=role, at=at)
    if row.state == ObligationState.MET:
        return row
    require(rules.may_end(row))
    today = local_date(at)
    row.state, row.met_date = ObligationState.MET, today
    row.save(update_fields=["state", "met_date"])
    keep_event(row, EventKind.MET, at)
    late = max(0, working_days_between(row.due_date, today, country=settings.KUVEND_COUNTRY))
    fact = facts.ObligationMet(**about(row), due_date=row.due_date.isoformat(), working_days_late=late)
    put(fact, at=at, role=role)
    return row


@transaction.atomic
def lapse(*, kind: ObligationKind, obligation: Obligation, act: str, role: str, at: datetime) -> Obligation:
    """Let nobody owe it any more, by an act of the kind's `acts`; what lapsed stays so.

    Raises:
        NotAllowed: when the deed was done.
    """
    require_listed(act, kind.acts)
    row = locked(obligation)
    if row.state == ObligationState.LAPSED:
        return row
    require(rules.may_end(row))
    row.state = ObligationState.LAPSED
    row.save(update_fields=["state"])
    keep_event(row, EventKind.LAPSED, at, act=act)
    put(facts.ObligationLapsed(**about(row), act=act), at=at, role=role)
    return row


@transaction.atomic
def appeal(
    *, obligation: Obligation, kind: ObligationKind, institution: Institution | None, role: str, at: datetime
) -> Obligation:
    """Appeal about a deed that was done, or whose day passed; returns what is owed now: the decision, once.

    An appeal whose decision lapsed can be made anew.

    Args:
        kind: the deed with which the appeal is decided.
        institution: who decides.

    Raises:
        NotAllowed: while its days run, or after it lapsed.
    """
    row = locked(obligation)
    if earlier := Obligation.objects.filter(IN_FORCE, appeal_of=row).first():
        return earlier
    require(rules.may_appeal(row, local_date(at)))
    decision = owe(kind=kind, subject=row.subject, institution=institution, process=row.process, appeal_of=row,
                   role=role, at=at)  # fmt: skip
    keep_event(row, EventKind.APPEALED, at)
    put(facts.ObligationAppealed(**about(row), appeal=Subject(decision.public_id)), at=at, role=role)
    return decision
