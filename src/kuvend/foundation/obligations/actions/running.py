"""What moves the day of an obligation: it is extended, paused and resumed by named acts, and passed on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kuvend.engines.deadlines.clocks import PauseEvent
from kuvend.foundation.core.access import require, require_listed
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.obligations import facts, rules
from kuvend.foundation.obligations.actions.keeping import about, day_with, keep_event, locked, move
from kuvend.foundation.obligations.clocks import versions
from kuvend.foundation.obligations.enums import EventKind, ObligationState
from kuvend.foundation.obligations.kinds import ObligationKind
from kuvend.foundation.obligations.models import Obligation
from kuvend.foundation.people.models import Institution
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Subject


@transaction.atomic
def extend(
    *, kind: ObligationKind, obligation: Obligation, act: str, by: int | None = None, role: str, at: datetime
) -> Obligation:
    """Lengthen the time; the same extension on the same day is one.

    Args:
        act: a code of the kind's `acts`.
        by: so many units of its rule; the most that it allows when None.

    Raises:
        NotAllowed: when the rule knows no such extension, or it comes too late.
    """
    require_listed(act, kind.acts)
    row = locked(obligation)
    if row.events.filter(kind=EventKind.EXTENDED, on_date=local_date(at), act=act, by=by).exists():
        return row
    require(rules.may_change_clock(row))
    move(row, keep_event(row, EventKind.EXTENDED, at, act=act, by=by))
    day = row.due_date.isoformat()
    put(facts.ObligationExtended(**about(row), act=act, due_date=day, **versions(row)), at=at, role=role)
    return row


@transaction.atomic
def pause(*, kind: ObligationKind, obligation: Obligation, act: str, role: str, at: datetime) -> Obligation:
    """Stop counting days from today on, by an act of the kind's `acts`; its day is open until the clock goes on.

    Raises:
        NotAllowed: when the rule knows no pause, or the day has passed.
    """
    require_listed(act, kind.acts)
    row = locked(obligation)
    if row.state == ObligationState.PAUSED:
        return row
    require(rules.may_change_clock(row))
    day_with(row, PauseEvent(on=local_date(at), to=local_date(at)))
    row.state = ObligationState.PAUSED
    row.save(update_fields=["state"])
    keep_event(row, EventKind.PAUSED, at, act=act)
    put(facts.ObligationPaused(**about(row), act=act), at=at, role=role)
    return row


@transaction.atomic
def resume(*, obligation: Obligation, role: str, at: datetime) -> Obligation:
    """Count days again from tomorrow on; today is the last one that is not counted. Raises NotAllowed."""
    row = locked(obligation)
    if row.state != ObligationState.PAUSED:
        return row
    row.state = ObligationState.OPEN
    move(row, keep_event(row, EventKind.RESUMED, at))
    day = row.due_date.isoformat()
    put(facts.ObligationResumed(**about(row), due_date=day, **versions(row)), at=at, role=role)
    return row


@transaction.atomic
def transfer(*, obligation: Obligation, to: Institution, role: str, at: datetime) -> Obligation:
    """Let another institution owe it, by the day that the rule gives it; what it has already it is not passed again.

    Raises:
        NotAllowed: when the rule knows no transfer, it comes too late, or nobody else is named.
    """
    row = locked(obligation)
    last = row.events.filter(kind=EventKind.TRANSFERRED).order_by("pk").last()
    if last is not None and last.to_institution_id == to.pk:
        return row
    require(rules.may_transfer(row, to))
    before = row.institution
    row.institution = to
    fields = {"from_institution": before, "to_institution": to}
    move(row, keep_event(row, EventKind.TRANSFERRED, at, **fields))
    passed = facts.ObligationTransferred(
        **about(row),
        from_institution=Subject(before.public_id if before else ""),
        due_date=row.due_date.isoformat(),
        **versions(row),
    )
    put(passed, at=at, role=role)
    return row
