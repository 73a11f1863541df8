"""The ideas of the demonstration: submitted, passed on to who is in charge, supported; some to a box always open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.demonstration.answers import passing_on
from kuvend.foundation.demonstration.chapters import Chapter
from kuvend.foundation.demonstration.data import Entry, entries
from kuvend.foundation.demonstration.people import join
from kuvend.foundation.demonstration.readers import readers_in
from kuvend.foundation.demonstration.supports import support
from kuvend.foundation.demonstration.timeline import Event
from kuvend.foundation.demonstration.words import word_events
from kuvend.foundation.demonstration.world import World
from kuvend.participation.ideas.actions import submit_idea
from kuvend.participation.ideas.demonstration.standing import standing_events

IN_CHARGE = {  # of ideas that nobody has answered yet, by category; others still wait where they came in
    "digital-governance": "akshi",
    "fiscal-transparency": "mofe",
    "anti-corruption": "ncac",
    "n-services": "akshi",
    "n-fiscal": "mofe",
    "n-integrity": "ncac",
}


def _events(world: World, until: datetime) -> Iterator[Event]:
    """Yield the box and the ideas; those that nobody has answered go their way too; at the end all supports."""
    ideas = entries("ideas")
    yield from standing_events(world)
    yield from word_events(world, ideas, _submit)
    answered = {key for answer in entries("answers") for key in answer["answers"]}
    for entry in ideas:
        if entry["key"] not in answered and not entry.get("waits") and entry["category"] in IN_CHARGE:
            yield passing_on(world, entry, IN_CHARGE[entry["category"]])
    for process_key in dict.fromkeys(entry["process"] for entry in ideas if entry["supporters"]):
        yield Event(until, partial(_support, world, process_key))


def _submit(world: World, entry: Entry, at: datetime) -> Contribution:
    return submit_idea(
        actor=world.actor(entry["author"], at),
        activity=world.activities[entry["activity"]],
        title=entry["title"],
        body=entry["text"],
        category=entry["category"],
        place=entry["place"],
        language=world.persons[entry["author"]].language,
        at=at,
    )


def _support(world: World, process_key: str, at: datetime) -> None:
    """Let those who write and those who only read support the ideas of a process."""
    participants = join(world, process_key, at) + readers_in(world, process_key)
    ideas = [entry for entry in entries("ideas") if entry["process"] == process_key]
    support(world, ideas, participants, process_key, at)


CHAPTER = Chapter(Path(__file__).parent / "data", _events)
