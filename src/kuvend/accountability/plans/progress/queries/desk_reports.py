"""The milestones on which the actor reports: what is due for which half-year, with the last report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg

from kuvend.accountability.plans.cycle.periods import missing_periods, owed_periods, periods_between, plan_days
from kuvend.accountability.plans.enums import Status
from kuvend.accountability.plans.models import Milestone
from kuvend.accountability.plans.progress.queries.periods import GOES_ON
from kuvend.accountability.plans.progress.queries.reporting import reported_by
from kuvend.foundation.core.due import Due, due
from kuvend.foundation.core.paging import Page, page_of, read_key
from kuvend.foundation.core.text import ordinal
from kuvend.foundation.people.actor import Actor

PAGE_SIZE = 50
LAST = date.max.isoformat()


@dataclass(frozen=True, slots=True)
class ToReport:
    """A milestone that is neither completed nor closed: where it belongs, which report is due, what was last reported.

    `period` is the half-year whose report is due, by its last day; None when there is nothing to report now.
    `unreported` are the last days of all half-years that have begun and have none, `missing` counts those over.
    """

    id: int
    public_id: str
    number: str
    title: Any
    commitment: str
    lead: Any
    due: Due | None
    period: Due | None
    unreported: Sequence[date]
    missing: int
    status: str
    reported_on: date | None

    def key(self) -> list[Any]:
        """What rows are ordered by: the report that is due first, then the milestone's own day."""
        period, day = (one.on_date.isoformat() if one else LAST for one in (self.period, self.due))
        return [period, day, self.id]


SHOWN = (
    "pk",
    "outcome__public_id",
    "outcome__number",
    "outcome__title",
    "commitment__outcome__number",
    "commitment__outcome__title",
    "outcome__institution__short_name",
    "outcome__institution__name",
    "from_date",
    "to_date",
    "status",
    "last_report__as_of_date",
    "commitment__goal__plan__process__from_date",
    "commitment__goal__plan__process__to_date",
    "commitment__goal__plan__from_stated",
    "commitment__goal__plan__to_stated",
)


def to_report(actor: Actor, *, after: str, today: date) -> Page[ToReport]:
    """Return one page of the milestones on which the actor reports, the report that is due first at the head.

    One statement. The half-years follow from each plan's days, so rows are ordered here: an institution leads some
    hundred milestones at most.
    """
    rows = sorted(milestones_to_report(actor, today=today), key=ToReport.key)
    if last_key := read_key(after, of="to_report"):
        rows = [row for row in rows if row.key() > list(last_key)]
    return page_of(rows[: PAGE_SIZE + 1], size=PAGE_SIZE, of="to_report", key=lambda row: tuple(row.key()))


def milestones_to_report(actor: Actor, *, today: date) -> list[ToReport]:
    """Return all open milestones on which the actor reports, in no order; one statement."""
    open_ones = Milestone.objects.filter(GOES_ON, reported_by(actor))
    reported = ArrayAgg("reports__period_date", distinct=True, default=[])
    return [_row(values, today) for values in open_ones.annotate(reported=reported).values_list(*SHOWN, "reported")]


def _row(values: tuple[Any, ...], today: date) -> ToReport:
    pk, public_id, number, title, of_number, of_title, short, name, from_date, to_date, status, reported_on = values[
        :12
    ]
    unreported, missing = _unreported(from_date, values[12:16], values[16], today)
    return ToReport(
        id=pk,
        public_id=public_id,
        number=number,
        title=title,
        commitment=f"{ordinal(of_number)} {of_title}".strip(),
        lead=short or name,
        due=due(to_date, today=today) if to_date else None,
        period=due(unreported[0], today=today) if unreported else None,
        unreported=unreported,
        missing=missing,
        status=str(Status(status).label) if status else "",
        reported_on=reported_on,
    )


def _unreported(
    from_date: date | None, plan: tuple[Any, ...], reported: list[date], today: date
) -> tuple[list[date], int]:
    """Return the last days of the half-years that have begun and lack their report, and how many of them are over.

    The first one is due longest.
    """
    first, last, from_stated, to_stated = plan
    days = plan_days(first, last, from_stated=from_stated, to_stated=to_stated)
    owed = owed_periods(periods_between(*days), from_date=from_date, ended_in=None, today=today)
    missing = missing_periods(owed, reported, today)
    return [period.last for period in owed if period.last not in reported], len(missing)
