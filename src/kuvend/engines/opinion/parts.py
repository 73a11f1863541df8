"""A part of the table: the votes of some people, stored so that every sum over them is two lookups.

A cell's *code* is `3 · column + value + 1`: the centred imputed matrix Z has only three values in a column
(spec §4, the key fact), so `Z·v` is a lookup in a table of 3C numbers, summed by row. With the same cells sorted
by code, `Zᵀ·u` is a lookup of u by row, summed by code. No dense matrix, no multiplication by cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .input import Counts, Numbers

Places = NDArray[np.intp]


@dataclass(frozen=True)
class Part:
    """Rows are people, each with at least one vote.

    `codes` (cells) row by row; `starts` (rows + 1) where each row begins.
    """

    columns: int
    codes: Places
    starts: Places

    @property
    def lengths(self) -> Places:
        """Number of votes of each person."""
        return np.diff(self.starts)

    @cached_property
    def counts(self) -> Counts:
        """How often each code occurs, (3C,)."""
        return np.bincount(self.codes, minlength=3 * self.columns)

    @cached_property
    def rows_by_code(self) -> Places:
        """The row of each cell, the cells sorted by code."""
        rows = np.repeat(np.arange(len(self.starts) - 1), self.lengths)
        return rows[np.argsort(narrow(self.codes, 3 * self.columns), kind="stable")]


def part_of(
    rows: NDArray[Any], codes: NDArray[Any], times: NDArray[np.int64] | None, *, people: int, width: int
) -> Part:
    """Return the part of `people` rows and `width` columns from cells sorted by column.

    Of several cells at one place the latest counts; with equal times, or without, the one that stands later.
    """
    order = np.argsort(narrow(rows, people), kind="stable")
    rows, codes = rows[order], codes[order].astype(np.intp)
    columns = codes // 3
    repeats = (rows[1:] == rows[:-1]) & (columns[1:] == columns[:-1])
    if repeats.any():
        if times is not None:
            codes = _by_time(codes, times[order], repeats)
        last = np.append(~repeats, True)
        rows, codes = rows[last], codes[last]
    starts = np.zeros(people + 1, np.intp)
    np.cumsum(np.bincount(rows, minlength=people), out=starts[1:])
    return Part(width, codes, starts)


def _by_time(codes: Places, times: NDArray[np.int64], repeats: NDArray[np.bool_]) -> Places:
    """Bring the cells of each place into the order of their times; `repeats`: it stands at the place of the next."""
    several = np.append(repeats, False) | np.append(False, repeats)
    place = np.cumsum(np.append(True, ~repeats))[several]
    ordered = codes.copy()
    ordered[several] = codes[several][np.lexsort((times[several], place))]
    return ordered


def narrow(numbers: NDArray[Any], limit: int) -> NDArray[Any]:
    """Return the numbers in 16 bits where they fit: numpy then sorts them by radix."""
    return numbers.astype(np.uint16) if limit <= 1 << 16 else numbers


def vote_counts(part: Part) -> Counts:
    """Return how often each code occurs, (3C,)."""
    return part.counts


def row_sums(part: Part, table: Numbers) -> Numbers:
    """Return for each person the sum of `table` (3C,) over the codes of the row, (rows,)."""
    return np.add.reduceat(np.take(table, part.codes, mode="clip"), part.starts[:-1])


def code_sums(part: Part, by_row: Numbers) -> Numbers:
    """Return for each code the sum of `by_row` (rows,) over the people who cast it, (3C,)."""
    sums = np.zeros(3 * part.columns)
    present = np.flatnonzero(part.counts)
    starts = np.cumsum(part.counts[present]) - part.counts[present]
    sums[present] = np.add.reduceat(np.take(by_row, part.rows_by_code, mode="clip"), starts)
    return sums


def product(part: Part, *, table: Numbers) -> Numbers:
    """Return this part's share of Zᵀ(Z·v) as sums by code, (3C,); `table` is Z·v's lookup."""
    return code_sums(part, row_sums(part, table))


def gram(part: Part, *, table: Numbers) -> Numbers:
    """Return this part's share of ZᵀZ, (C, C); `table` (3C,) holds Z's value for each code."""
    whole = np.zeros((part.columns, part.columns))
    block = max(1, (1 << 21) // part.columns)
    for low in range(0, len(part.starts) - 1, block):
        starts = part.starts[low : low + block + 1]
        codes = part.codes[starts[0] : starts[-1]]
        dense = np.zeros((len(starts) - 1, part.columns))
        dense[np.repeat(np.arange(len(starts) - 1), np.diff(starts)), codes // 3] = table[codes]
        whole += dense.T @ dense
    return whole


def projected(part: Part, *, tables: Numbers, shaping: Numbers, silent: int) -> Numbers:
    """Return the position of each person, (rows, 2) (spec §5).

    `tables` (2, 3C): Z's value times the component, by code. `shaping` (3C,): 1 where the statement shapes the map.
    `silent`: number of statements that do not; they count as present for everybody.
    """
    present = np.maximum(row_sums(part, shaping) + silent, 1)
    scale = np.sqrt(part.columns / present)
    return np.stack([row_sums(part, table) * scale for table in tables], axis=1)


def group_counts(part: Part, groups: Places, *, number: int) -> Counts:
    """Return how often each code occurs in each group, (number, 3C); `groups` (rows,) is −1 for nobody's."""
    width = 3 * part.columns
    keys = np.repeat((groups + 1) * width, part.lengths) + part.codes
    return np.bincount(keys, minlength=(number + 1) * width).reshape(number + 1, width)[1:]


def lengths(part: Part) -> Places:
    """Return the number of votes of each person, (rows,)."""
    return part.lengths
