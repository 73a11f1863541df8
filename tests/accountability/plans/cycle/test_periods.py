"""Half-years of a plan: when reports are due, when one is late, and when a failure must be stated."""

from datetime import UTC, date, datetime

import pytest

from kuvend.accountability.plans.cycle.periods import (
    Period,
    days_late,
    half_years,
    missing_periods,
    owed_periods,
    owes_statement,
    period_due,
    period_with,
    periods_between,
)
from kuvend.accountability.plans.progress.indicators import indicators_of, read_number
from kuvend.foundation.core.clock import local_date

PERIODS = periods_between(date(2021, 1, 1), date(2022, 8, 31))
JUNE, DECEMBER, NEXT_JUNE, AUGUST = (one.last for one in PERIODS)


@pytest.mark.parametrize(
    ("first", "last", "due"),
    [
        ("2020-10-31", "2022-12-31", ["2021-04-29", "2021-10-30", "2022-04-29", "2022-10-30", "2022-12-31"]),
        ("2024-08-31", "2025-02-28", ["2025-02-27", "2025-02-28"]),
        ("2026-01-01", "2026-03-01", ["2026-03-01"]),
    ],
)
def test_half_years_end_with_the_period(first: str, last: str, due: list[str]) -> None:
    assert [day.isoformat() for day in half_years(date.fromisoformat(first), date.fromisoformat(last))] == due


def test_half_years_follow_each_other_without_a_gap() -> None:
    assert PERIODS[0] == Period(date(2021, 1, 1), date(2021, 6, 30))
    assert [one.first for one in PERIODS[1:]] == [date(2021, 7, 1), date(2022, 1, 1), date(2022, 7, 1)]


def test_a_day_belongs_to_its_half_year_and_to_the_nearest_one_outside_the_plan() -> None:
    days = [date(2020, 1, 1), JUNE, date(2021, 7, 1), date(2023, 1, 1)]
    assert [period_with(day, PERIODS).last for day in days] == [JUNE, JUNE, DECEMBER, AUGUST]


@pytest.mark.parametrize(
    ("moment", "late"),
    [
        (datetime(2021, 6, 30, 21, 59, 59, tzinfo=UTC), 0),  # 23:59:59 in Tirana, the last day
        (datetime(2021, 6, 30, 22, 0, tzinfo=UTC), 1),  # midnight in Tirana: the next day
        (datetime(2021, 12, 31, 22, 59, tzinfo=UTC), 184),
        (datetime(2021, 5, 1, tzinfo=UTC), 0),
    ],
)
def test_a_report_is_in_time_until_midnight_of_the_last_day_where_the_country_is(moment: datetime, late: int) -> None:
    assert days_late(JUNE, local_date(moment)) == late


def test_reports_are_owed_from_the_milestones_first_day_until_it_is_done() -> None:
    owed = owed_periods(PERIODS, from_date=date(2021, 8, 1), ended_in=NEXT_JUNE, today=date(2022, 9, 1))
    assert [one.last for one in owed] == [DECEMBER, NEXT_JUNE]
    assert [one.last for one in missing_periods(owed, {NEXT_JUNE}, date(2022, 9, 1))] == [DECEMBER]
    begun = owed_periods(PERIODS, from_date=None, ended_in=None, today=JUNE)
    assert [one.last for one in begun] == [JUNE]
    assert missing_periods(begun, (), JUNE) == []  # its last day is not over


@pytest.mark.parametrize(
    ("today", "reported", "due"),
    [
        (date(2020, 5, 1), set(), JUNE),
        (date(2021, 3, 1), set(), JUNE),
        (date(2021, 7, 2), set(), JUNE),
        (date(2021, 7, 2), {JUNE}, DECEMBER),
        (date(2022, 3, 1), {DECEMBER}, JUNE),
        (date(2022, 3, 1), {JUNE, DECEMBER}, NEXT_JUNE),
        (date(2023, 1, 1), {JUNE, DECEMBER, NEXT_JUNE, AUGUST}, AUGUST),
    ],
)
def test_a_report_is_due_for_the_first_that_lacks_one_and_else_for_what_runs(
    today: date, reported: set[date], due: date
) -> None:
    assert period_due(PERIODS, reported, today).last == due


@pytest.mark.parametrize(
    ("period", "due", "today", "owes"),
    [
        (JUNE, date(2021, 11, 15), date(2021, 11, 16), False),  # an earlier half-year
        (DECEMBER, date(2021, 11, 15), date(2021, 11, 15), False),  # the day itself is not over
        (DECEMBER, date(2021, 11, 15), date(2021, 11, 16), True),
        (NEXT_JUNE, date(2021, 11, 15), date(2022, 3, 1), True),
        (AUGUST, date(2023, 5, 1), date(2023, 1, 1), False),  # promised anew, after the plan
    ],
)
def test_a_failure_is_stated_once_the_days_are_over(period: date, due: date, today: date, owes: bool) -> None:
    assert owes_statement(period, due_date=due, periods=PERIODS, today=today) is owes


@pytest.mark.parametrize(
    ("value", "number"),
    [("9 400", 9400), ("41 %", 41), ("0,35", 0.35), ("1,150", 1150), ("1,150.5", 1150.5), ("nan", None), ("two", None)],
)
def test_a_value_is_read_as_a_number_where_it_is_one(value: str, number: float | None) -> None:
    assert read_number(value) == number


def test_indicators_stand_by_their_place_and_unknown_parts_stay_empty() -> None:
    given = {"indicators": [{"text": {"en": "Visits"}, "target": "unknown", "day": "2022-06-30"}, {"text": {}}]}
    first, second = indicators_of(given)
    assert (first.place, first.target, first.target_date) == (1, "", date(2022, 6, 30))
    assert (second.place, second.target_date) == (2, None)
    assert indicators_of({"indicators": "unknown"}) == [] == indicators_of({})
