"""What was withdrawn before it opened, or closed on its first day, invites nobody any more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation

from kuvend.foundation.core.clock import local_date
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.processes.actions import end_standing_process
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.responses.obligations import ANSWER_TO_ALL
from kuvend.publication.changes.queries.calendar import calendar_page, calendar_text
from kuvend.publication.institutions.queries.page import institution_page
from kuvend.publication.portal.queries.stage import _activities
from tests.support.house import House, both
from tests.support.standing import always_open, standing_process

OPENS = "You can take part from this day"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def events(house: House) -> set[tuple[str, str]]:
    """What the calendar says on its page, of the boxes of the test."""
    page = calendar_page(today=local_date(house.at))
    assert page is not None
    groups = [page.next, *(rows for _name, rows in (*page.ahead, *page.past))]
    return {(row.event, str(row.title)) for rows in groups for row in rows if str(row.title).endswith("box")}


def test_the_end_of_a_standing_process_takes_the_invitations_to_its_boxes_away(house: House) -> None:
    process = standing_process(house)
    future = always_open(house, process=process, title=both("Future box"), opens_at=house.at + timedelta(days=40))
    new = always_open(house, process=process, title=both("New box"), opens_at=house.at - timedelta(minutes=5))
    old = always_open(house, process=process, title=both("Old box"))
    assert events(house) == {(OPENS, "Future box"), (OPENS, "New box"), (OPENS, "Old box")}
    end_standing_process(
        actor=HOUSE, process=process, reason=both("No longer."), at=house.at,
        seen_versions={way.public_id: way.version for way in (future, new, old)},
    )  # fmt: skip
    closed = "Closed"
    assert events(house) == {(closed, "New box"), (OPENS, "Old box"), (closed, "Old box")}
    page = calendar_page(today=local_date(house.at))
    assert page is not None
    assert closed not in {row.event for row in page.next}, "what is closed is nothing to come"
    text = calendar_text(at=house.at) or ""
    assert "Future box" not in text
    assert f"{OPENS}: New box" not in text
    asks = institution_page(house.owner.public_id, at=house.at)
    assert asks is not None
    assert {str(title) for _url, title, _days in asks.open_activities} == {"Activity 1"}
    assert {str(title) for _url, title, _days in asks.closed_activities} == {"New box", "Old box"}
    assert "Future box" not in Client().get(f"/en/institutions/{house.owner.public_id}/").content.decode()


def test_what_was_withdrawn_owes_no_answer_to_all_and_its_stage_says_so(house: House) -> None:
    ahead = {"opens_at": house.at + timedelta(days=3), "answers_owed": False}
    Activity.objects.filter(pk=house.activity.pk).update(stage=house.stage, **ahead)
    assert ANSWER_TO_ALL.rows
    assert ANSWER_TO_ALL.rows.in_processes
    assert len(list(ANSWER_TO_ALL.rows.in_processes([house.process]))) == 1
    Activity.objects.filter(pk=house.activity.pk).update(withdrawn_at=house.at)
    assert not list(ANSWER_TO_ALL.rows.in_processes([house.process]))
    ((_url, _title, _days, state),) = _activities(house.stage, house.at)
    assert str(state.words) == "withdrawn"
