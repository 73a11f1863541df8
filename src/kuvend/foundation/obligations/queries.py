"""Reading obligations: what is owed, what waits for whom, how an institution keeps its days."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Min, Q, QuerySet

from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.due import overdue
from kuvend.foundation.core.wording import page_url
from kuvend.foundation.obligations.enums import ObligationState
from kuvend.foundation.obligations.kinds import Label, ObligationKind, public_kinds
from kuvend.foundation.obligations.models import OPEN, Obligation
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.desk import Waiting
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.calendar_parts import ProcessDay
from kuvend.foundation.processes.models import Process

SHOWN = 200  # days of obligations in a calendar


def open_obligations(deed: str = "") -> QuerySet[Obligation]:
    """Return what is owed now, of one deed or of all, the first due first; not what is paused."""
    rows = Obligation.objects.filter(OPEN)
    return (rows.filter(deed=deed) if deed else rows).order_by("due_date", "pk")


def overdue_obligations(today: date) -> QuerySet[Obligation]:
    """Return what is owed and whose day has passed."""
    return open_obligations().filter(overdue(today))


def owed_by(actor: Actor, kind: ObligationKind) -> QuerySet[Obligation]:
    """Return what is owed by those in whose name the actor acts, the first due first."""
    mandates = [mandate for mandate in actor.mandates if mandate.role in kind.roles]
    if not mandates:
        return Obligation.objects.none()
    bodies = {mandate.institution_id for mandate in mandates if mandate.institution_id}
    return open_obligations(kind.deed).filter(Q(institution=None) | Q(institution__in=bodies))


def waits(kind: ObligationKind) -> Callable[[Actor, datetime], Waiting]:
    """Return how a room of the desk counts what of this kind waits for somebody; one statement."""

    def count(actor: Actor, at: datetime) -> Waiting:
        counts = owed_by(actor, kind).order_by().aggregate(count=Count("pk"), oldest=Min("due_date"))
        return Waiting(**counts)

    return count


@dataclass(frozen=True)
class KeptDays:
    """How an institution keeps its days for one deed: `next` is the first day that is still to come or has passed."""

    label: Label
    owed: int
    overdue: int
    in_time: int
    late: int
    next: date | None


def kept_days(institution: Institution, at: datetime) -> list[KeptDays] | None:
    """Return how an institution keeps its days, a line for each deed; None where it never owed one.

    One statement, and none where no room owes anything that public lists tell of.
    """
    kinds = public_kinds()
    if not kinds:
        return None
    today, met = local_date(at), Q(state=ObligationState.MET)
    rows = Obligation.objects.filter(institution=institution, deed__in=kinds).values_list("deed").order_by("deed")
    counts = rows.annotate(
        owed=Count("pk", filter=OPEN),
        overdue=Count("pk", filter=OPEN & overdue(today)),
        in_time=Count("pk", filter=met & Q(met_date__lte=F("due_date"))),
        late=Count("pk", filter=met & Q(met_date__gt=F("due_date"))),
        next=Min("due_date", filter=OPEN),
    )
    return [KeptDays(kinds[deed].label, *figures) for deed, *figures in counts] or None


def days_of_obligations(processes: Sequence[Process], today: date) -> Iterator[ProcessDay]:
    """Yield the days by which something is owed in processes; one statement, none where no room owes anything."""
    kinds = public_kinds()
    if not kinds:
        return
    rows = open_obligations().filter(deed__in=kinds, process__in=list(processes))
    for row in rows.select_related("process", "institution")[:SHOWN]:
        kind, institution = kinds[row.deed], row.institution.name if row.institution else ""
        url, process = page_url(kind.page, row.subject), row.process.title if row.process else ""
        yield ProcessDay(f"{row.deed}-{row.public_id}", row.due_date, str(kind.label), institution, url, process)
