"""The check: the map drawn anew from the votes that anyone can take, beside the published one.

It is drawn from nothing but the published files, without what earlier maps left, so it costs as much as a whole map:
one at a time on this site, each kept for an hour, and above MOST_VOTES by the reader's own machine alone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from django.core.cache import cache

from kuvend.engines.opinion import InputProblem, Moderation, Settings, Votes, draw_map
from kuvend.engines.opinion.agreement import adjusted_rand_index
from kuvend.foundation.processes.models import Activity
from kuvend.participation.deliberation.models import OpinionMap
from kuvend.publication.opendata.deliberations.queries import Taken, taken

MOST_VOTES = 200_000  # about a second of work
KEPT, WAIT = 3600, 60  # seconds: how long a check is shown, and how long at most one runs alone


@dataclass(frozen=True)
class Check:
    """What a fresh map says beside the published one; `people` are those who have a group in the published map."""

    statements: int
    same_counts: int
    voters: int
    published_voters: int
    groups: int
    published_groups: int
    people: int
    same_group: int
    agreement: float

    @property
    def holds(self) -> bool:
        """Tell whether all counts and the group of everybody are the same."""
        return self.same_counts == self.statements and self.same_group == self.people


def check(activity: Activity, kept: OpinionMap) -> Check | None:
    """Return the check of a published map; None where it is too large, or another check is just running."""
    key = f"opendata-check:{activity.public_id}:{kept.digest}:{kept.votes}"
    known: Check | None = cache.get(key)
    if known is not None or kept.votes > MOST_VOTES:
        return known
    if not cache.add("opendata-check-running", True, WAIT):
        return None
    try:
        made = compare(taken(activity, kept))
        cache.set(key, made, KEPT)
        return made
    finally:
        cache.delete("opendata-check-running")


def compare(found: Taken) -> Check:
    """Return what a fresh map of the published votes says beside the published map."""
    fresh = _fresh_groups(found)
    counts = _counts(found)
    same = sum(counts.get(one.number, (0, 0, 0)) == (one.agrees, one.disagrees, one.passes) for one in found.statements)
    people = sorted(found.groups)
    published = [found.groups[one] for one in people]
    again = [fresh.get(one, -1) for one in people]
    return Check(
        statements=len(found.statements),
        same_counts=same,
        voters=len(np.unique(found.votes.people)),
        published_voters=found.map.voters,
        groups=len(set(fresh.values())),
        published_groups=found.map.k,
        people=len(people),
        same_group=_matched(published, again),
        agreement=adjusted_rand_index(published, again) if people else 1.0,
    )


def _fresh_groups(found: Taken) -> dict[int, int]:
    out = frozenset(one.number for one in found.statements if not one.asked)
    meta = frozenset(one.number for one in found.statements if one.meta)
    if not found.map.mode:
        return {}
    try:
        drawn = draw_map(
            Votes(found.votes.people, found.votes.statements, found.votes.values),
            moderation=Moderation(out, meta),
            settings=Settings(groups=found.map.deliberation.groups),
        )
    except InputProblem:
        return {}
    pairs = zip(drawn.people.tolist(), drawn.group_of.tolist(), strict=True)
    return {one: group for one, group in pairs if group >= 0}


def _counts(found: Taken) -> dict[int, tuple[int, int, int]]:
    """Return agrees, disagrees and passes of each statement that has votes."""
    votes = found.votes
    size = len(found.statements)
    columns = [np.bincount(votes.statements[votes.values == value], minlength=size).tolist() for value in (1, -1, 0)]
    return dict(enumerate(zip(*columns, strict=True)))


def _matched(published: list[int], again: list[int]) -> int:
    """Return how many people stand in the same group in both, each group beside the fresh one that it fits best."""
    pairs = Counter(zip(published, again, strict=True))
    taken_up: set[int] = set()
    done: set[int] = set()
    same = 0
    for (one, other), number in sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0])):
        if one not in done and other not in taken_up and other >= 0:
            done.add(one)
            taken_up.add(other)
            same += number
    return same
