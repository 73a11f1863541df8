"""A calendar file (iCalendar, RFC 5545) of all-day events, written and read back.

Only what calendars of a process need: a calendar's name, and events with a stable id, days, a title, words, an
address. Days, not moments: a deadline ends at midnight where the instance is, and a phone abroad must not shift it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

PRODUCT = "-//Kuvend//Calendar//EN"
OCTETS = 75  # of a line, without its break (RFC 5545, 3.1)
ESCAPES = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}
UNWRITABLE = re.compile(  # TEXT holds no control characters (3.3.11); invisible ones and turned directions help nobody
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day, or from one day to another (both included).

    `uid` is the same each time the calendar is written, so that a subscriber's calendar changes an event in place.
    """

    uid: str
    from_date: date
    to_date: date
    title: str
    words: str = ""
    url: str = ""


def write_calendar(events: Iterable[Event], *, name: str, stamp: datetime) -> str:
    """Return the file's text.

    Args:
        name: the calendar's name, as calendar programs show it.
        stamp: the moment as of which the events stand (DTSTAMP).
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", f"X-WR-CALNAME:{_text(name)}"]
    for event in events:
        lines += _lines(event, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _lines(event: Event, stamp: datetime) -> list[str]:
    # DTEND is the first day that is not part of it (3.6.1); the last day there is has none after it.
    day_after = min(event.to_date, date.max - timedelta(days=1)) + timedelta(days=1)
    url = re.sub(r"\s", "", UNWRITABLE.sub("", event.url))
    described = "\n".join(part for part in (event.words, url) if part)  # several programs show no URL of their own
    return [
        "BEGIN:VEVENT",
        f"UID:{_text(event.uid)}",
        f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{event.from_date:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day_after:%Y%m%d}",
        f"SUMMARY:{_text(event.title)}",
        *([f"DESCRIPTION:{_text(described)}"] if described else []),
        *([f"URL:{url}"] if url else []),
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _text(words: str) -> str:
    plain = UNWRITABLE.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(ESCAPES.get(letter, letter) for letter in plain)


def _folded(line: str) -> str:
    """Fold at 75 octets; a letter of several octets stays whole."""
    rows, row, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > OCTETS:
            rows.append(row)
            row, size = " ", 1
        row, size = row + letter, size + octets
    return "\r\n".join([*rows, row])


def read_calendar(text: str) -> list[Event]:
    """Return the all-day events of a calendar file. Raises ValueError for one that is not whole."""
    lines = re.split(r"\r?\n", re.sub(r"\r?\n[ \t]", "", text).rstrip())
    if lines[0] != "BEGIN:VCALENDAR" or lines[-1] != "END:VCALENDAR":
        raise ValueError("this is no calendar file")
    return [_event(one) for one in _events(lines)]


def _events(lines: Sequence[str]) -> Iterator[dict[str, str]]:
    """Yield the properties of each event, without their parameters."""
    properties: dict[str, str] = {}
    for line in lines:
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            properties = {}
        elif line == "END:VEVENT":
            yield properties
        else:
            properties[name.partition(";")[0]] = value


def _event(properties: dict[str, str]) -> Event:
    missing = [name for name in ("UID", "DTSTART", "DTEND", "SUMMARY") if name not in properties]
    if missing:
        raise ValueError(f"an event lacks {', '.join(missing)}")
    url = properties.get("URL", "")
    return Event(
        uid=_plain(properties["UID"]),
        from_date=_day(properties["DTSTART"]),
        to_date=_day(properties["DTEND"]) - timedelta(days=1),
        title=_plain(properties["SUMMARY"]),
        words=_plain(properties.get("DESCRIPTION", "")).removesuffix(url).removesuffix("\n" if url else ""),
        url=url,
    )


def _day(value: str) -> date:
    return datetime.strptime(value, "%Y%m%d").replace(tzinfo=UTC).date()


def _plain(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)
