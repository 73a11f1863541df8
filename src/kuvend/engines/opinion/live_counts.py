"""The sums of a live map: by statement and by group, each changed by one vote at a time."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from .divisiveness import divisiveness_of
from .drawing import NOBODY, consensus_in, groups_of, priorities_in
from .executors import HERE
from .input import Ids, Numbers
from .parts import Places
from .priorities import META, importance_of, novelty_of, priorities_of
from .result import Axes, OpinionMap, Tally
from .table import Table

VALUES = np.array([-1.0, 0.0, 1.0])
Kind = TypeVar("Kind", bound=np.generic)


def grown(array: NDArray[Kind], size: int, axis: int) -> NDArray[Kind]:
    """Return the array with room for at least `size`, in steps that double."""
    have = array.shape[axis]
    if size <= have:
        return array
    room = [(0, 0)] * array.ndim
    room[axis] = (0, max(size, 2 * have) - have)
    return np.pad(array, room)


class LiveCounts:
    """Sums over people, with room for statements to come; `width` is how many there are."""

    def __init__(self, full_map: OpinionMap) -> None:
        """Begin from a full map."""
        self.full_map = full_map
        self.width = len(full_map.statements)
        self.silent, self.meta = full_map.silent.copy(), full_map.meta.copy()
        self.components = full_map.axes.components.copy()
        tally = full_map.tally
        self.everybody = _by_code(tally.all_agrees, tally.all_disagrees, tally.all_votes)
        self.groups = _by_code(tally.agrees, tally.disagrees, tally.votes)
        self.values = np.where(
            np.repeat(self.silent, 3), 0.0, np.tile(VALUES, self.width) - np.repeat(full_map.axes.centre, 3)
        )
        self.tables = self.values * np.repeat(self.components, 3, axis=1)
        self.shaping = np.repeat((~self.silent).astype(float), 3)
        self.silents = int(self.silent.sum())
        self.priority = full_map.priorities.priority.copy()

    def add(self, *, silent: bool, meta: bool) -> int:
        """Make room for a statement that nobody voted on before, and return its column."""
        column = self.width
        self.width += 1
        for name, axis, each in (
            ("silent", 0, 1), ("meta", 0, 1), ("components", 1, 1), ("priority", 0, 1), ("everybody", 0, 3),
            ("groups", 1, 3), ("values", 0, 3), ("tables", 1, 3), ("shaping", 0, 3),
        ):  # fmt: skip
            setattr(self, name, grown(getattr(self, name), each * self.width, axis))
        self.silent[column], self.meta[column] = silent, meta
        self.shaping[3 * column : 3 * column + 3] = not silent
        self.silents += silent
        self.reprice(np.arange(self.width))  # the distance from the middle grows with the number of statements
        return column

    def recount(self, old: int | None, code: int | None) -> None:
        """Count a vote of anybody, and a former one no longer; the mean of the statement moves."""
        if old is not None:
            self.everybody[old] -= 1
        if code is not None:
            self.everybody[code] += 1
        column = (code if code is not None else old or 0) // 3
        if self.silent[column]:
            return
        at = slice(3 * column, 3 * column + 3)
        disagrees, passes, agrees = self.everybody[at].tolist()
        values = VALUES - (agrees - disagrees) / max(agrees + passes + disagrees, 1)
        self.values[at] = values
        self.tables[:, at] = self.components[:, column, None] * values

    def position(self, codes: Places) -> Numbers:
        """Return where somebody with these votes stands, (2,)."""
        present = max(self.shaping[codes].sum() + self.silents, 1.0)
        return np.asarray(self.tables[:, codes].sum(axis=1) * np.sqrt(self.width / present))

    def replace(self, group: int, old: int | None, code: int) -> None:
        """Count a changed or a new vote of a member."""
        if old is not None:
            self.groups[group, old] -= 1
        self.groups[group, code] += 1

    def join(self, group: int, codes: Places) -> None:
        """Count all votes of a new member."""
        self.groups[group, codes] += 1
        self.reprice(codes // 3)

    def leave(self, group: int, codes: Places) -> None:
        """Count all votes of a former member no longer."""
        if group != NOBODY:
            self.groups[group, codes] -= 1
            self.reprice(codes // 3)

    def reprice_one(self, column: int) -> None:
        """Compute the priority of one statement anew, in plain numbers since that is quickest."""
        d, p, a = self.groups[:, 3 * column : 3 * column + 3].sum(axis=0).tolist()
        first, second = self.components[:, column].tolist()
        extremity = sqrt(self.width * (first * first + second * second)) * abs(float(self.values[3 * column + 2]))
        important = importance_of(a, d, d + p + a, extremity)
        self.priority[column] = META if self.meta[column] else (important * novelty_of(d + p + a)) ** 2

    def reprice(self, columns: Places) -> None:
        """Compute the priorities of some statements anew."""
        d, p, a = (self.groups[:, 3 * columns + value].sum(axis=0) for value in range(3))
        reach = np.sqrt(self.width) * self.values[3 * columns + 2]
        extremity = np.abs(reach) * np.sqrt((self.components[:, columns] ** 2).sum(axis=0))
        self.priority[columns] = priorities_of(a, d, d + p + a, extremity, self.meta[columns]).priority

    def map(self, *, people: Ids, statements: Ids, positions: Numbers, group_of: Places, rows: Places) -> OpinionMap:
        """Return a whole map of the sums as they are now; quality, cautions and bridging are those of the full map."""
        width, full_map = self.width, self.full_map
        values, components = self.values[: 3 * width], self.components[:, :width]
        places = (np.sqrt(width) * values[2::3] * components).T
        axes = Axes(1.0 - values[2::3], components.copy(), places, np.sqrt((places**2).sum(axis=1)))
        axes.centre[self.silent[:width]] = 0.0
        table = Table(people, statements, self.silent[:width].copy(), self.meta[:width].copy(), [], HERE)
        tally = self._tally()
        grouped = rows != NOBODY
        grouping = replace(full_map.grouping, people=people[grouped], labels=rows[grouped], memory=None)
        return replace(
            full_map, people=people, statements=statements, silent=table.silent, meta=table.meta, positions=positions,
            group_of=group_of, axes=axes, tally=tally, grouping=grouping,
            groups=groups_of(table, grouping, tally, oddity=full_map.mode == "polis"),
            consensus=consensus_in(table, tally, full_map.k),
            priorities=priorities_in(table, tally, axes.extremity),
            divisiveness=divisiveness_of(tally.agrees, tally.votes),
            bridging=full_map.bridging if width == len(full_map.statements) else None,
        )  # fmt: skip

    def _tally(self) -> Tally:
        every = self.everybody[: 3 * self.width].reshape(-1, 3)
        groups = self.groups[:, : 3 * self.width].reshape(len(self.groups), -1, 3)
        return Tally(
            groups[:, :, 2].copy(), groups[:, :, 0].copy(), groups.sum(axis=2),
            every[:, 2].copy(), every[:, 0].copy(), every.sum(axis=1),
        )  # fmt: skip


def _by_code(agrees: Places, disagrees: Places, votes: Places) -> Places:
    """Return counts by code, (…, 3C), from counts by statement, (…, C) each."""
    three = np.stack([disagrees, votes - agrees - disagrees, agrees], axis=-1)
    return three.reshape(*agrees.shape[:-1], -1)
