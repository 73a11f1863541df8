"""A calendar file: read back as it was written, folded and escaped as RFC 5545 asks."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from kuvend.engines.formats.ical import Event, read_calendar, write_calendar

STAMP = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LETTERS = 'aëçÇ;,\\n\n:" —📅\u2028'


def written(*events: Event) -> str:
    return write_calendar(events, name="Plani, një", stamp=STAMP)


@pytest.mark.parametrize("seed", range(100))
def test_what_is_read_back_is_what_was_written(seed: int) -> None:
    chance = random.Random(seed)
    day = date(2026, 1, 1) + timedelta(days=chance.randrange(900))
    title, words = ("".join(chance.choice(LETTERS) for _ in range(chance.randrange(1, 200))) for _ in range(2))
    event = Event(
        f"stage-{seed}@kuvend.example", day, day + timedelta(days=chance.randrange(9)), title, words, "https://a.b/c"
    )
    assert read_calendar(written(event, event)) == [event, event]


def test_every_line_has_at_most_75_octets_and_ends_as_the_standard_says() -> None:
    text = written(Event("a@b", date(2026, 1, 1), date(2026, 1, 1), "Ë" * 300, "x" * 300))
    lines = text.split("\r\n")
    assert lines.pop() == ""
    assert max(len(line.encode()) for line in lines) == 75
    assert "\n" not in "".join(lines)


def test_an_event_of_one_day_ends_before_the_next() -> None:
    text = written(Event("a@b", date(2026, 12, 31), date(2026, 12, 31), "The last day, at last"))
    assert "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n" in text
    assert "DTSTAMP:20261124T090000Z" in text
    assert "SUMMARY:The last day\\, at last" in text
    assert "X-WR-CALNAME:Plani\\, një" in text


def test_words_cannot_begin_a_line_of_their_own() -> None:
    text = written(Event("a@b", date(2026, 1, 1), date(2026, 1, 1), "One\r\nEND:VEVENT\rBEGIN:VEVENT\x00"))
    assert text.count("\r\nEND:VEVENT") == 1
    assert "\x00" not in text


@pytest.mark.parametrize(
    "text", ["", "BEGIN:VCALENDAR", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nEND:VEVENT\nEND:VCALENDAR"]
)
def test_a_file_that_is_not_whole_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"calendar|lacks"):
        read_calendar(text)
