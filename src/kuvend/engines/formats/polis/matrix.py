"""`participants-votes.csv` (newer: `participant-votes.csv`): the final matrix, with the published groups."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .cells import Row, check_header, header_of, lines, write_rows
from .problems import PolisProblem
from .votes import VoteLog

FIXED = ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")
KNOWN = {*FIXED, "xid"}
VALUES = {"": None, "1": 1, "-1": -1, "0": 0, "1.0": 1, "-1.0": -1, "0.0": 0}


@dataclass(frozen=True)
class Matrix:
    """`votes` without times; `groups`: participant → published group, of those who have one; `comments`: participant →
    number of statements written.
    """

    votes: VoteLog
    groups: dict[int, int]
    comments: dict[int, int]


def read_matrix(path: Path) -> Matrix:
    """Read a final matrix. Raises PolisProblem."""
    names = header_of(path)
    columns = [(place, int(name)) for place, name in enumerate(names) if name not in KNOWN and name.isdecimal()]
    check_header(
        path, names, needed=("participant", "group-id"), known={*KNOWN, *(names[place] for place, _ in columns)}
    )
    participants, statements, values = array("q"), array("q"), array("b")
    groups: dict[int, int] = {}
    comments: dict[int, int] = {}
    below = lines(path)
    next(below)
    for line, cells in below:
        if len(cells) != len(names):
            raise PolisProblem(f"{path}, line {line}: {len(cells)} cells, but the header has {len(names)}")
        row = Row(str(path), line, dict(zip(names, cells, strict=True)))
        person = row.number("participant")
        if cells[names.index("group-id")].strip():
            groups[person] = row.number("group-id")
        comments[person] = row.number("n-comments", default=0)
        for place, statement in columns:
            if cells[place]:
                participants.append(person)
                statements.append(statement)
                values.append(_vote(path, line, cells[place]))
    votes = VoteLog(np.array(participants, np.int64), np.array(statements, np.int64), np.array(values, np.int8))
    return Matrix(votes, groups, comments)


def _vote(path: Path, line: int, text: str) -> int:
    value = VALUES.get(text.strip(), 7)
    if value is None or abs(value) > 1:
        raise PolisProblem(f"{path}, line {line}: a vote is {text!r}, not 1 (agree), -1 (disagree) or 0 (pass)")
    return value


def write_matrix(path: Path, matrix: Matrix, statements: Iterable[int]) -> None:
    """Write the matrix with these statements as columns, one row for each participant who voted, by id."""
    columns = list(statements)
    place = {one: number for number, one in enumerate(columns)}
    cells: dict[int, list[str]] = {}
    stream = zip(*(one.tolist() for one in (matrix.votes.participants, matrix.votes.statements, matrix.votes.values)),
                 strict=True)  # fmt: skip
    for person, statement, value in stream:
        cells.setdefault(person, [""] * len(columns))[place[statement]] = str(value)
    table: list[list[str]] = [[*FIXED, *map(str, columns)]]
    for person in sorted(cells):
        row = cells[person]
        counts = (matrix.comments.get(person, 0), len(row) - row.count(""), row.count("1"), row.count("-1"))
        table.append([str(person), str(matrix.groups.get(person, "")), *map(str, counts), *row])
    write_rows(path, table)
