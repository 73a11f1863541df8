"""The table of votes: people by statements, in the order that the mathematics depends on, cut into parts.

The order (fixed, since k-means starts from the first rows): the latest vote of a person on a statement wins; the
stream is then ordered by (statement, participant), and rows and columns stand in the order of first appearance.
So columns are sorted by id, and rows by (lowest statement voted on, id). A part holds `ROWS` people whatever the
machine, so that sums are added in one order everywhere and the result is the same to the last bit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import parts
from .executors import HERE, Executor
from .input import Counts, Flags, Ids, Moderation, Numbers, Votes
from .parts import Part

ROWS = 1 << 15


@dataclass(frozen=True)
class Table:
    """`people` (P,) and `statements` (C,) are ids; `silent` (C,) marks statements that do not shape the map."""

    people: Ids
    statements: Ids
    silent: Flags
    meta: Flags
    handles: Any
    executor: Executor

    def summed(self, function: Any, *handles: Any, **shared: Any) -> Any:
        """Return the sum of a function over all parts, added in their order."""
        shares = self.executor.gather(self.executor.map(function, self.handles, *handles, **shared))
        whole = shares[0]
        for share in shares[1:]:
            whole = whole + share
        return whole

    def joined(self, function: Any, **shared: Any) -> Any:
        """Return a function's rows of all parts, one below the other."""
        return np.concatenate(self.executor.gather(self.executor.map(function, self.handles, **shared)))

    def cut(self, by_row: Any) -> Any:
        """Return an array of one value a person as one piece for each part."""
        return [by_row[low : low + ROWS] for low in range(0, len(self.people), ROWS)]


@dataclass(frozen=True)
class Columns:
    """What is summed up by statement, once: votes by code (3C,), mean of the votes (C,), Z's value by code (3C,)."""

    counts: Counts
    centre: Numbers
    values: Numbers

    @property
    def disagrees(self) -> Counts:
        """Disagreeing votes of everybody, (C,)."""
        return self.counts[0::3]

    @property
    def agrees(self) -> Counts:
        """Agreeing votes of everybody, (C,)."""
        return self.counts[2::3]

    @property
    def votes(self) -> Counts:
        """All votes of everybody, passes too, (C,)."""
        return np.asarray(self.counts.reshape(-1, 3).sum(axis=1))


def columns_of(table: Table) -> Columns:
    """Return the sums by statement; the centre of a silent statement is 0 (spec §1, M and X)."""
    counts: Counts = table.summed(parts.vote_counts)
    by_value = counts.reshape(-1, 3)
    means = (by_value[:, 2] - by_value[:, 0]) / np.maximum(by_value.sum(axis=1), 1)
    centre = np.where(table.silent, 0.0, means)
    values = np.array([-1.0, 0.0, 1.0]) - centre[:, None]
    values[table.silent] = 0.0
    return Columns(counts, centre, values.ravel())


def table_of(votes: Votes, moderation: Moderation) -> Table:
    """Return the table of the votes, made in this process."""
    people, row = _places(votes.participants)
    statements, column = _places(votes.statements)
    width = len(statements)
    row, codes, column, times = _by_column(row, column, votes, width)
    first = np.empty(len(people), column.dtype)
    first[row[::-1]] = column[::-1]  # of several writes to one place the last stays: the lowest column
    order = np.argsort(first, kind="stable")
    rank = np.empty(len(people), np.int32)
    rank[order] = np.arange(len(people), dtype=np.int32)
    pieces = _pieces(rank[row], codes, times, people=len(people), width=width)
    return marked(people[order], statements, moderation, pieces, HERE)


def marked(people: Ids, statements: Ids, moderation: Moderation, handles: Any, executor: Executor) -> Table:
    """Return a table of parts, its silent and meta statements marked."""
    meta = np.isin(statements, np.fromiter(moderation.meta, np.int64, len(moderation.meta)))
    silent = np.isin(statements, np.fromiter(moderation.silent, np.int64, len(moderation.silent)))
    return Table(people, statements, silent, meta, handles, executor)


def _by_column(row: Any, column: Any, votes: Votes, width: int) -> tuple[Any, Any, Any, Ids | None]:
    """Return row, code, column and time of each cell, sorted by column; no times when the stream is in their order."""
    codes = column * 3 + votes.values + 1
    column = parts.narrow(column, width)
    order = np.argsort(column, kind="stable")
    unordered = votes.times is not None and (votes.times[1:] < votes.times[:-1]).any()
    times = votes.times[order] if votes.times is not None and unordered else None
    return row[order], codes[order], column[order], times


def _pieces(row: Any, codes: Any, times: Ids | None, *, people: int, width: int) -> list[Part]:
    """Cut the cells into parts of `ROWS` people."""
    if people <= ROWS:
        return [parts.part_of(row, codes, times, people=people, width=width)]
    piece = row // ROWS
    piece = piece.astype(np.uint8 if piece.max() < 256 else np.int32)
    order = np.argsort(piece, kind="stable")
    ends = np.cumsum(np.bincount(piece))
    return [
        parts.part_of(
            row[rows] - number * ROWS,
            codes[rows],
            None if times is None else times[rows],
            people=min(ROWS, people - number * ROWS),
            width=width,
        )
        for number, rows in enumerate(np.split(order, ends[:-1]))
    ]


def _places(ids: Ids) -> tuple[Ids, NDArray[np.int32]]:
    """Return the distinct ids, sorted, and for each given id its place among them."""
    low, high = int(ids.min()), int(ids.max())
    if high - low > 8 * len(ids) + 1024:
        distinct, places = np.unique(ids, return_inverse=True)
        return distinct, places.astype(np.int32)
    present = np.zeros(high - low + 1, bool)
    present[ids - low] = True
    distinct = np.flatnonzero(present) + low
    lookup = (np.cumsum(present) - 1).astype(np.int32)
    return distinct.astype(np.int64), lookup[ids - low]
