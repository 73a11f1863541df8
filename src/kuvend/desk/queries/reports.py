"""The milestones on which the actor reports: by the day they are due, with their last report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q

from kuvend.accountability.plans.enums import Status
from kuvend.accountability.plans.models import Milestone
from kuvend.desk.queries.due import Due, due
from kuvend.foundation.core.paging import Page, page_of, read_key
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class ToReport:
    """A milestone that is not completed: where it belongs, when it is due, what was last reported."""

    id: int
    public_id: str
    number: str
    title: Any
    commitment: str
    lead: Any
    due: Due | None
    status: str
    reported_on: date | None


SHOWN = (
    "pk",
    "outcome__public_id",
    "outcome__number",
    "outcome__title",
    "commitment__outcome__number",
    "commitment__outcome__title",
    "outcome__institution__short_name",
    "outcome__institution__name",
    "to_date",
    "status",
    "last_report__as_of_date",
)


def to_report(actor: Actor, *, after: str, today: date) -> Page[ToReport]:
    """Return one page of the milestones on which the actor reports and that are not completed, the first due first."""
    rows = Milestone.objects.filter(_reported_by(actor)).exclude(status=Status.COMPLETED)
    if key := read_key(after, length=2):
        rows = rows.filter(_behind(str(key[0]), key[1]))
    ordered = rows.order_by(F("to_date").asc(nulls_last=True), "pk").values_list(*SHOWN)
    found = [_row(values, today) for values in ordered[: PAGE_SIZE + 1]]
    return page_of(found, size=PAGE_SIZE, key=lambda row: (row.due.on_date.isoformat() if row.due else "", row.id))


def _behind(day: str, pk: Any) -> Q:
    if not day:
        return Q(to_date__isnull=True, pk__gt=pk)
    return Q(to_date__gt=day) | Q(to_date=day, pk__gt=pk) | Q(to_date__isnull=True)


def _reported_by(actor: Actor) -> Q:
    """Return the condition that mirrors `plans.rules.may_report_progress`."""
    condition = Q(pk__in=[])
    for mandate in actor.mandates:
        within = Q(outcome__scope__path__startswith=mandate.scope_path)
        if mandate.role == Role.COMPONENT_LEADER:
            condition |= within
        elif mandate.role == Role.INSTITUTION_OFFICER:
            condition |= within & Q(outcome__institution_id=mandate.institution_id)
    return condition


def _row(values: tuple[Any, ...], today: date) -> ToReport:
    pk, public_id, number, title, of_number, of_title, short, name, to_date, status, reported_on = values
    return ToReport(
        id=pk,
        public_id=public_id,
        number=number,
        title=title,
        commitment=f"{of_number} {of_title}".strip(),
        lead=short or name,
        due=due(to_date, today=today) if to_date else None,
        status=str(Status(status).label) if status else "",
        reported_on=reported_on,
    )
