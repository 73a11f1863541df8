"""What comes out: the opinion map, with the numbers behind everything it says."""

from __future__ import annotations

from dataclasses import dataclass

from .bridging import Bridging
from .cautions import Caution, Quality
from .consensus import Agreed
from .divisiveness import Divisiveness
from .grouping import Grouping
from .input import Counts, Flags, Ids, Mode, Numbers
from .parts import Places
from .priorities import Priorities
from .representative import Representative


@dataclass(frozen=True)
class Group:
    """`id` keeps its lineage from map to map; `centre` is the mean position of the `size` members."""

    id: int
    size: int
    centre: tuple[float, float]
    representative: tuple[Representative, ...]


@dataclass(frozen=True)
class Axes:
    """How votes become positions: `centre` (C,) the mean vote, `components` (2, C), and by statement its position
    (C, 2) and its distance from the middle, `extremity` (C,).
    """

    centre: Numbers
    components: Numbers
    statement_positions: Numbers
    extremity: Numbers


@dataclass(frozen=True)
class Tally:
    """Votes on each statement: of each group, (G, C), and of everybody, (C,). `votes` hold passes too."""

    agrees: Counts
    disagrees: Counts
    votes: Counts
    all_agrees: Counts
    all_disagrees: Counts
    all_votes: Counts


@dataclass(frozen=True)
class Consensus:
    """What most of everybody agrees and disagrees with, and by statement, (C,) each, what all groups agree and disagree
    with: the product over groups, and its geometric mean, which does not depend on the number of groups.
    """

    agree: tuple[Agreed, ...]
    disagree: tuple[Agreed, ...]
    group_informed: Numbers
    group_informed_disagree: Numbers
    across_groups: Numbers
    across_groups_disagree: Numbers


@dataclass(frozen=True)
class Previous:
    """What a map goes on from: of the one before its `statements` (C,), their `components` (2, C) and its grouping."""

    statements: Ids
    components: Numbers
    grouping: Grouping


@dataclass(frozen=True)
class OpinionMap:
    """A map of opinions.

    `people` (P,) and `statements` (C,) are ids in the order of the table; `positions` (P, 2); `group_of` (P,) is the
    id of the group, −1 for nobody's. `silent` and `meta` (C,) mark statements that do not shape the map.
    """

    mode: Mode
    people: Ids
    statements: Ids
    silent: Flags
    meta: Flags
    positions: Numbers
    group_of: Places
    groups: tuple[Group, ...]
    axes: Axes
    tally: Tally
    consensus: Consensus
    priorities: Priorities
    divisiveness: Divisiveness
    quality: Quality
    cautions: tuple[Caution, ...]
    grouping: Grouping
    bridging: Bridging | None = None

    @property
    def k(self) -> int:
        """The number of groups."""
        return len(self.groups)

    @property
    def as_previous(self) -> Previous:
        """What the next map goes on from."""
        return Previous(self.statements, self.axes.components, self.grouping)
