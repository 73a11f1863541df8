"""A map that takes one vote at a time, between full maps (spec §15).

A vote changes at once: the mean of its statement, the person's position, the nearest group, the counts of groups and
the statement's priority. The axes and the centres of groups stay until the next full map, which goes on from this one.
"""

from __future__ import annotations

from math import sqrt

import numpy as np

from .drawing import NOBODY, checked_table, map_of
from .input import Ids, InputProblem, Moderation, Numbers, Settings, Votes
from .live_counts import LiveCounts, grown
from .parts import Part, Places
from .result import OpinionMap, Previous

VOTES_DUE, SHARE_DUE, SECONDS_DUE = 1000, 0.02, 30.0


class LiveMap:
    """The state behind a conversation that is going on. Not safe for threads: one worker keeps it."""

    def __init__(
        self,
        votes: Votes,
        *,
        moderation: Moderation | None = None,
        settings: Settings | None = None,
        previous: Previous | None = None,
    ) -> None:
        """Draw the full map and begin from it. Raises InputProblem."""
        self.moderation, self.settings = moderation or Moderation(), settings or Settings()
        counted_votes = votes.without(self.settings.without)
        table = checked_table(counted_votes, self.moderation)
        self.full_map = map_of(table, self.settings, previous=previous)
        self._parts: list[Part] = table.handles
        self._rows: dict[int, Places] = {}
        self._withdrawn: set[int] = set()
        self._row_of = {one: row for row, one in enumerate(table.people.tolist())}
        self._column_of = {one: column for column, one in enumerate(table.statements.tolist())}
        self.people = len(self._row_of)
        self.positions = self.full_map.positions.copy()
        self.group_row = _rows_of_groups(self.full_map)
        self.counts = LiveCounts(self.full_map)
        anchors = self.full_map.grouping.anchors[::-1]  # of equally near ones the later
        self._anchors = np.column_stack([anchors, (anchors**2).sum(axis=1)])
        self.changes = 0
        self.total = len(counted_votes)

    def vote(self, *, participant: int, statement: int, value: int) -> None:
        """Take a vote, +1, −1 or 0; a person's earlier vote on the statement no longer counts. Raises InputProblem."""
        if value not in {-1, 0, 1}:
            raise InputProblem("a vote is 1 (agree), -1 (disagree) or 0 (pass)")
        column = self._column(statement)
        row = self._row(participant)
        self._withdrawn.discard(row)
        codes = self._codes(row)
        code = 3 * column + value + 1
        places = np.flatnonzero((codes >= 3 * column) & (codes < 3 * column + 3))
        old = int(codes[places[0]]) if len(places) else None
        self.changes += 1
        if old == code:
            return
        if old is None:
            self._rows[row] = new_codes = np.append(codes, code)
            self.total += 1
        else:
            self._rows[row] = new_codes = codes.copy()
            new_codes[places[0]] = code
        self.counts.recount(old, code)
        self._place(row, new_codes, old, code)
        self.counts.reprice_one(column)

    def withdraw(self, *, participant: int) -> None:
        """Take all votes of a person away."""
        row = self._row_of.get(participant)
        if row is None:
            return
        codes = self._codes(row)
        self.counts.leave(int(self.group_row[row]), codes)
        for code in codes.tolist():
            self.counts.recount(code, None)
        self.counts.reprice(codes // 3)
        self.group_row[row] = NOBODY
        self.positions[row] = 0.0
        self._rows[row] = codes[:0]
        self._withdrawn.add(row)
        self.total -= len(codes)
        self.changes += len(codes)

    def due(self, *, seconds: float) -> bool:
        """Whether a full map is due, `seconds` after the last one."""
        many = min(VOTES_DUE, max(1.0, SHARE_DUE * self.total))
        return self.changes > 0 and (self.changes >= many or seconds >= SECONDS_DUE)

    def redrawn(self, *, moderation: Moderation | None = None) -> LiveMap:
        """Return a live map that begins from a full one of all votes up to now. Raises InputProblem."""
        judged = moderation or self.moderation
        return LiveMap(self.votes(), moderation=judged, settings=self.settings, previous=self.full_map.as_previous)

    def map(self) -> OpinionMap:
        """Return the map as it is now, without people who have no vote any more."""
        ids = np.array([*(group.id for group in self.full_map.groups), NOBODY])
        here = np.ones(self.people, bool)
        here[list(self._withdrawn)] = False
        rows = self.group_row[: self.people][here]
        return self.counts.map(
            people=np.fromiter(self._row_of, np.int64, self.people)[here],
            statements=np.fromiter(self._column_of, np.int64, self.counts.width),
            positions=self.positions[: self.people][here],
            group_of=ids[rows],
            rows=rows,
        )

    def weights(self) -> tuple[Ids, Numbers]:
        """Return all statements that were voted on, and their priorities, for the draw of the next one."""
        statements = np.fromiter(self._column_of, np.int64, self.counts.width)
        return statements, self.counts.priority[: self.counts.width]

    def votes(self) -> Votes:
        """Return all votes that count now."""
        lengths, codes = [], []
        for row in range(self.people):
            row_codes = self._codes(row)
            lengths.append(len(row_codes))
            codes.append(row_codes)
        every = np.concatenate(codes)
        people = np.repeat(np.fromiter(self._row_of, np.int64, self.people), lengths)
        statements = np.fromiter(self._column_of, np.int64, self.counts.width)
        return Votes(people, statements[every // 3], (every % 3 - 1).astype(np.int8))

    def group_of(self, participant: int) -> int | None:
        """Return the id of the group in which a person stands now."""
        row = self._row_of.get(participant)
        at = NOBODY if row is None else int(self.group_row[row])
        return None if at == NOBODY else self.full_map.groups[at].id

    def _codes(self, row: int) -> Places:
        new_codes = self._rows.get(row)
        if new_codes is not None:
            return new_codes
        part = self._parts[row >> 15]
        inner = row & 0x7FFF
        return part.codes[part.starts[inner] : part.starts[inner + 1]]

    def _row(self, participant: int) -> int:
        row = self._row_of.get(participant)
        if row is None:
            row = self._row_of[participant] = self.people
            self.people += 1
            self.positions = grown(self.positions, self.people, 0)
            self.group_row = grown(self.group_row, self.people, 0)
            self.group_row[row] = NOBODY
            self._rows[row] = np.zeros(0, np.intp)
        return row

    def _column(self, statement: int) -> int:
        column = self._column_of.get(statement)
        if column is None:
            column = self._column_of[statement] = self.counts.add(
                silent=statement in self.moderation.silent, meta=statement in self.moderation.meta
            )
        return column

    def _nearest(self, x: float, y: float) -> int:
        """Return the row of the group of the nearest anchor, as `Grouping.placed` does for many points."""
        grouping = self.full_map.grouping
        if grouping.reach is not None:
            (mx, my), radius = grouping.reach.middle, grouping.reach.radius
            near = min(1.0, radius / max(sqrt((x - mx) ** 2 + (y - my) ** 2), 1e-300))
            x, y = mx + (x - mx) * near, my + (y - my) * near
        apart = self._anchors @ (-2.0 * x, -2.0 * y, 1.0)
        return int(grouping.anchor_labels[len(apart) - 1 - int(apart.argmin())])

    def _place(self, row: int, codes: Places, old: int | None, code: int) -> None:
        """Move the person to the new position, and to the nearest group when there are enough votes."""
        self.positions[row] = point = self.counts.position(codes)
        before = int(self.group_row[row])
        if before == NOBODY and len(codes) < min(self.settings.minimum_votes, self.counts.width):
            return
        after = self._nearest(*point.tolist())
        if after == before:
            self.counts.replace(before, old, code)
            return
        previous = codes[:-1] if old is None else np.where(codes == code, old, codes)
        self.counts.leave(before, previous)
        self.counts.join(after, codes)
        self.group_row[row] = after


def _rows_of_groups(full_map: OpinionMap) -> Places:
    """Return for each person the row of the group, −1 for nobody's."""
    place: dict[int, int] = {group.id: row for row, group in enumerate(full_map.groups)}
    return np.array([place.get(one, NOBODY) for one in full_map.group_of.tolist()], np.intp)
