"""Who stands behind the ideas of the demonstration: rows without a fact, so they come in bulk."""

from __future__ import annotations

import math
from datetime import datetime
from heapq import nlargest
from random import Random

from kuvend.foundation.contributions.models import Contribution, Support
from kuvend.foundation.processes.actions import let_name_stand, participant_in, show_name
from kuvend.foundation.processes.models import Participant
from kuvend.web.demo.data import Entry, entries
from kuvend.web.demo.world import World

KEENNESS = 1.3  # of a Pareto distribution: a few people support much, most of them little
FOLLOWED = 1.35  # an idea that ten of those who write support has 22 supports, one with seventy has 310


def join(world: World, process_key: str, at: datetime) -> list[Participant]:
    """Let everybody take part in a process, under the name they chose if they chose one."""
    process = world.process(process_key)
    joined = []
    for entry in entries("people"):
        person_id, name = world.persons[entry["key"]].pk, entry.get("shown_name", "")
        if name:
            named = show_name(person_id=person_id, process=process, name=name, at=at)
            joined.append(let_name_stand(named, named.chosen_name))
        else:
            joined.append(participant_in(process, person_id=person_id))
    return joined


def support_ideas(world: World, participants: list[Participant], process_key: str, at: datetime) -> None:
    """Keep the supports of each idea, by different people, never its author, and count them."""
    chance = Random(process_key)  # noqa: S311 - who supports whom is no secret, only always the same
    weights = {one.pk: chance.paretovariate(KEENNESS) for one in participants}
    supports: list[Support] = []
    ideas: list[Contribution] = []
    for entry in entries("ideas"):
        if entry["process"] == process_key and entry["supporters"]:
            idea = world.contribution(entry["key"])
            given = _supports_of(idea, supporters_of(entry), weights, at, Random(entry["key"]))  # noqa: S311
            idea.support_count = len(given)
            supports += given
            ideas.append(idea)
    Support.objects.bulk_create(supports, batch_size=5_000)
    Contribution.objects.bulk_update(ideas, ["support_count"])


def supporters_of(entry: Entry) -> int:
    """Return how many support an idea: `supporters` of its entry are those who write, the readers follow them."""
    return round(math.pow(entry["supporters"], FOLLOWED))


def _supports_of(
    idea: Contribution, wanted: int, weights: dict[int, float], at: datetime, chance: Random
) -> list[Support]:
    """Return `wanted` supports, by people drawn by their weight, most of them in the first days of the idea."""
    drawn = {pk: chance.random() ** (1 / weight) for pk, weight in weights.items() if pk != idea.participant_id}
    time_left = min(idea.activity.closes_at, at) - idea.posted_at
    return [
        Support(contribution=idea, participant_id=pk, given_at=idea.posted_at + time_left * chance.random() ** 2)
        for pk in nlargest(wanted, drawn, key=drawn.__getitem__)
    ]
