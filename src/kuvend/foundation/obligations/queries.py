"""Reading obligations: what is owed, what waits for whom, how an institution keeps its days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime

from django.db.models import Count, F, Min, Q, QuerySet

from kuvend.engines.deadlines import is_overdue
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.due import overdue
from kuvend.foundation.core.wording import page_url
from kuvend.foundation.obligations.enums import ObligationState
from kuvend.foundation.obligations.kinds import ObligationKind, obligation_kinds, public_kinds
from kuvend.foundation.obligations.models import OPEN, Obligation
from kuvend.foundation.obligations.rows import InstitutionDays, KeptDays, Owed, owed_by_day
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.desk import Waiting
from kuvend.foundation.people.models import Institution
from kuvend.foundation.people.queries import within
from kuvend.foundation.processes.calendar_parts import ProcessDay
from kuvend.foundation.processes.models import Process

SCOPE = "process__scope__path"
SHOWN = 200  # days of obligations in a calendar


def open_obligations(deed: str = "") -> QuerySet[Obligation]:
    """Return what is owed now, of one deed or of all, the first due first; not what is paused."""
    rows = Obligation.objects.filter(OPEN)
    return (rows.filter(deed=deed) if deed else rows).order_by("due_date", "pk")


def owed_by(actor: Actor, kind: ObligationKind) -> QuerySet[Obligation]:
    """Return what of a kind of the table is owed by those in whose name the actor acts, the first due first.

    It mirrors `rules.owes`.
    """
    if not any(mandate.role in kind.roles for mandate in actor.mandates):
        return Obligation.objects.none()
    nobodys, own = Q(institution=None), Q(institution__in=actor.institutions(*kind.roles))
    here = within(actor, kind.roles, SCOPE) & nobodys | within(actor, kind.roles, SCOPE, of="institution")
    return open_obligations(kind.deed).filter(here | Q(nobodys | own, process=None))


def owed_of_kind(kind: ObligationKind, actor: Actor, at: datetime) -> Iterable[Owed]:
    """Return what of a kind is owed by those in whose name the actor acts, the first due first; one statement."""
    if kind.rows:
        return kind.rows.of_actor(actor, at)
    return owed_by_day(owed_by(actor, kind))


def waits(*kinds: ObligationKind) -> Callable[[Actor, datetime], Waiting]:
    """Return how a room of the desk counts what of these kinds waits for somebody; one statement for each kind."""

    def count(actor: Actor, at: datetime) -> Waiting:
        rows = [row for kind in kinds for row in owed_of_kind(kind, actor, at) if waits_now(kind, row, local_date(at))]
        return Waiting(sum(row.count for row in rows), min((row.due_date for row in rows), default=None))

    return count


def waits_now(kind: ObligationKind, row: Owed, today: date) -> bool:
    """Tell whether what is owed waits on the desk on a day."""
    return not kind.waits_late or is_overdue(row.due_date, on=today)


def kept_days(institution: Institution, at: datetime) -> dict[str, InstitutionDays]:
    """Return how an institution keeps its days, by deed; deeds that it never owed are left out.

    One statement for the table, none where no room owes anything that public lists tell of; rows of their own ask
    theirs.
    """
    today = local_date(at)
    by_deed = _kept_in_table(institution, today)
    for kind in obligation_kinds():
        if kind.rows and kind.rows.of_institution and (days := kind.rows.of_institution(institution, today)):
            by_deed[kind.deed] = days
    return by_deed


def _kept_in_table(institution: Institution, today: date) -> dict[str, InstitutionDays]:
    if not (kinds := public_kinds()):
        return {}
    met = Q(state=ObligationState.MET)
    rows = Obligation.objects.filter(institution=institution, deed__in=kinds).values("deed").order_by("deed")
    figures = rows.annotate(
        owed=Count("pk", filter=OPEN | met),
        met=Count("pk", filter=met),
        in_time=Count("pk", filter=met & Q(met_date__lte=F("due_date"))),
        late=Count("pk", filter=met & Q(met_date__gt=F("due_date"))),
        waiting=Count("pk", filter=OPEN),
        overdue=Count("pk", filter=OPEN & overdue(today)),
        next=Min("due_date", filter=OPEN),
    )
    return {row["deed"]: InstitutionDays(KeptDays.of(row), row["next"]) for row in figures}


def days_of_obligations(processes: Sequence[Process], _today: date) -> Iterator[ProcessDay]:
    """Yield the days by which something is owed in processes.

    One statement for the table, none where no room owes anything that public lists tell of; rows of their own ask
    theirs.
    """
    for kind in obligation_kinds():
        for row in kind.rows.in_processes(processes) if kind.rows and kind.rows.in_processes else ():
            yield ProcessDay(row.key, row.due_date, _on_its_day(kind), row.title, row.url, row.process)
    if not (kinds := public_kinds()):
        return
    rows = open_obligations().filter(deed__in=kinds, process__in=list(processes))
    for obligation in rows.select_related("process", "institution")[:SHOWN]:
        yield _process_day(kinds[obligation.deed], obligation)


def _process_day(kind: ObligationKind, row: Obligation) -> ProcessDay:
    institution, process = row.institution.name if row.institution else "", row.process.title if row.process else ""
    key, url = f"{row.deed}-{row.public_id}", page_url(kind.page, row.subject)
    return ProcessDay(key, row.due_date, _on_its_day(kind), institution, url, process)


def _on_its_day(kind: ObligationKind) -> str:
    return str(kind.on_its_day or kind.label)
