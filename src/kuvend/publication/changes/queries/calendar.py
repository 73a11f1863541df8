"""The calendar: what happens next first, then what is ahead by month, then what was; and the same as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kuvend.engines.formats.ical import Event, write_calendar
from kuvend.foundation.core.addresses import site_url
from kuvend.foundation.core.clock import local_date, start_of_day
from kuvend.foundation.core.parts import ShownPart
from kuvend.foundation.core.wording import away, in_words, page_url
from kuvend.foundation.processes.calendar_parts import ProcessDay, calendar_parts, spans_of_rooms
from kuvend.foundation.processes.models import Process
from kuvend.publication.changes.queries.dates import process_days
from kuvend.publication.portal.queries.calendar_versions import VersionRow, version_rows


@dataclass(frozen=True, slots=True)
class DayRow:
    """What happens on a day, as the calendar lists it; `away` says how far the day is, for what comes next."""

    day: str
    iso: str
    event: str
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

    `parts` are those of rooms; `versions` the published calendars of the process by which it is narrowed.
    """

    parts: Sequence[ShownPart]
    versions: Sequence[VersionRow]
    next: Sequence[DayRow]
    ahead: Sequence[tuple[str, Sequence[DayRow]]]
    past: Sequence[tuple[str, Sequence[DayRow]]]
    processes: Sequence[ProcessCalendar]


def calendar_page(*, process: str = "", today: date) -> CalendarPage | None:
    """Return the calendar as of a local day, of one process or of all; None when there is no such process."""
    processes = list(Process.objects.order_by("-from_date", "-pk"))
    selection = [one for one in processes if process in ("", one.public_id)]
    if process and not selection:
        return None
    days = process_days(selection, today=today)
    ahead = [day for day in days if day.day >= today and not day.is_over]
    coming = [day for day in ahead if day.day == ahead[0].day]
    past = [day for day in reversed(days) if day.day < today or day.is_over]
    later = ahead[len(coming) :]
    return CalendarPage(
        parts=calendar_parts(selection, today),
        versions=version_rows(selection[0]) if process else [],
        next=[_row(one, away(one.day, today)) for one in coming],
        ahead=[(name, [_row(one) for one in group]) for name, group in groupby(later, key=_month)],
        past=[(str(year), [_row(one) for one in group]) for year, group in groupby(past, key=lambda one: one.day.year)],
        processes=[_process(one, process) for one in processes],
    )


def _month(day: ProcessDay) -> str:
    return date_format(day.day, "F Y")


def _row(day: ProcessDay, away: str = "") -> DayRow:
    return DayRow(in_words(day.day), day.day.isoformat(), day.event, day.title, day.url, day.process, away)


def _process(row: Process, chosen_id: str) -> ProcessCalendar:
    return ProcessCalendar(
        row.public_id, row.title, page_url("data_calendar_process", row.public_id), row.public_id == chosen_id
    )


def calendar_text(*, process: str = "", at: datetime) -> str | None:
    """Return the calendar file of one process or of all; None when there is no such process.

    It is stamped with the beginning of the local day, so that a cache keeps one file a day.
    """
    processes = list(Process.objects.filter(**({"public_id": process} if process else {})))
    if process and not processes:
        return None
    host, today = urlsplit(site_url("/")).hostname, local_date(at)
    page = site_url(reverse("calendar"))
    events = [
        Event(uid=f"{span.key}@{host}", from_date=span.first, to_date=span.last, title=span.title, url=page)
        for span in spans_of_rooms(processes, today)
    ]
    events += [
        Event(
            uid=f"{day.key}@{host}",
            from_date=day.day,
            to_date=day.day,
            title=f"{day.event}: {day.title}",
            words=str(day.process),
            url=site_url(day.url),
        )
        for day in process_days(processes, today=today)
    ]
    name = str(processes[0].title) if process else _("Calendar of participation")
    return write_calendar(events, name=name, stamp=start_of_day(today))
