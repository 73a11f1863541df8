"""What rooms bring to the calendar stands on its page and in its file; without it the stages and activities stand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.template import engines

from kuvend.foundation.core.clock import local_date
from kuvend.foundation.processes import calendar_parts
from kuvend.foundation.processes.calendar_parts import CalendarPart, CalendarSpan, ProcessDay
from kuvend.publication.changes.queries.calendar import calendar_page, calendar_text
from tests.support.house import House


def test_without_a_room_the_calendar_has_the_days_of_processes_alone(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendar_parts, "_parts", [])
    page = calendar_page(today=local_date(house.at))
    assert page is not None
    assert page.parts == []
    assert page.next or page.ahead or page.past


def test_a_room_brings_days_runs_of_days_and_a_part_of_the_page(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    today = local_date(house.at)
    day = ProcessDay("lamp-due-1", today, "A lamp is due", "Lamp 1", "/en/lamps/1/", "Lamps")
    dark = CalendarSpan("dark-1", today - timedelta(days=3), today - timedelta(days=1), "No lamp is lit")
    part = CalendarPart(
        days=lambda processes, on: [day],
        spans=lambda processes, on: [dark],
        template=engines["django"].from_string("{{ part }}").template,
        data=lambda processes, on: f"lamps of {len(processes)}",
    )
    monkeypatch.setattr(calendar_parts, "_parts", [part])
    page = calendar_page(today=today)
    assert page is not None
    assert [one.data for one in page.parts] == ["lamps of 1"]
    assert "Lamp 1" in {row.title for row in page.next}
    text = (calendar_text(at=house.at) or "").replace("\r\n ", "")
    assert "A lamp is due: Lamp 1" in text
    assert "No lamp is lit" in text
