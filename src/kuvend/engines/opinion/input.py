"""What goes in: votes, which statements do not shape the map, and how it shall be drawn."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Numbers = NDArray[np.float64]
Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]


class InputProblem(ValueError):
    """The votes cannot make a map; the message says why in one sentence."""


class Mode(StrEnum):
    """`polis`: the published mathematics exactly. `stable`: grouping that survives the loss of some votes."""

    POLIS = "polis"
    STABLE = "stable"


@dataclass(frozen=True)
class Votes:
    """A stream of votes: parallel arrays of one length. Agree is +1, disagree −1, pass 0 (spec §1).

    Of several votes of one person on one statement the latest by `times` counts; with equal times, or without
    times, the one that stands later in the stream.
    """

    participants: Ids
    statements: Ids
    values: NDArray[np.int8]
    times: Ids | None = None

    def __post_init__(self) -> None:
        lengths = {len(self.participants), len(self.statements), len(self.values)}
        if len(lengths | ({len(self.times)} if self.times is not None else set())) != 1:
            raise InputProblem("participants, statements, values and times must have one length")
        if len(self.values) == 0:
            raise InputProblem("there are no votes")
        if self.values.min() < -1 or self.values.max() > 1:
            raise InputProblem("a vote is 1 (agree), -1 (disagree) or 0 (pass)")

    def __len__(self) -> int:
        return len(self.values)

    def at_rows(self, rows: Flags | slice) -> Votes:
        """Return the votes at which `rows` is true, or of a slice."""
        times = None if self.times is None else self.times[rows]
        return replace(
            self, participants=self.participants[rows], statements=self.statements[rows],
            values=self.values[rows], times=times,
        )  # fmt: skip

    def without(self, people: frozenset[int]) -> Votes:
        """Return the votes of everybody but these people (banned, or left out for a check)."""
        if not people:
            return self
        return self.at_rows(~np.isin(self.participants, np.fromiter(people, np.int64)))


@dataclass(frozen=True)
class Moderation:
    """`out`: rejected statements. `meta`: statements about oneself. Neither shapes the map (spec §2)."""

    out: frozenset[int] = frozenset()
    meta: frozenset[int] = frozenset()

    @property
    def silent(self) -> frozenset[int]:
        """All statements that do not shape the map and are never representative or consensus."""
        return self.out | self.meta


@dataclass(frozen=True)
class Settings:
    """How the map is drawn.

    `groups`: pin the number of groups. `minimum_votes`: who has fewer is not grouped (spec §3).
    `keep_grouped`: people who stay grouped with fewer votes, the "sticky" rule. `without`: people left out.
    `fixed_groups`: participant → group, drawn as they are instead of grouping. `bridging`: also the intercept of a
    matrix factorisation. `stability_runs`: how often 5 % of the votes are taken away to measure stability.
    `least_movers`: so many people at least move from one group to another since the map before, or nobody; of mode
    `stable` alone.
    """

    mode: Mode = Mode.STABLE
    groups: int | None = None
    minimum_votes: int = 7
    keep_grouped: frozenset[int] = frozenset()
    without: frozenset[int] = frozenset()
    fixed_groups: dict[int, int] | None = field(default=None, hash=False)
    bridging: bool = False
    stability_runs: int = 8
    least_movers: int = 1
    seed: int = 0

    def __post_init__(self) -> None:
        if self.groups is not None and self.groups < 1:
            raise InputProblem("the number of groups must be 1 or more")
        if self.minimum_votes < 1:
            raise InputProblem("the minimum number of votes must be 1 or more")
