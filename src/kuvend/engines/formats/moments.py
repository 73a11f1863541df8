"""Moments as others write them: ISO 8601, databases, Ruby, mail. What can be read in two ways is not read."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

NOON = time(12)
WRITTEN = re.compile(
    r"(?P<year>\d{4})[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)"
    r"(?:[T ]+(?P<time>\d\d?:\d\d(?::\d\d)?)(?:[.,](?P<part>\d{1,9}))?\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?)?"
)
DAY_FIRST = re.compile(r"(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{4})(?:[ ,]+(?P<time>\d\d?:\d\d(?::\d\d)?))?")


def read_moment(text: str, zone: tzinfo) -> datetime | None:
    """Return the moment that `text` names, None when it names none.

    Args:
        zone: of a moment that names none itself; a day alone is its noon there.
    """
    written = WRITTEN.fullmatch(text.strip()) or DAY_FIRST.fullmatch(text.strip())
    try:
        if written:
            return _moment({"time": None, "part": None, "zone": None} | written.groupdict(), zone)
        if "," in text or text[:3].isalpha():
            moment = parsedate_to_datetime(text)
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        pass
    return None


def _moment(parts: dict[str, str | None], zone: tzinfo) -> datetime:
    day = date(*(int(parts[name] or 0) for name in ("year", "month", "day")))
    if not parts["time"]:
        return datetime.combine(day, NOON, zone)
    hour, minute, second = (*(int(part) for part in parts["time"].split(":")), 0)[:3]
    part = int((parts["part"] or "0").ljust(6, "0")[:6])
    return datetime.combine(day, time(hour, minute, second, part), _zone(parts["zone"]) or zone)


def _zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    away = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-away if text[0] == "-" else away)
