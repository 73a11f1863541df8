"""The working days of a country: its weekends and legal holidays, from which table, and for which years.

The holidays come from the package `holidays`, observed days included. Its table has a first and a last year; a holiday
that follows the moon is estimated there until the day was announced. Both are said, and the version with them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.metadata import version

import holidays

SATURDAY = 5
ESTIMATED = "estimated"  # as the package marks, in English, a day that nobody has announced
PARTS = {"GB-any": ("GB", ("ENG", "NIR", "SCT", "WLS"))}  # a holiday in any part of the country is one


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are working days; `names` gives the holidays of a year with their English names.

    Nothing is known before `first_year` or after `last_year`: there only weekends are free.
    """

    key: str
    version: str
    first_year: int
    last_year: int
    names: Callable[[int], Mapping[date, str]]

    @property
    def code(self) -> str:
        """The country and the version of its table in one code without spaces, as facts name them."""
        return f"{self.key}/{self.version.replace(' ', '-')}"

    def is_working_day(self, day: date) -> bool:
        """Tell whether a day is neither on a weekend nor a holiday."""
        return day.weekday() < SATURDAY and day not in self.names(day.year)

    def holiday(self, day: date) -> str | None:
        """Return the name of the holiday on a day, if there is one."""
        return self.names(day.year).get(day)

    def knows(self, year: int) -> bool:
        """Tell whether the table has the holidays of a year."""
        return self.first_year <= year <= self.last_year

    def estimates(self, year: int) -> bool:
        """Tell whether a holiday of a year is estimated: a day that rests on it may still move."""
        return any(ESTIMATED in name for name in self.names(year).values())


EVERY_DAY = Calendar(key="", version="", first_year=date.min.year, last_year=date.max.year, names=lambda _year: {})
"""For rules that count calendar days and ask for no working day."""


@lru_cache(maxsize=16)
def calendar_of(key: str) -> Calendar:
    """Return the calendar of a country (ISO 3166 code), or of all its parts (`GB-any`). Raises KeyError."""
    country, parts = PARTS.get(key, (key, ()))
    try:
        whole = holidays.country_holidays(country)
    except NotImplementedError:
        raise KeyError(key) from None
    return Calendar(
        key=key,
        version=f"holidays {version('holidays')}",
        first_year=whole.start_year,
        last_year=whole.end_year,
        names=lambda year: _names(country, parts, year),
    )


@lru_cache(maxsize=64)
def _names(country: str, parts: tuple[str, ...], year: int) -> Mapping[date, str]:
    names: dict[date, str] = {}
    for part in parts or (None,):
        table = holidays.country_holidays(country, subdiv=part, years=year, observed=True, language="en_US")
        names = {**dict(table.items()), **names}
    return names
