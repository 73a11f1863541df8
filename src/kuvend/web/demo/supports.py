"""Who stands behind the ideas of the demonstration: rows without a fact, so they come in bulk."""

from __future__ import annotations

from datetime import datetime
from random import Random

from kuvend.foundation.contributions.models import Contribution, Support
from kuvend.foundation.processes.actions import participant_in, show_name
from kuvend.foundation.processes.models import Participant
from kuvend.web.demo.data import entries
from kuvend.web.demo.world import World


def join(world: World, process_key: str) -> list[Participant]:
    """Let everybody take part in a process, under the name they chose if they chose one."""
    process = world.process(process_key)
    joined = []
    for entry in entries("people"):
        person_id, name = world.persons[entry["key"]].pk, entry.get("shown_name", "")
        if name:
            joined.append(show_name(person_id=person_id, process=process, name=name))
        else:
            joined.append(participant_in(process, person_id=person_id))
    return joined


def support_ideas(world: World, participants: list[Participant], process_key: str, at: datetime) -> None:
    """Keep as many supports of each idea as its entry says, by different people, never the author."""
    for entry in entries("ideas"):
        if entry["process"] == process_key and entry["supporters"]:
            chance = Random(entry["key"])  # noqa: S311 - who supports whom is no secret, only always the same
            _support(world.contribution(entry["key"]), entry["supporters"], participants, at, chance)


def _support(idea: Contribution, wanted: int, participants: list[Participant], at: datetime, chance: Random) -> None:
    others = [one for one in participants if one.pk != idea.participant_id]
    supporters = chance.sample(others, min(wanted, len(others)))
    time_left = min(idea.activity.closes_at, at) - idea.posted_at
    Support.objects.bulk_create(
        Support(contribution=idea, participant=one, given_at=idea.posted_at + time_left * chance.random() ** 2)
        for one in supporters
    )
    Contribution.objects.filter(pk=idea.pk).update(support_count=len(supporters))
