"""A part of the table: the votes of some people, stored so that every sum over them is two lookups.

A cell's *code* is `3 · column + value + 1`: the centred imputed matrix Z has only three values in a column
(spec §4, the key fact), so `Z·v` is a lookup in a table of 3C numbers, summed by row. With the same cells sorted
by code, `Zᵀ·u` is a lookup of u by row, summed by code. No dense matrix, no multiplication by cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .input import Counts, Numbers

Places = NDArray[np.intp]


@dataclass(frozen=True)
class Part:
    """Rows are people, each with at least one vote.

    `codes` (cells) in row order; `starts` (rows + 1) where each row begins; `rows_by_code` (cells) the row of each
    cell, sorted by code; `present` the codes that occur; `code_starts` where each of them begins.
    """

    columns: int
    codes: Places
    starts: Places
    rows_by_code: Places
    present: Places
    code_starts: Places

    @property
    def lengths(self) -> Places:
        """Number of votes of each person."""
        return np.diff(self.starts)


def part_of(rows: NDArray[Any], columns: NDArray[Any], values: NDArray[np.int8], *, people: int, width: int) -> Part:
    """Return the part of `people` rows and `width` columns; of two cells at one place the later one counts."""
    order = np.argsort(_narrow(columns, width), kind="stable")
    order = order[np.argsort(_narrow(rows, people)[order], kind="stable")]
    rows, columns = rows[order], columns[order]
    last = np.ones(len(order), bool)
    last[:-1] = (rows[1:] != rows[:-1]) | (columns[1:] != columns[:-1])
    if not last.all():
        order, rows, columns = order[last], rows[last], columns[last]
    codes = columns.astype(np.intp) * 3 + (values[order] + np.int8(1))
    starts = np.zeros(people + 1, np.intp)
    np.cumsum(np.bincount(rows, minlength=people), out=starts[1:])
    return sorted_part(codes, starts, width)


def sorted_part(codes: Places, starts: Places, width: int) -> Part:
    """Return the part of cells that stand in order already, row by row."""
    counts = np.bincount(codes, minlength=3 * width)
    present = np.flatnonzero(counts)
    code_starts = np.concatenate(([0], np.cumsum(counts[present])[:-1]))
    rows = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    return Part(width, codes, starts, rows[np.argsort(_narrow(codes, 3 * width), kind="stable")], present, code_starts)


def _narrow(numbers: NDArray[Any], limit: int) -> NDArray[Any]:
    """Return the numbers in 16 bits where they fit: numpy then sorts them by radix."""
    return numbers.astype(np.uint16) if limit <= 1 << 16 else numbers


def vote_counts(part: Part) -> Counts:
    """Return how often each code occurs, (3C,)."""
    counts = np.zeros(3 * part.columns, np.int64)
    counts[part.present] = np.diff(np.append(part.code_starts, len(part.codes)))
    return counts


def row_sums(part: Part, table: Numbers) -> Numbers:
    """Return for each person the sum of `table` (3C,) over the codes of the row, (rows,)."""
    return np.add.reduceat(np.take(table, part.codes, mode="clip"), part.starts[:-1])


def code_sums(part: Part, by_row: Numbers) -> Numbers:
    """Return for each code the sum of `by_row` (rows,) over the people who cast it, (3C,)."""
    sums = np.zeros(3 * part.columns)
    sums[part.present] = np.add.reduceat(np.take(by_row, part.rows_by_code, mode="clip"), part.code_starts)
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
    seen = np.maximum(row_sums(part, shaping) + silent, 1)
    scale = np.sqrt(part.columns / seen)
    return np.stack([row_sums(part, table) * scale for table in tables], axis=1)


def group_counts(part: Part, groups: Places, *, number: int) -> Counts:
    """Return how often each code occurs in each group, (number, 3C); `groups` (rows,) is −1 for nobody's."""
    width = 3 * part.columns
    keys = np.repeat((groups + 1) * width, part.lengths) + part.codes
    return np.bincount(keys, minlength=(number + 1) * width).reshape(number + 1, width)[1:]


def lengths(part: Part) -> Places:
    """Return the number of votes of each person, (rows,)."""
    return part.lengths
