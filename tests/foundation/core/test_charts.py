"""Bars are arithmetic: parts take their shares, fill the bar to its end, and the smallest is still seen."""

import pytest

from kuvend.foundation.core.charts import LEAST, Part, bars, course, stacked


def parts(*counts: int) -> list[Part]:
    return [Part(label=str(count), count=count) for count in counts]


def number(percent: str) -> float:
    assert percent.endswith("%")
    return float(percent[:-1])


def test_each_part_begins_where_the_one_before_ends() -> None:
    chart = stacked(parts(1, 2, 1))
    assert [(one.x, one.width) for one in chart.segments] == [("0%", "25%"), ("25%", "50%"), ("75%", "25%")]
    assert chart.total == 4


@pytest.mark.parametrize("counts", [(1, 1, 1), (66, 9, 23, 2), (1, 0, 9999), (7, 7, 7, 7, 7, 7, 7)])
def test_the_parts_fill_the_bar_to_its_end(counts: tuple[int, ...]) -> None:
    chart = stacked(parts(*counts))
    assert sum(number(one.width) for one in chart.segments) == pytest.approx(100, abs=0.02)


def test_a_small_part_is_seen_and_nothing_takes_no_room() -> None:
    small, none, _big = stacked(parts(1, 0, 9999)).segments
    assert number(small.width) == pytest.approx(LEAST, abs=0.1)
    assert none.width == "0%"


def test_a_bar_of_nothing_is_empty() -> None:
    assert [one.width for one in stacked(parts(0, 0)).segments] == ["0%", "0%"]
    assert stacked([]).total == bars([]).total == 0


def test_the_longest_of_several_bars_takes_the_whole_length() -> None:
    assert [one.width for one in bars(parts(15, 60, 0)).segments] == ["25%", "100%", "0%"]


def test_a_value_lies_between_baseline_and_target() -> None:
    line = course(target=60, baseline=15, latest=30)
    assert line is not None
    assert (line.baseline, line.latest, line.target) == ("25%", "50%", "100%")


def test_a_value_past_its_target_lies_behind_it_and_a_negative_one_before_zero() -> None:
    past = course(target=50, latest=100)
    assert past is not None and (past.baseline, past.latest, past.target) == ("", "100%", "50%")
    below = course(target=30, latest=-10)
    assert below is not None and (below.latest, below.target) == ("0%", "100%")


def test_there_is_no_line_when_all_values_are_the_same() -> None:
    assert course(target=0, latest=0) is None
