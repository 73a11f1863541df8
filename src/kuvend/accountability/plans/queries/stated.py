"""Dates of plan files, as exact as their sources give them."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format

from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.foundation.core.wording import in_words


def stated_in_words(stated: Any) -> str:
    """Dates of plan files, as exact as their sources give them."""
    if not isinstance(stated, StatedDate):
        return ""
    if stated.day:
        return in_words(stated.first_day())
    return date_format(stated.first_day(), "YEAR_MONTH_FORMAT") if stated.month else str(stated.year)
