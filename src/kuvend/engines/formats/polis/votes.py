"""`votes.csv`: the log of votes, one row for each time somebody voted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .cells import check_header, header_of, rows, write_rows
from .problems import PolisProblem
from .quick import Irregular, quick_columns

NEEDED = ("timestamp", "comment-id", "voter-id", "vote")
COLUMNS = ("timestamp", "datetime", "comment-id", "voter-id", "vote")
KNOWN = {*COLUMNS, "important", "weight_x_32767"}
LATEST = 4_102_444_800_000  # the year 2100: what is later is no time in milliseconds
SECONDS_BELOW = 100_000_000_000  # a time in milliseconds is larger since 1973, in seconds smaller until the year 5138


@dataclass(frozen=True)
class VoteLog:
    """Parallel arrays: who voted on which statement, +1 agree, −1 disagree, 0 pass, and when (ms since 1970)."""

    participants: NDArray[np.int64]
    statements: NDArray[np.int64]
    values: NDArray[np.int8]
    times: NDArray[np.int64] | None = None

    def __len__(self) -> int:
        return len(self.values)


def read_votes(path: Path) -> VoteLog:
    """Read a log of votes. Raises PolisProblem."""
    names = header_of(path)
    check_header(path, names, required=NEEDED, allowed=KNOWN)
    where = [names.index(name) for name in NEEDED]
    try:
        columns = quick_columns(path, where, width=len(names))
    except Irregular:
        columns = list(np.array(list(_slowly(path)), np.int64).reshape(-1, 4).T)
    times, statements, participants, values = columns
    if not len(values):
        raise PolisProblem(f"{path}: there are no votes in it")
    wrong = np.flatnonzero(np.abs(values) > 1)
    if len(wrong):
        value = values[wrong[0]]
        raise PolisProblem(f"{path}, line {wrong[0] + 2}: a vote is {value}, not 1 (agree), -1 (disagree) or 0 (pass)")
    return VoteLog(participants, statements, values.astype(np.int8), in_milliseconds(times, path))


def _slowly(path: Path) -> Iterator[tuple[int, ...]]:
    """Read row by row, to say which line is wrong."""
    for row in rows(path, required=NEEDED, allowed=KNOWN):
        yield tuple(row.number(name) for name in NEEDED)


def in_milliseconds(times: NDArray[np.int64], path: Path, at: Sequence[int] | None = None) -> NDArray[np.int64]:
    """Return the times of a file in milliseconds; exports of 2025 have seconds, and 0 is no time.

    `at`: the lines that the times stand on (default: one after the other from line 2). Raises PolisProblem for times
    in another unit, and for a file in which some are seconds and some are milliseconds.
    """
    strange = np.flatnonzero((times < 0) | (times > LATEST))
    short = np.flatnonzero((times > 0) & (times < SECONDS_BELOW))
    mixed = short if len(short) and (times >= SECONDS_BELOW).any() else short[:0]
    for places, problem in (
        (strange, "neither in seconds nor in milliseconds since 1970"),
        (mixed, "in seconds, but others are in milliseconds"),
    ):
        if len(places):
            line = at[places[0]] if at else places[0] + 2
            raise PolisProblem(f"{path}, line {line}: the timestamp {times[places[0]]} is {problem}")
    return times * 1000 if len(short) else times


def write_votes(path: Path, log: VoteLog) -> None:
    """Write a log of votes, ordered by statement and participant as the exports of Polis are."""
    times = np.zeros(len(log), np.int64) if log.times is None else log.times
    order = np.lexsort((times, log.participants, log.statements))
    columns = (one[order].tolist() for one in (times, log.statements, log.participants, log.values))
    table = ((time, _polis_time(time), *others) for time, *others in zip(*columns, strict=True))
    write_rows(path, chain([COLUMNS], table))


def _polis_time(time: int) -> str:
    """Return a time as Polis shows it."""
    return datetime.fromtimestamp(time / 1000, UTC).strftime("%a %b %d %H:%M:%S UTC %Y")
