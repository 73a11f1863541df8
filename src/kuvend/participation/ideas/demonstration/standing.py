"""The standing process of the demonstration: set up, corrected once, with a box that is always open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from kuvend.foundation.core.text import Localized
from kuvend.foundation.demonstration.activities import activity_events
from kuvend.foundation.demonstration.data import Entry, read
from kuvend.foundation.demonstration.days import at as moment
from kuvend.foundation.demonstration.timeline import Event
from kuvend.foundation.demonstration.world import SECRETARIAT, World
from kuvend.foundation.processes.actions import correct_standing_process, set_up_standing_process


def standing_events(world: World) -> Iterator[Event]:
    """Yield how the process is set up and corrected, and its box announced."""
    file = read("suggestions")
    process, correction = file["process"], file["correction"]
    yield Event(moment(world.days.day(process["from"]), 9), partial(_set_up, world, process))
    yield from activity_events(world, process["key"], file["activities"])
    yield Event(moment(world.days.day(correction["day"]), 10), partial(_correct, world, process["key"], correction))


def _set_up(world: World, entry: Entry, at: datetime) -> None:
    """Set it up as the secretariat of whoever answers there; a house without that institution has no such box."""
    world.institution(entry["institution"])
    process = set_up_standing_process(
        actor=world.actor(SECRETARIAT, at),
        key=entry["key"],
        title=Localized(entry["title"]),
        summary=Localized(entry["summary"]),
        from_date=world.days.day(entry["from"]),
        at=at,
    )
    process.simulated = True
    process.save(update_fields=["simulated"])


def _correct(world: World, key: str, correction: Entry, at: datetime) -> None:
    process = world.process(key)
    correct_standing_process(
        actor=world.actor(SECRETARIAT, at),
        process=process,
        title=Localized(correction["title"]),
        summary=Localized(correction["summary"]),
        from_date=process.from_date,
        reason=Localized(correction["reason"]),
        seen_version=process.version,
        at=at,
    )
