"""Working days: the day of receipt is day 0, weekends and observed holidays do not count."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuvend.engines.deadlines import due_date, is_working_day, working_days_between

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        (date(2026, 11, 24), 0, date(2026, 11, 24)),
        (date(2026, 11, 24), 1, date(2026, 11, 25)),
        (date(2026, 11, 26), 1, date(2026, 11, 27)),  # the 28th and 29th are Saturday and Sunday,
        (date(2026, 11, 27), 1, date(2026, 12, 2)),  # and two holidays on them are observed on Monday and Tuesday
        (date(2026, 12, 31), 1, date(2027, 1, 5)),  # New Year is two days; the second, a Saturday, is observed
    ],
)
def test_known_deadlines(received: date, days: int, due: date) -> None:
    assert due_date(received, days) == due


def test_independence_day_on_a_saturday_is_observed_on_monday() -> None:
    assert not is_working_day(date(2026, 11, 30))


def test_a_deadline_before_the_receipt_is_refused() -> None:
    with pytest.raises(ValueError, match="before the day of receipt"):
        due_date(date(2026, 1, 1), -1)


@given(DAYS, st.integers(1, 60))
def test_a_due_date_is_a_working_day_with_that_many_working_days_before_it(day: date, days: int) -> None:
    due = due_date(day, days)
    assert is_working_day(due)
    assert working_days_between(day, due) == days


@given(DAYS, DAYS)
def test_counting_back_is_the_negative(start: date, end: date) -> None:
    span = sorted([start, min(end, start + timedelta(days=400))])
    if span[0] != span[1]:
        assert working_days_between(span[1], span[0]) == -working_days_between(span[0], span[1])
