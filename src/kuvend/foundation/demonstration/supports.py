"""Who stands behind the words of the demonstration: rows without a fact, so they come in bulk."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime
from heapq import nlargest
from random import Random

from kuvend.foundation.contributions.models import Contribution, Support
from kuvend.foundation.demonstration.data import Entry
from kuvend.foundation.demonstration.world import World
from kuvend.foundation.processes.models import Participant

KEENNESS = 1.3  # of a Pareto distribution: a few people support much, most of them little
FOLLOWED = 1.35  # an idea that ten of those who write support has 22 supports, one with seventy has 310


def support(
    world: World, sayings: Iterable[Entry], participants: list[Participant], process_key: str, at: datetime
) -> None:
    """Keep the supports of words, by different people, never their author, and count them."""
    chance = Random(process_key)  # noqa: S311 - who supports whom is no secret, only always the same
    weights = {participant.pk: chance.paretovariate(KEENNESS) for participant in participants}
    supports: list[Support] = []
    rows: list[Contribution] = []
    for entry in sayings:
        if entry["supporters"]:
            row = world.contribution(entry["key"])
            supports_here = _supports_of(row, supporters_of(entry), weights, at, Random(entry["key"]))  # noqa: S311
            row.support_count = len(supports_here)
            supports += supports_here
            rows.append(row)
    Support.objects.bulk_create(supports, batch_size=5_000)
    Contribution.objects.bulk_update(rows, ["support_count"])


def supporters_of(entry: Entry) -> int:
    """Return how many support an idea: `supporters` of its entry are those who write, the readers follow them."""
    return round(math.pow(entry["supporters"], FOLLOWED))


def _supports_of(
    idea: Contribution, number: int, weights: dict[int, float], at: datetime, chance: Random
) -> list[Support]:
    """Return `wanted` supports, by people drawn by their weight, most of them in the first days of the idea."""
    ranks = {pk: chance.random() ** (1 / weight) for pk, weight in weights.items() if pk != idea.participant_id}
    time_left = min(idea.activity.end, at) - idea.posted_at
    return [
        Support(contribution=idea, participant_id=pk, given_at=idea.posted_at + time_left * chance.random() ** 2)
        for pk in nlargest(number, ranks, key=ranks.__getitem__)
    ]
