"""Moments as others write them: ISO 8601, databases, Ruby, mail. What can be read in two ways is not read."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from kuvend.engines.formats.days import is_counted

NOON = time(12)
CLOCK = r"(?P<time>\d\d?:\d\d(?::\d\d)?)"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NAMES = rf"(?P<name>{'|'.join(MONTHS)})"
WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
ZONE = r"(?P<zone>Z|UTC?|GMT|[+-]\d\d\d\d)"
FORMS = tuple(
    re.compile(form, re.ASCII | re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})([-/.])(?P<month>\d\d?)\2(?P<day>\d\d?)"  # ISO 8601, and databases
        rf"(?:[T ]+{CLOCK}(?:[.,](?P<part>\d{{1,9}}))?\s*(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?",
        rf"(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{{4}})(?:[ ,]+{CLOCK})?",
        rf"(?:{WEEKDAY}, *)?(?P<day>\d\d?) +{NAMES} +(?P<year>\d{{4}}) +{CLOCK}"  # RFC 5322
        rf"(?: +{ZONE})?(?: +\([^()]*\))?",
        rf"{WEEKDAY} +{NAMES} +(?P<day>\d\d?) +{CLOCK}(?: +{ZONE})? +(?P<year>\d{{4}})",  # C, Ruby, the command date
    )
)


def read_moment(text: str, zone: tzinfo) -> datetime | None:
    """Return the moment that `text` names; None when it names none, or in a way that is not wholly understood.

    An hour of twelve (11:30 PM), a zone by an abbreviation other than UTC and GMT, a weekday that is not that day's:
    none of them is guessed.

    Args:
        zone: of a moment that names none itself; a day alone is its noon there.
    """
    match = next((found for form in FORMS if (found := form.fullmatch(text.strip()))), None)
    try:
        return _moment(match.groupdict(), zone) if match else None
    except (ValueError, OverflowError):
        return None


def _moment(parts: dict[str, str | None], zone: tzinfo) -> datetime:
    day = _day(parts)
    if not (clock := parts["time"]):
        return datetime.combine(day, NOON, zone)
    hour, minute, second = (*(int(part) for part in clock.split(":")), 0)[:3]
    part = int((parts.get("part") or "0").ljust(6, "0")[:6])
    return datetime.combine(day, time(hour, minute, second, part), _zone(parts.get("zone")) or zone)


def _day(parts: dict[str, str | None]) -> date:
    """Return the day. Raises ValueError: there is none, it lies too far away, or its weekday is another."""
    name, weekday = parts.get("name"), parts.get("weekday")
    month = MONTHS.index(name.lower()) + 1 if name else int(parts["month"] or 0)
    day = date(int(parts["year"] or 0), month, int(parts["day"] or 0))
    if not is_counted(day) or (weekday and WEEKDAYS[day.weekday()] != weekday.lower()):
        raise ValueError(day)
    return day


def _zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    if int(digits[2:]) > 59:
        raise ValueError(text)
    away = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-away if text[0] == "-" else away)
