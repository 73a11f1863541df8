"""A stage that ends later takes what follows with it, as far as that has not begun."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kuvend.engines.deadlines import clocks, working_days_between
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.clock import end_of_day, local_date, start_of_day
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import HOUSE, Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes import rules
from kuvend.foundation.processes.actions import (
    close_activity_early,
    close_stage,
    extend_activity,
    move_stage,
    open_stage,
    publish_stage_calendar,
)
from kuvend.foundation.processes.calendars import calendar_number
from kuvend.foundation.processes.limits import DayLimit, set_day_limits
from kuvend.foundation.processes.models import Activity, Stage
from kuvend.foundation.processes.moving import moves
from kuvend.foundation.processes.rules import latest_last_day
from kuvend.foundation.record.leaves import decode_leaf
from kuvend.foundation.record.models import Fact
from tests.support.house import House, both

WHY = both("More time to write.")
AT = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)


class Row:
    """Three stages one after another; the second and the third have a way to take part."""

    def __init__(self, house: House) -> None:
        self.house, self.process = house, house.process
        house.activity.delete()
        self.secretariat: Actor = house.actor(house.official(Role.SECRETARIAT))
        days = [("2026-09-14", "2026-10-09"), ("2026-10-12", "2026-10-30"), ("2026-11-02", "2026-11-13")]
        house.stage.delete()
        self.one, self.two, self.three = (
            Stage.objects.create(
                process=house.process, key=f"s{n}", number=n, title=both(f"Stage {n}"),
                from_date=date.fromisoformat(first), to_date=date.fromisoformat(last),
            )
            for n, (first, last) in enumerate(days, start=1)
        )  # fmt: skip
        self.way = self.activity(self.two, "2026-10-14", "2026-10-28")
        early = datetime(2026, 8, 1, tzinfo=UTC)
        publish_stage_calendar(actor=HOUSE, process=house.process, note=Localized(), at=early)
        open_stage(actor=HOUSE, stage=self.one, at=datetime(2026, 9, 14, 8, 0, tzinfo=UTC))

    def activity(self, stage: Stage, first: str, last: str) -> Activity:
        opens, closes = start_of_day(date.fromisoformat(first)), end_of_day(date.fromisoformat(last))
        return self.house.make_activity("ideas", stage=stage, opens_at=opens, closes_at=closes)

    def days(self) -> list[tuple[str, str]]:
        rows = Stage.objects.order_by("number").values_list("from_date", "to_date")
        return [(first.isoformat(), last.isoformat()) for first, last in rows]


@pytest.fixture
def row(house: House) -> Row:
    return Row(house)


def moved(
    row: Row,
    to_date: str,
    *,
    by: Actor | None = None,
    seen: int | None = None,
    reason: Localized = WHY,
    at: datetime = AT,
) -> None:
    """Move the last day of the first stage, as the secretariat that has seen its calendar does."""
    move_stage(
        actor=by or row.secretariat,
        stage=row.one,
        seen_calendar=calendar_number(row.process) if seen is None else seen,
        to_date=date.fromisoformat(to_date),
        reason=reason,
        at=at,
    )


def test_a_week_more_puts_all_that_follows_a_week_later(row: Row) -> None:
    moved(row, "2026-10-16")
    assert row.days() == [
        ("2026-09-14", "2026-10-16"),
        ("2026-10-19", "2026-11-06"),
        ("2026-11-09", "2026-11-20"),
    ]
    row.way.refresh_from_db()
    assert (local_date(row.way.opens_at), row.way.last_day) == (date(2026, 10, 21), date(2026, 11, 4))
    assert row.way.opens_at == start_of_day(date(2026, 10, 21))
    assert row.way.closes_at == end_of_day(date(2026, 11, 4))  # past the end of summer time: midnight stays midnight


def test_every_move_is_on_record_with_its_cause_and_a_new_calendar(row: Row) -> None:
    moved(row, "2026-10-16")
    told = [decode_leaf(bytes(one.leaf), index=None) for one in Fact.objects.filter(type="stage_moved").order_by("pk")]
    assert [one.data["because"] for one in told] == ["moved", "follows", "follows"]
    assert (told[1].data["old_from_date"], told[1].data["new_from_date"]) == ("2026-10-12", "2026-10-19")
    calendar = row.process.calendars.get(version=2)
    assert calendar.note == WHY
    assert {one.subjects["calendar"] for one in told} == {calendar.public_id}
    assert Fact.objects.filter(type="activity_moved").count() == 1
    assert Fact.objects.filter(type="stage_calendar_published").count() == 2


def test_an_earlier_end_moves_nothing_that_follows(row: Row) -> None:
    moved(row, "2026-10-05")
    assert row.days()[0] == ("2026-09-14", "2026-10-05")
    assert row.days()[1:] == [("2026-10-12", "2026-10-30"), ("2026-11-02", "2026-11-13")]


def test_what_has_opened_and_what_stands_behind_it_keep_their_days(row: Row) -> None:
    open_stage(actor=HOUSE, stage=row.two, at=AT, early_reason=WHY)
    moved(row, "2026-10-16")
    assert row.days()[1:] == [("2026-10-12", "2026-10-30"), ("2026-11-02", "2026-11-13")]


def test_a_way_to_take_part_that_is_open_is_not_cut_short(row: Row) -> None:
    at = row.way.opens_at + timedelta(hours=1)
    moved(row, "2026-10-23", at=at)
    opened = row.way.opens_at
    row.way.refresh_from_db()
    assert row.way.opens_at == opened
    assert row.way.last_day == date(2026, 11, 11)


def test_a_stage_that_closes_late_takes_what_follows_with_it(row: Row) -> None:
    close_stage(actor=row.secretariat, stage=row.one, at=datetime(2026, 10, 16, 12, 0, tzinfo=UTC))
    assert row.days()[1:] == [("2026-10-19", "2026-11-06"), ("2026-11-09", "2026-11-20")]
    calendar = row.process.calendars.get(version=2)
    assert "“Stage 1” closed later than planned" in calendar.note["en"]
    assert "Stage 1 (sq)" in calendar.note["sq"]
    because = [
        decode_leaf(bytes(one.leaf), index=None).data["because"] for one in Fact.objects.filter(type="stage_moved")
    ]
    assert sorted(because) == ["closed_late", "follows", "follows"]


def test_one_that_closes_on_the_next_working_day_is_not_late(row: Row) -> None:
    close_stage(actor=row.secretariat, stage=row.one, at=datetime(2026, 10, 12, 12, 0, tzinfo=UTC))
    assert row.days()[1:] == [("2026-10-12", "2026-10-30"), ("2026-11-02", "2026-11-13")]
    assert row.process.calendars.count() == 1


def test_history_is_not_moved(row: Row) -> None:
    close_stage(actor=row.secretariat, stage=row.one, at=datetime(2027, 3, 1, 12, 0, tzinfo=UTC))
    assert row.days()[1:] == [("2026-10-12", "2026-10-30"), ("2026-11-02", "2026-11-13")]


def test_the_move_keeps_the_notice_of_what_follows(row: Row) -> None:
    moved(row, "2026-10-16")
    row.two.refresh_from_db()
    opened = open_stage(actor=row.secretariat, stage=row.two, at=datetime(2026, 10, 19, 8, 0, tzinfo=UTC))
    assert (opened.notice_days, opened.early_reason) == (79, {})


@pytest.mark.parametrize(
    ("to_date", "reason", "refusal"),
    [
        ("2026-10-09", WHY, "has already"),
        ("2026-09-30", WHY, "still to come"),
        ("2029-10-09", WHY, "two years"),
        ("2026-10-16", Localized(en="Only English"), "all languages"),
    ],
)
def test_a_move_that_cannot_be_says_why(row: Row, to_date: str, reason: Localized, refusal: str) -> None:
    with pytest.raises(NotAllowed, match=refusal):
        moved(row, to_date, reason=reason)
    assert row.days()[0] == ("2026-09-14", "2026-10-09")


def test_nobody_else_moves_a_stage_and_a_closed_one_stands(row: Row) -> None:
    moderator = row.house.actor(row.house.official(Role.MODERATOR))
    with pytest.raises(NotAllowed, match="technical secretariat"):
        moved(row, "2026-10-16", by=moderator)
    close_stage(actor=row.secretariat, stage=row.one, at=AT)
    with pytest.raises(NotAllowed, match="has closed"):
        moved(row, "2026-10-16")


def test_a_limit_that_the_last_day_passes_is_named_with_what_follows(row: Row) -> None:
    limits = [DayLimit(date(2026, 11, 13), both("Late")), DayLimit(date(2027, 1, 1), both("Contrary"))]
    set_day_limits([lambda process, today: limits])
    try:
        found = moves(row.one, to_date=date(2026, 10, 16), at=AT)
        assert [limit.consequence["en"] for limit in found.passed] == ["Late"]
        assert moves(row.one, to_date=date(2026, 10, 5), at=AT).passed == []
    finally:
        from kuvend.web import wiring

        wiring.hand_down()


def test_the_ways_to_take_part_that_end_with_a_stage_end_with_it_again(row: Row) -> None:
    ends_with, earlier = (
        row.activity(row.one, "2026-09-20", "2026-10-09"),
        row.activity(row.one, "2026-09-20", "2026-10-05"),
    )
    moved(row, "2026-10-16")
    ends_with.refresh_from_db()
    earlier.refresh_from_db()
    assert ends_with.last_day == date(2026, 10, 16)
    assert earlier.last_day == date(2026, 10, 5)
    assert ends_with.versions.get(version=2).reason == WHY


def test_no_way_to_take_part_is_open_longer_than_its_stage(row: Row) -> None:
    way = row.activity(row.one, "2026-10-05", "2026-10-09")
    moved(row, "2026-10-07")
    way.refresh_from_db()
    assert way.last_day == date(2026, 10, 7)
    assert Fact.objects.filter(type="activity_moved").count() == 1


def test_what_is_open_does_not_end_with_its_stage_but_by_its_own_deed(row: Row) -> None:
    way = row.activity(row.one, "2026-09-20", "2026-10-09")
    with pytest.raises(NotAllowed, match="Close it early first"):
        moved(row, "2026-10-07")
    assert row.days()[0] == ("2026-09-14", "2026-10-09")
    close_activity_early(actor=row.secretariat, activity=way, reason=WHY, seen_version=1, at=AT)
    moved(row, "2026-10-07")
    assert row.days()[0] == ("2026-09-14", "2026-10-07")


def test_how_far_a_consultation_is_extended_is_said_by_the_clock_of_the_law_alone(row: Row, monkeypatch: Any) -> None:
    way = row.activity(row.one, "2026-09-20", "2026-10-09")
    by_law = latest_last_day(way, way, country="AL", stage_ends=date(2028, 1, 1))
    file = Path(clocks.__file__).parent / "regimes" / "al-146-2014.yaml"
    longer = clocks.read_regime(file.read_bytes().replace(b"to: 40 working days", b"to: 45 working days"))
    monkeypatch.setattr(rules, "regime", lambda key: longer)
    changed = latest_last_day(way, way, country="AL", stage_ends=date(2028, 1, 1))
    assert working_days_between(by_law, changed) == 5


@pytest.mark.parametrize("stage", ["own", "following"])
def test_moving_a_stage_keeps_nothing_open_longer_than_extending_may(row: Row, stage: str) -> None:
    at = row.way.opens_at + timedelta(hours=1) if stage == "following" else AT
    way = row.way if stage == "following" else row.activity(row.one, "2026-09-20", "2026-10-09")
    latest = latest_last_day(way, way, country="AL", stage_ends=date(2028, 1, 1))
    moved(row, "2027-08-02", at=at)
    way.refresh_from_db()
    assert way.last_day == latest
    with pytest.raises(NotAllowed, match="cannot be extended"):
        extend_activity(
            actor=row.secretariat, activity=way, to_date=latest + timedelta(days=1), reason=WHY,
            seen_version=way.version, at=at,
        )  # fmt: skip


def test_days_that_were_changed_meanwhile_are_looked_at_again(row: Row) -> None:
    moved(row, "2026-10-16")
    with pytest.raises(NotAllowed, match="Look at what follows again"):
        moved(row, "2026-10-23", seen=1)
    assert row.days()[0][1] == "2026-10-16"
