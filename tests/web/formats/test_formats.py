"""Days and numbers as each language writes them: read by Django from `kuvend.web.formats`."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format, number_format

MOMENT = datetime(2026, 11, 4, 9, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "day", "number"), [("sq", "4 Nëntor 2026", "12\u00a0345,5"), ("en", "4 November 2026", "12,345.5")]
)
def test_a_day_and_a_number_are_written_as_the_language_does(language: str, day: str, number: str) -> None:
    with translation.override(language):
        assert date_format(MOMENT, "DATE_FORMAT").lower() == day.lower()
        assert date_format(MOMENT, "SHORT_DATE_FORMAT") == date_format(MOMENT, "DATE_FORMAT")
        assert date_format(MOMENT, "DATETIME_FORMAT").endswith(", 09:05")
        assert number_format(12345.5, decimal_pos=1, use_l10n=True, force_grouping=True) == number
