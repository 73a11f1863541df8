"""The calendar: what happens next first, then what is ahead by month, then what was; and the same as a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kuvend.accountability.plans.models import Plan
from kuvend.accountability.plans.queries.cycle import periods_of, plans_by_country
from kuvend.engines.formats.ical import Event, write_calendar
from kuvend.engines.plancheck.cycle import coverage, gaps
from kuvend.foundation.core.addresses import site_url
from kuvend.foundation.core.clock import local_date, start_of_day
from kuvend.foundation.core.wording import away, in_words, page_url
from kuvend.foundation.processes.models import Process
from kuvend.publication.changes.queries.coverage import Coverage, country_coverage
from kuvend.publication.changes.queries.dates import ProcessDay, process_days
from kuvend.publication.changes.queries.delivery import NextPlan, next_plan
from kuvend.publication.portal.queries.calendar_versions import VersionRow, version_rows


@dataclass(frozen=True, slots=True)
class DayRow:
    """What happens on a day, as the calendar lists it; `away` says how far the day is, for what comes next."""

    day: str
    iso: str
    said: str
    title: Any
    url: str
    process: Any
    away: str = ""


@dataclass(frozen=True, slots=True)
class ProcessCalendar:
    """A process with the address of its calendar file."""

    public_id: str
    title: Any
    file: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """Everything that the calendar shows: months ahead, and years past with the latest first.

    `coverage` and `plans` are by country; `versions` the published calendars of the process by which it is narrowed.
    """

    coverage: Sequence[Coverage]
    plans: Sequence[NextPlan]
    versions: Sequence[VersionRow]
    next: Sequence[DayRow]
    ahead: Sequence[tuple[str, Sequence[DayRow]]]
    past: Sequence[tuple[str, Sequence[DayRow]]]
    processes: Sequence[ProcessCalendar]


def calendar_page(*, process: str = "", today: date) -> CalendarPage | None:
    """Return the calendar as of a local day, of one process or of all; None when there is no such process."""
    known = list(Process.objects.order_by("-from_date", "-pk"))
    chosen = [one for one in known if process in ("", one.public_id)]
    if process and not chosen:
        return None
    days = process_days(chosen, today=today)
    by_country = _countries(chosen)
    drawn = (country_coverage(country, plans, today=today) for country, plans in by_country.items())
    due = (next_plan(country, plans, today=today) for country, plans in by_country.items())
    ahead = [one for one in days if one.day >= today]
    coming = [one for one in ahead if one.day == ahead[0].day]
    past = [one for one in reversed(days) if one.day < today]
    later = ahead[len(coming) :]
    return CalendarPage(
        coverage=[one for one in drawn if one],
        plans=[one for one in due if one],
        versions=version_rows(chosen[0]) if process else [],
        next=[_row(one, away(one.day, today)) for one in coming],
        ahead=[(name, [_row(one) for one in group]) for name, group in groupby(later, key=_month)],
        past=[(str(year), [_row(one) for one in group]) for year, group in groupby(past, key=lambda one: one.day.year)],
        processes=[_process(one, process) for one in known],
    )


def _countries(processes: Sequence[Process]) -> dict[str, list[Plan]]:
    """Return all plans of the countries whose plans the processes make; two statements."""
    countries = Plan.objects.filter(process__in=processes).values_list("country", flat=True).distinct()
    return plans_by_country(countries=list(countries)) if processes else {}


def _month(one: ProcessDay) -> str:
    return date_format(one.day, "F Y")


def _row(one: ProcessDay, away: str = "") -> DayRow:
    return DayRow(in_words(one.day), one.day.isoformat(), one.said, one.title, one.url, one.process, away)


def _process(one: Process, chosen: str) -> ProcessCalendar:
    return ProcessCalendar(
        one.public_id, one.title, page_url("data_calendar_process", one.public_id), one.public_id == chosen
    )


def calendar_text(*, process: str = "", at: datetime) -> str | None:
    """Return the calendar file of one process or of all; None when there is no such process.

    It is stamped with the beginning of the local day, so that a cache keeps one file a day.
    """
    processes = list(Process.objects.filter(**({"public_id": process} if process else {})))
    if process and not processes:
        return None
    host, today = urlsplit(site_url("/")).hostname, local_date(at)
    events = [*_gap_events(processes, host or "", today)]
    events += [
        Event(
            uid=f"{one.key}@{host}",
            from_date=one.day,
            to_date=one.day,
            title=f"{one.said}: {one.title}",
            words=str(one.process),
            url=site_url(one.url),
        )
        for one in process_days(processes, today=today)
    ]
    name = str(processes[0].title) if process else _("Calendar of participation")
    return write_calendar(events, name=name, stamp=start_of_day(today))


def _gap_events(processes: Sequence[Process], host: str, today: date) -> Iterator[Event]:
    """Yield each run of days on which no plan is being implemented as one event."""
    for country, plans in _countries(processes).items():
        for one in gaps(coverage(periods_of(plans), until=today)):
            yield Event(
                uid=f"no-plan-{country}-{one.first.isoformat()}@{host}",
                from_date=one.first,
                to_date=one.last,
                title=_("No plan is being implemented"),
                url=site_url(reverse("calendar")),
            )
