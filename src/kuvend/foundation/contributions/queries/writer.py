"""Addresses and days of many rows: reversed and localized once a page, not once a row."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.formats import date_format

from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.wording import around_id


class Writer:
    """Writes addresses and days for the rows of one page."""

    def __init__(self) -> None:
        self.before, self.after = around_id("contribution")
        self.days: dict[date, str] = {}

    def url(self, public_id: str) -> str:
        """Return the address of a contribution's page."""
        return f"{self.before}{public_id}{self.after}"

    def day(self, moment: datetime) -> str:
        """Return the local day of a moment, in words."""
        day = local_date(moment)
        if day not in self.days:
            self.days[day] = date_format(day, "DATE_FORMAT")
        return self.days[day]
