"""`participants-votes.csv` (newer: `participant-votes.csv`): the final matrix, with the published groups."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .cells import Row, check_header, header_of, lines, write_rows
from .problems import PolisProblem
from .votes import VoteLog

FIXED = ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")
KNOWN = {*FIXED, "xid"}
VALUES = {"": None, "1": 1, "-1": -1, "0": 0, "1.0": 1, "-1.0": -1, "0.0": 0}
NUMBER = re.compile("0|[1-9][0-9]{0,17}")  # one spelling: "1" and "01" would be one statement twice
TEXTS = {1: "1", -1: "-1", 0: "0"}


@dataclass(frozen=True)
class Matrix:
    """`votes` without times; `groups`: participant → published group, of those who have one; `comments`: participant →
    number of statements written; `counts`: participant → `n-agree` and `n-disagree`, where the file has them.
    """

    votes: VoteLog
    groups: dict[int, int]
    comments: dict[int, int]
    counts: dict[int, tuple[int, int]] = field(default_factory=dict)


def read_matrix(path: Path, *, votes: bool = True) -> Matrix:
    """Read a final matrix, or only its groups. Raises PolisProblem."""
    names = header_of(path)
    columns = [(place, int(name)) for place, name in enumerate(names) if NUMBER.fullmatch(name)]
    allowed = {*KNOWN, *(names[place] for place, _ in columns)}
    check_header(path, names, required=("participant", "group-id"), allowed=allowed)
    fixed = [(place, name) for place, name in enumerate(names) if name in KNOWN]
    votes_in_rows = VoteLists()
    groups: dict[int, int] = {}
    comments: dict[int, int] = {}
    counts: dict[int, tuple[int, int]] = {}
    below = lines(path)
    next(below)
    for line, cells in below:
        if len(cells) != len(names):
            raise PolisProblem(f"{path}, line {line}: {len(cells)} cells, but the header has {len(names)}")
        row = Row(str(path), line, {name: cells[place] for place, name in fixed})
        person = row.number("participant")
        if person in comments:
            raise PolisProblem(f"{path}, line {line}: the participant {person} stands in it twice")
        if row.values["group-id"].strip():
            groups[person] = row.number("group-id")
        comments[person] = row.number("n-comments", default=0)
        counts[person] = (row.number("n-agree", default=0), row.number("n-disagree", default=0))
        for place, statement in columns if votes else ():
            if cells[place]:
                votes_in_rows.add(person, statement, _vote(path, line, cells[place]))
    return Matrix(votes_in_rows.log(), groups, comments, counts)


class VoteLists:
    """Votes on their way into arrays."""

    def __init__(self) -> None:
        """Begin with none."""
        self.participants, self.statements, self.values = array("q"), array("q"), array("b")

    def add(self, participant: int, statement: int, value: int) -> None:
        """Add one."""
        self.participants.append(participant)
        self.statements.append(statement)
        self.values.append(value)

    def log(self) -> VoteLog:
        """Return them all."""
        return VoteLog(
            np.array(self.participants, np.int64), np.array(self.statements, np.int64), np.array(self.values, np.int8)
        )


def _vote(path: Path, line: int, text: str) -> int:
    value = VALUES.get(text.strip(), 7)
    if value is None or abs(value) > 1:
        raise PolisProblem(f"{path}, line {line}: a vote is {text!r}, not 1 (agree), -1 (disagree) or 0 (pass)")
    return value


def write_matrix(path: Path, matrix: Matrix, statements: Iterable[int]) -> None:
    """Write the matrix with these statements as columns, one row for each participant who voted, by id.

    Of several votes at one place the later one is written. One row is held at a time.
    """
    columns = sorted(statements)
    write_rows(path, chain([[*FIXED, *map(str, columns)]], _rows(matrix, np.array(columns, np.int64))))


def _rows(matrix: Matrix, columns: NDArray[np.int64]) -> Iterator[list[str]]:
    log = matrix.votes
    order = np.argsort(log.participants, kind="stable")
    people, begins = np.unique(log.participants[order], return_index=True)
    places = np.searchsorted(columns, log.statements[order])
    values = log.values[order]
    for person, low, high in zip(people.tolist(), begins, [*begins[1:], len(order)][: len(people)], strict=True):
        row = [""] * len(columns)
        for place, value in zip(places[low:high].tolist(), values[low:high].tolist(), strict=True):
            row[place] = TEXTS[value]
        counts = (matrix.comments.get(person, 0), len(row) - row.count(""), row.count("1"), row.count("-1"))
        yield [str(person), str(matrix.groups.get(person, "")), *map(str, counts), *row]
