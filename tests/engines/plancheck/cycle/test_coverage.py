"""Every day has a plan in implementation, or the days without one are named."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kuvend.engines.plancheck.cycle import Cover, Period, Stretch, coverage, gaps
from kuvend.engines.plancheck.spans import Span

DAY = timedelta(days=1)
DAYS = st.dates(date(2019, 12, 1), date(2024, 3, 31))


def exact(first: str, last: str, name: str = "p") -> Period:
    ends = (date.fromisoformat(first), date.fromisoformat(last))
    return Period(name=name, first=Span(ends[0], ends[0]), last=Span(ends[1], ends[1]))


def days(stretches: tuple[Stretch, ...]) -> dict[date, Cover]:
    return {one.first + timedelta(days=number): one.cover for one in stretches for number in range(one.days)}


@st.composite
def periods(draw: st.DrawFn) -> list[Period]:
    drawn = []
    for number in range(draw(st.integers(1, 5))):
        first, last = sorted((draw(DAYS), draw(DAYS)))
        loose_first, loose_last = draw(st.integers(0, 40)), draw(st.integers(0, 40))
        drawn.append(
            Period(
                name=str(number),
                first=Span(first, first + loose_first * DAY),
                last=Span(last, last + loose_last * DAY),
            )
        )
    return drawn


@given(periods())
def test_stretches_hold_every_day_once_and_no_hole(drawn: list[Period]) -> None:
    found = coverage(drawn)
    assert found[0].first == min(one.first.first for one in drawn if one.first)
    assert found[-1].last == max(one.last.last for one in drawn if one.last)
    assert all(before.last + DAY == after.first for before, after in pairwise(found))
    assert all((before.cover, before.names) != (after.cover, after.names) for before, after in pairwise(found))


@given(periods())
def test_a_day_is_covered_exactly_when_a_plan_certainly_runs(drawn: list[Period]) -> None:
    for day, cover in days(coverage(drawn)).items():
        sure = any(one.first.last <= day <= one.last.first for one in drawn if one.first and one.last)
        may = any(one.first.first <= day <= one.last.last for one in drawn if one.first and one.last)
        assert cover is (Cover.COVERED if sure else Cover.UNKNOWN if may else Cover.GAP)


@given(st.lists(st.integers(1, 900), min_size=1, max_size=6), DAYS)
def test_plans_that_follow_each_other_leave_no_day_uncovered(lengths: list[int], start: date) -> None:
    drawn, first = [], start
    for number, length in enumerate(lengths):
        last = first + (length - 1) * DAY
        drawn.append(Period(name=str(number), first=Span(first, first), last=Span(last, last)))
        first = last + DAY
    assert gaps(coverage(drawn)) == ()


@given(DAYS, st.integers(1, 700), st.integers(1, 700), st.integers(1, 400))
def test_a_gap_is_found_with_its_very_days(start: date, before: int, after: int, hole: int) -> None:
    last = start + (before - 1) * DAY
    again = last + (hole + 1) * DAY
    end = again + (after - 1) * DAY
    drawn = [
        Period(name="a", first=Span(start, start), last=Span(last, last)),
        Period(name="b", first=Span(again, again), last=Span(end, end)),
    ]
    (gap,) = gaps(coverage(drawn))
    assert (gap.first, gap.last, gap.days) == (last + DAY, again - DAY, hole)


def test_one_day_without_a_plan_is_found_at_the_end_of_february() -> None:
    plans = [exact("2022-03-01", "2024-02-28"), exact("2024-03-01", "2026-02-28", "q")]
    (gap,) = gaps(coverage(plans))
    assert (gap.first, gap.last, gap.days) == (date(2024, 2, 29), date(2024, 2, 29), 1)
    assert gaps(coverage([exact("2021-03-01", "2023-02-28"), exact("2023-03-01", "2025-02-28", "q")])) == ()


def test_plans_may_lie_over_each_other() -> None:
    found = coverage([exact("2020-01-01", "2021-12-31", "a"), exact("2021-06-01", "2023-05-31", "b")])
    assert [(one.names, one.first.isoformat()) for one in found] == [
        (("a",), "2020-01-01"),
        (("a", "b"), "2021-06-01"),
        (("b",), "2022-01-01"),
    ]


def test_after_the_last_plan_the_days_up_to_today_are_a_gap() -> None:
    plans = [exact("2020-01-01", "2021-12-31")]
    (gap,) = gaps(coverage(plans, until=date(2022, 1, 1)))
    assert (gap.first, gap.last) == (date(2022, 1, 1), date(2022, 1, 1))
    assert gaps(coverage(plans, until=date(2021, 12, 31))) == ()


def test_what_is_known_only_as_a_year_is_neither_covered_nor_a_gap() -> None:
    year = Span(date(2020, 1, 1), date(2020, 12, 31))
    plan = Period(name="p", first=year, last=Span(date(2022, 8, 31), date(2022, 8, 31)))
    assert [(one.cover, one.first.isoformat()) for one in coverage([plan])] == [
        (Cover.UNKNOWN, "2020-01-01"),
        (Cover.COVERED, "2020-12-31"),
    ]


def test_a_plan_known_by_its_end_alone_reaches_back_four_years_at_most() -> None:
    end = date(2023, 12, 31)
    found = coverage([Period(name="p", first=None, last=Span(end, end))])
    assert [(one.cover, one.first, one.last) for one in found] == [
        (Cover.UNKNOWN, date(2020, 1, 1), date(2023, 12, 30)),
        (Cover.COVERED, end, end),
    ]


def test_a_plan_of_which_no_day_is_known_says_nothing() -> None:
    assert coverage([Period(name="p", first=None, last=None)]) == ()
