"""Working days of a country, as the checks of a plan count them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from kuvend.engines.deadlines import is_working_day, working_days_between
from kuvend.engines.plancheck import weekdays


def working_days_of(country: str) -> Callable[[date, date], int]:
    """Return how to count working days from one day to another, both included; without its holidays if none are known.

    Args:
        country: ISO 3166 code.
    """

    def count(first: date, last: date) -> int:
        try:
            return is_working_day(first, country=country) + working_days_between(first, last, country=country)
        except NotImplementedError:
            return weekdays(first, last)

    return count
