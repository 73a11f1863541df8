"""A sample of people in an order that depends on what they voted, not on who they are.

Everything random in mode `stable` walks people in this order, so that renaming or reordering people changes nothing
but ids.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .executors import HERE
from .input import Flags
from .parts import Part, Places
from .table import Table

MOST = 5_000  # people; above, those with the lowest marks are the sample


def marks(part: Part) -> NDArray[np.uint64]:
    """Return a number for each person that depends on nothing but the person's votes, (rows,)."""
    words = np.random.Generator(np.random.PCG64(1)).integers(0, 1 << 64, 3 * part.columns, np.uint64, endpoint=False)
    return np.add.reduceat(words[part.codes], part.starts[:-1])


def cells(part: Part, rows: Places) -> tuple[Places, Places]:
    """Return the codes of some rows, one row after the other, and the rows' lengths."""
    lengths = part.lengths[rows]
    begins = np.repeat(part.starts[rows] - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
    return part.codes[begins + np.arange(len(begins))], lengths


@dataclass(frozen=True)
class Sample:
    """`rows` (n,): rows of the table, in the order of the marks; `codes` of their cells, `lengths` (n,) of the rows."""

    rows: Places
    codes: Places
    lengths: Places
    columns: int
    whole: bool

    def thinned(self, rng: np.random.Generator, loss: float) -> Sample:
        """Return the sample without a random share of its votes; people who lose all are left out."""
        remaining = rng.random(len(self.codes)) >= loss
        owner = np.repeat(np.arange(len(self.rows)), self.lengths)[remaining]
        lengths = np.bincount(owner, minlength=len(self.rows))
        voting = lengths > 0
        return Sample(self.rows[voting], self.codes[remaining], lengths[voting], self.columns, self.whole)

    def table(self, of: Table) -> Table:
        """Return the sample as a table of its own, in one part; its people are rows of the table it came from."""
        starts = np.concatenate(([0], np.cumsum(self.lengths)))
        return replace(of, people=self.rows, handles=[Part(self.columns, self.codes, starts)], executor=HERE)


def sample_of(table: Table, grouped: Flags) -> Sample:
    """Return the votes of everybody, grouped or not, up to `MOST` people; above, of grouped people only."""
    mark: Any = table.joined(marks)
    whole = len(mark) <= MOST
    rows = np.arange(len(mark)) if whole else np.flatnonzero(grouped)
    rows = rows[np.argsort(mark[rows], kind="stable")][:MOST]
    sampled = np.zeros(len(mark), bool)
    sampled[rows] = True
    rows_by_part = [np.flatnonzero(piece) for piece in table.cut(sampled)]
    cells_by_part = table.executor.gather(table.executor.map(cells, table.handles, rows_by_part))
    codes = np.concatenate([one for one, _ in cells_by_part])
    lengths = np.concatenate([one for _, one in cells_by_part])
    return _ordered(np.flatnonzero(sampled), codes, lengths, rows, table, whole)


def _ordered(have: Places, codes: Places, lengths: Places, rows: Places, table: Table, whole: bool) -> Sample:
    """Bring the cells from the table's order into that of the marks."""
    place = np.searchsorted(have, rows)
    starts = np.concatenate(([0], np.cumsum(lengths)))
    ordered, sizes = cells(Part(len(table.statements), codes, starts), place)
    return Sample(rows, ordered, sizes, len(table.statements), whole)
