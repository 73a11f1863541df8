"""What follows a late end keeps its working days and its distance."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kuvend.engines.deadlines import is_working_day, working_days_between
from kuvend.engines.deadlines.following import Days, following, shifted, within

DAY = timedelta(days=1)


def days(first: str, last: str) -> Days:
    return Days(date.fromisoformat(first), date.fromisoformat(last))


def length(one: Days) -> int:
    return working_days_between(one.first - DAY, one.last)


@st.composite
def rows(draw: st.DrawFn) -> list[Days]:
    """Stages one after another, some with days between them."""
    first = draw(st.dates(date(2026, 1, 1), date(2027, 12, 31)))
    found = []
    for _number in range(draw(st.integers(2, 5))):
        last = first + draw(st.integers(6, 70)) * DAY
        found.append(Days(first, last))
        first = last + draw(st.integers(1, 12)) * DAY
    return found


def test_a_week_late_moves_what_follows_by_a_week() -> None:
    before, later = days("2026-09-14", "2026-09-25"), days("2026-09-14", "2026-10-02")
    moved = following(before, later, [days("2026-09-28", "2026-10-09"), days("2026-10-12", "2026-10-14")])
    assert moved == [days("2026-10-05", "2026-10-16"), days("2026-10-19", "2026-10-21")]


def test_a_stage_that_was_to_begin_on_a_sunday_begins_on_the_next_working_day() -> None:
    before = days("2026-09-14", "2026-09-26")  # a Saturday
    (moved,) = following(before, Days(before.first, date(2026, 10, 2)), [days("2026-09-27", "2026-10-09")])
    assert moved == days("2026-10-05", "2026-10-16")


def test_holidays_are_no_days_of_work() -> None:
    before = days("2026-11-02", "2026-11-20")
    (moved,) = following(before, days("2026-11-02", "2026-11-27"), [days("2026-11-23", "2026-11-24")])
    assert moved.first == date(
        2026, 12, 2
    )  # 28 and 29 November are holidays and a weekend: observed on the 30th and the 1st


def test_an_earlier_end_moves_nothing() -> None:
    before, after = days("2026-09-01", "2026-10-30"), [days("2026-11-02", "2026-11-20")]
    assert following(before, days("2026-09-01", "2026-10-16"), after) == after
    assert following(before, before, after) == after


def test_stages_that_overlap_keep_their_overlap() -> None:
    before, later = days("2026-09-01", "2026-09-30"), days("2026-09-01", "2026-10-07")
    (moved,) = following(before, later, [days("2026-09-28", "2026-10-16")])
    assert working_days_between(moved.first, later.last) == working_days_between(date(2026, 9, 28), before.last)


def test_a_day_within_keeps_its_distance_from_the_beginning() -> None:
    old, new = days("2026-10-05", "2026-10-16"), days("2026-10-12", "2026-10-23")
    assert within(date(2026, 10, 7), old, new) == date(2026, 10, 14)
    assert within(date(2026, 10, 2), old, new) == date(2026, 10, 9)


@given(rows(), st.integers(1, 90))
def test_each_keeps_its_length_and_its_distance_and_begins_on_a_working_day(row: list[Days], late: int) -> None:
    first, *rest = row
    moved = following(first, Days(first.first, first.last + late * DAY), rest)
    before, now = first, Days(first.first, first.last + late * DAY)
    for old, new in zip(rest, moved, strict=True):
        assert new.first > now.last
        assert new.first >= old.first
        if new != old:
            assert length(new) == max(length(old), 1)
            assert is_working_day(new.first)
            assert working_days_between(now.last, new.first) == max(working_days_between(before.last, old.first), 1)
        before, now = old, new


def test_a_day_of_rest_more_puts_nothing_earlier() -> None:
    before, after = days("2026-02-01", "2026-02-07"), [days("2026-02-14", "2026-02-20")]  # Saturdays
    assert following(before, Days(before.first, date(2026, 2, 8)), after) == after


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(-60, 60))
def test_a_shift_counts_working_days(day: date, count: int) -> None:
    moved = shifted(day, count)
    if count > 0:
        assert working_days_between(day, moved) == count
        assert is_working_day(moved)
    elif count < 0:
        assert is_working_day(moved)
        assert sum(is_working_day(moved + n * DAY) for n in range((day - moved).days)) == -count
    else:
        assert moved == day
