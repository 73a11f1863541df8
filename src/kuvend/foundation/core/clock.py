"""The clock, read at the edge only: views, jobs and the command line pass `at` down."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings


def now() -> datetime:
    """Return the present moment, in UTC."""
    return datetime.now(UTC)


def local_date(moment: datetime) -> date:
    """Return the day on which `moment` falls where the instance is."""
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def start_of_day(day: date) -> datetime:
    """Return the moment at which `day` begins locally."""
    return datetime.combine(day, time(), ZoneInfo(settings.TIME_ZONE)).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """Return the moment at which `day` is over locally: a closing date ends at 24:00."""
    return start_of_day(day + timedelta(days=1))
