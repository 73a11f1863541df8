"""Dates as sources give them: a day, a month, or only a year."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from kuvend.engines.formats.days import OUTSIDE, NoDay, is_counted

STATED = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True)
class StatedDate:
    """A date as exact as its source; `month` and `day` are None where the source does not say."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> StatedDate:
        """Read `2020`, `2020-09` or `2020-09-01`. Raises ValueError."""
        match = STATED.fullmatch(text)
        if match is None:
            raise ValueError(f"“{text}” is no date")
        stated_date = cls(*(int(part) if part else None for part in match.groups()))  # type: ignore[arg-type]
        stated_date.first_day()
        return stated_date

    @classmethod
    def read(cls, text: str) -> StatedDate:
        """Read such a date where somebody writes it: all days that it may mean lie in the range. Raises NoDay."""
        try:
            stated_date = cls.parse(text)
        except ValueError:
            raise NoDay("is no date; write 2020-09-01, 2020-09 or 2020") from None
        if not (is_counted(stated_date.first_day()) and is_counted(stated_date.last_day())):
            raise NoDay(OUTSIDE)
        return stated_date

    def __str__(self) -> str:
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)]
        return "-".join(parts)

    def first_day(self) -> date:
        """Return the first day that this may mean. Raises ValueError when there is no such day."""
        return date(self.year, self.month or 1, self.day or 1)

    def last_day(self) -> date:
        """Return the last day that this may mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])
