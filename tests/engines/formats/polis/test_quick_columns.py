"""The quick reading of numbers gives what the csv module gives, or says that it cannot."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kuvend.engines.formats.polis import PolisProblem, quick, read_conversation
from kuvend.engines.formats.polis.quick import Irregular, quick_columns

NUMBERS = some.integers(-(10**17), 10**17)


@settings(max_examples=60)
@given(some.lists(some.tuples(NUMBERS, some.text("abc :+", max_size=9), NUMBERS), min_size=1), some.booleans(),
       some.booleans(), some.integers(40, 90))  # fmt: skip
def test_numbers_are_those_of_the_csv_module(
    tmp_path: Path, rows: list[tuple[int, str, int]], windows: bool, open_end: bool, block: int
) -> None:
    end = "\r\n" if windows else "\n"
    text = end.join(["a,b,c", *(",".join(map(str, row)) for row in rows)]) + ("" if open_end else end)
    path = tmp_path / "file.csv"
    path.write_bytes(text.encode())
    with path.open(newline="") as file:
        expected = [[int(row[at]) for row in list(csv.reader(file))[1:]] for at in [2, 0] if not file.seek(0)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quick, "BLOCK", block)
        assert [column.tolist() for column in quick_columns(path, [2, 0], width=3)] == expected


@pytest.mark.parametrize(
    "body",
    ["1,2\n3\n", '1,"2"\n', "1,x\n", "1,\n", "1,2.0\n", "1,--2\n", "1,99999999999999999999\n", "\n\n", "1,2\n\n"],
)
def test_anything_else_is_left_to_the_csv_module(tmp_path: Path, body: str) -> None:
    path = tmp_path / "file.csv"
    path.write_text("a,b\n" + body)
    with pytest.raises(Irregular):
        quick_columns(path, [0, 1], width=2)


def test_quoted_cells_and_empty_lines_are_read_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_text('timestamp,datetime,comment-id,voter-id,vote\n5,"Friday, 5",0,3,1\n\n6,x,1,"4",-1\n')
    found = read_conversation(path).votes
    assert found.participants.tolist() == [3, 4]
    assert found.values.tolist() == [1, -1]


def test_a_number_that_is_too_large_is_said(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_text("timestamp,datetime,comment-id,voter-id,vote\n5,x,0," + "9" * 30 + ",1\n")
    with pytest.raises(PolisProblem, match="line 2: voter-id is too large"):
        read_conversation(path)
