"""Cells that a spreadsheet shows and does not compute, and the same as they were typed."""

import csv
import io
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kuvend.engines.formats.cells import as_typed, harmless

LETTERS = st.text(alphabet="=+-@'\t\r\n;, \"ax1\uff1d", max_size=12)


@given(LETTERS)
@example("x;=cmd|' /C calc'!A0;")
@example("'\t=x")
def test_what_is_guarded_comes_back_as_it_was_typed(cell: str) -> None:
    assert as_typed(harmless(cell)) == cell


@given(st.lists(LETTERS, min_size=1, max_size=4))
def test_no_part_of_a_line_begins_a_formula_wherever_a_spreadsheet_parts_it(cells: list[str]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(["a", *map(harmless, cells)])
    for separators in (r"[;\r\n]", r"[\t\r\n]"):
        assert not [part for part in re.split(separators, out.getvalue()) if re.match("[=+\\-@\uff1d]", part)]
    for cell in next(csv.reader(io.StringIO(out.getvalue(), newline=""))):
        assert not re.match("[=+\\-@\uff1d\t\r\n]", cell)


@pytest.mark.parametrize("cell", ["plain", "a - b", "1+1", "x; y", "e@mail.example", "'quoted'"])
def test_what_begins_no_formula_stays_as_it_is(cell: str) -> None:
    assert harmless(cell) == cell
