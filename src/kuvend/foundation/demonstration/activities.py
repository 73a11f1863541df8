"""The activities of a process, with the texts that they put up for comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from kuvend.foundation.core.clock import end_of_day
from kuvend.foundation.core.text import Localized
from kuvend.foundation.demonstration.data import Entry
from kuvend.foundation.demonstration.days import at as moment
from kuvend.foundation.demonstration.timeline import Event
from kuvend.foundation.demonstration.world import SECRETARIAT, NotToldError, World
from kuvend.foundation.outcomes.actions import open_for_comments
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.processes.actions import publish_activity
from kuvend.foundation.processes.kinds import kind_names
from kuvend.foundation.processes.models import Activity, Stage


def activity_events(world: World, process_key: str, entries: Sequence[Entry]) -> Iterator[Event]:
    """Yield the announcements of a process's activities, and when people may comment the texts they are about.

    One of a standing process has neither a stage nor a day on which it closes.
    """
    for entry in entries:
        opens = world.days.day(entry["opens"])
        announced = world.days.day(entry["announced"]) if "announced" in entry else opens - timedelta(days=2)
        world.announced[entry["key"]] = announced
        yield Event(moment(announced, 14), partial(_announce, world, process_key, entry))
        if entry.get("about"):
            yield Event(moment(opens, 8, 45), partial(_put_up, world, entry))


def _announce(world: World, process_key: str, entry: Entry, at: datetime) -> None:
    if entry["kind"] not in kind_names():
        raise NotToldError(entry["kind"])
    process = world.process(process_key)
    activity = Activity(
        process=process,
        stage=Stage.objects.get(process=process, key=entry["stage"]) if "stage" in entry else None,
        key=entry["key"],
        kind=entry["kind"],
        title=Localized(entry["title"]),
        summary=Localized(entry["intro"]),
        owner=world.institution(entry["institution"]),
        scope=process.scope,
        opens_at=moment(world.days.day(entry["opens"]), 8),
        closes_at=end_of_day(world.days.day(entry["closes"])) if "closes" in entry else None,
        moderation=entry["moderation"],
    )
    world.activities[entry["key"]] = publish_activity(actor=world.actor(SECRETARIAT, at), activity=activity, at=at)


def _put_up(world: World, entry: Entry, at: datetime) -> None:
    """Let the texts of a plan be commented in this activity."""
    activity = world.activities[entry["key"]]
    texts = Outcome.objects.filter(process=activity.process, key__in=entry["about"])
    open_for_comments(actor=world.actor(SECRETARIAT, at), outcomes=texts, activity=activity, at=at)
