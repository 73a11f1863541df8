"""The calendar: what happens next first, reports twice a year, and the same days in the file."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kuvend.engines.formats.ical import read_calendar
from kuvend.foundation.processes.models import Process
from kuvend.publication.changes.queries.calendar import calendar_page, calendar_text
from kuvend.publication.changes.queries.dates import process_days
from tests.publication.changes.revised import Revised

TODAY = date(2026, 11, 24)


def test_what_happens_next_stands_first_and_what_was_last(revised: Revised) -> None:
    page = calendar_page(today=TODAY)
    assert page is not None
    assert {row.iso for row in page.next} == {"2026-12-04"}
    assert {row.event for row in page.next} == {"Last day to take part"}
    assert {row.away for row in page.next} == {"in 10 days"}
    assert [month for month, _rows in page.ahead] == [
        "December 2026",
        "January 2027",  # the one answer to all of the deliberation
        "June 2027",
        "December 2027",
        "January 2028",
        "December 2028",
    ]
    (year, past), *_earlier = page.past
    assert year == "2026"
    assert [row.iso for row in past] == sorted((row.iso for row in past), reverse=True)


@pytest.mark.parametrize(("days", "words"), [(0, "today"), (1, "tomorrow"), (2, "in 2 days")])
def test_how_far_the_next_day_is(revised: Revised, days: int, words: str) -> None:
    page = calendar_page(today=date(2026, 12, 4) - timedelta(days=days))
    assert page is not None
    assert page.next[0].away == words


def test_an_activity_that_closes_at_midnight_is_open_on_its_last_day(revised: Revised) -> None:
    from kuvend.foundation.core.clock import end_of_day

    activity = revised.house.activity
    type(activity).objects.filter(pk=activity.pk).update(closes_at=end_of_day(date(2027, 3, 15)))
    days = process_days(Process.objects.all(), today=TODAY)
    assert [one.day for one in days if one.key == f"activity-closes-{activity.public_id}"] == [date(2027, 3, 15)]


def test_a_plan_owes_reports_at_the_end_of_each_half_year(revised: Revised) -> None:
    due = [one.day for one in process_days([revised.plan.process], today=TODAY) if one.key.startswith("report-due")]
    assert due == [date(2026, 6, 30), date(2026, 12, 31), date(2027, 6, 30), date(2027, 12, 31)]


def test_the_file_holds_the_days_of_its_process_and_reads_back(revised: Revised) -> None:
    process = revised.plan.process
    response = Client().get(reverse("data_calendar_process", args=[process.public_id]))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    events = read_calendar(response.content.decode())
    days = process_days([process], today=TODAY)
    assert [event.from_date for event in events] == [one.day for one in days]
    assert [event.title for event in events] == [f"{one.event}: {one.title}" for one in days]
    assert len({event.uid for event in events}) == len(events)
    whole = read_calendar(calendar_text(at=revised.house.at) or "")
    assert {event.uid for event in events} < {event.uid for event in whole}


def test_days_stay_the_same_event_when_they_move(revised: Revised) -> None:
    before = {event.uid for event in read_calendar(calendar_text(at=revised.house.at) or "")}
    stage = revised.house.stage
    type(stage).objects.filter(pk=stage.pk).update(to_date=date(2027, 1, 31))
    after = {event.uid for event in read_calendar(calendar_text(at=revised.house.at) or "")}
    assert before == after


def test_a_process_that_is_none_has_no_calendar(revised: Revised) -> None:
    assert Client().get("/en/calendar/?process=0000000000").status_code == 404
    assert Client().get("/en/processes/0000000000/calendar.ics").status_code == 404


def test_the_calendar_takes_few_statements(revised: Revised) -> None:
    with CaptureQueriesContext(connection) as asked:
        Client().get("/sq/calendar/")
    assert len(asked) <= 10
