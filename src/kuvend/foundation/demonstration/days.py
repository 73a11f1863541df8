"""The days of the demonstration: dates as they were, or numbers of days from the day of loading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zlib import crc32
from zoneinfo import ZoneInfo

from django.conf import settings

from kuvend.foundation.demonstration.data import Entry


@dataclass(frozen=True)
class Days:
    """Turns what the data files say into days and moments, seen from `today`."""

    today: date

    def day(self, day_or_distance: date | int) -> date:
        """Return the day that a file names by its date, or by its distance from today."""
        return self.today + timedelta(days=day_or_distance) if isinstance(day_or_distance, int) else day_or_distance

    def day_of(self, entry: Entry) -> date:
        """Return the day of an entry, which has a `date` or a `day`."""
        return self.day(entry["date"] if "date" in entry else entry["day"])


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Return the moment at which a local clock shows `hour` and `minute` on `day`."""
    return datetime.combine(day, time(hour, minute), ZoneInfo(settings.TIME_ZONE)).astimezone(UTC)


def spread(key: str, minutes: int) -> timedelta:
    """Return a part of `minutes`, always the same for `key`, so that not all happens on the hour."""
    return timedelta(minutes=crc32(key.encode()) % minutes)
