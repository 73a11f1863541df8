"""A day is written in one way and lies where every calendar can count."""

from datetime import date

import pytest

from kuvend.engines.formats.days import NoDay, is_counted, read_day
from kuvend.engines.formats.plan.dates import StatedDate


def test_a_day_is_written_in_one_way() -> None:
    assert read_day("2020-09-01") == date(2020, 9, 1)
    for other in (
        "20200901",
        "2020-W01-1",
        "2020-9-1",
        "\uff12\uff10\uff12\uff10-09-01",
        "2020-02-30",
        "2020-09-01T00:00",
        "",
    ):
        with pytest.raises(NoDay, match="is no day"):
            read_day(other)


@pytest.mark.parametrize("far", ["0001-01-01", "1989-12-31", "2101-01-01", "9999-12-31"])
def test_a_far_day_is_refused_by_every_reader(far: str) -> None:
    for text in (far, far[:7], far[:4]):
        with pytest.raises(NoDay, match="lies outside the years 1990 to 2100"):
            StatedDate.read(text)
    with pytest.raises(NoDay, match="lies outside the years 1990 to 2100"):
        read_day(far)


def test_the_range_has_both_its_ends() -> None:
    assert is_counted(read_day("1990-01-01"))
    assert is_counted(read_day("2100-12-31"))
    assert StatedDate.read("2100") == StatedDate(2100)
