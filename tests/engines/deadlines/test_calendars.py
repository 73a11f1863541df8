"""Which days are working days, from which table, and for which years it knows them."""

from __future__ import annotations

from datetime import date

import pytest

from kuvend.engines.deadlines import is_working_day
from kuvend.engines.deadlines.calendars import calendar_of

ALBANIA = calendar_of("AL")


def test_a_holiday_has_its_name_and_a_plain_day_none() -> None:
    assert ALBANIA.holiday(date(2026, 11, 30)) == "Flag and Independence Day (observed)"
    assert ALBANIA.holiday(date(2026, 11, 26)) is None


def test_the_calendar_says_what_everybody_else_is_told() -> None:
    days = [date.fromordinal(number) for number in range(date(2026, 1, 1).toordinal(), date(2028, 1, 1).toordinal())]
    assert [ALBANIA.is_working_day(day) for day in days] == [is_working_day(day) for day in days]
    assert sum(map(ALBANIA.is_working_day, days)) < 2 * 261


def test_the_table_has_a_first_and_a_last_year() -> None:
    assert [year for year in (1992, 1993, 2100, 2101) if ALBANIA.knows(year)] == [1993, 2100]


def test_a_year_whose_feasts_were_announced_is_settled_and_a_later_one_is_not() -> None:
    assert [year for year in range(2018, 2029) if ALBANIA.estimates(year)] == [2027, 2028]


def test_the_installed_table_is_the_one_that_the_project_names() -> None:
    """A newer table may move legal due dates: it comes by a commit that reads what moved."""
    assert ALBANIA.version.startswith("holidays 0.109")


def test_the_parts_of_a_country_count_only_where_they_are_asked_for() -> None:
    saint_patrick = date(2026, 3, 17)
    assert calendar_of("GB").is_working_day(saint_patrick)
    assert not calendar_of("GB-any").is_working_day(saint_patrick)


def test_a_country_without_a_table_has_no_calendar() -> None:
    with pytest.raises(KeyError, match="QQ"):
        calendar_of("QQ")
