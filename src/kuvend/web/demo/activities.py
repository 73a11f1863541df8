"""The activities of both plans, with the texts that they put up for comments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from kuvend.foundation.core.clock import end_of_day
from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes.actions import open_for_comments
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.processes.actions import publish_activity
from kuvend.foundation.processes.models import Activity, Stage
from kuvend.participation.drafting.actions import SectionText, publish_draft
from kuvend.web.demo.data import Entry
from kuvend.web.demo.days import at as moment
from kuvend.web.demo.timeline import Event
from kuvend.web.demo.world import SECRETARIAT, World

KINDS = {"ideas": "ideas", "comments": "drafting"}  # what the files call a kind, and what the house does


def activity_events(world: World, file: Entry) -> Iterator[Event]:
    """Yield the announcements of a plan's activities, the texts they are about, and when people may comment these."""
    draft = file.get("draft")
    for entry in file["activities"]:
        opens = world.days.day(entry["opens"])
        announced = world.days.day(entry["announced"]) if "announced" in entry else opens - timedelta(days=2)
        yield Event(moment(announced, 14), partial(_announce, world, file["plan"]["key"], entry))
        if draft and draft["activity"] == entry["key"]:
            yield Event(moment(announced, 15), partial(_publish_draft, world, draft))
        if entry.get("about"):
            yield Event(moment(opens, 8, 45), partial(_put_up, world, entry))


def _announce(world: World, process_key: str, entry: Entry, at: datetime) -> None:
    process = world.process(process_key)
    activity = Activity(
        process=process,
        stage=Stage.objects.get(process=process, key=entry["stage"]),
        key=entry["key"],
        kind=KINDS[entry["kind"]],
        title=Localized(entry["title"]),
        summary=Localized(entry["intro"]),
        owner=world.institution(entry["institution"]),
        scope=process.scope,
        opens_at=moment(world.days.day(entry["opens"]), 8),
        closes_at=end_of_day(world.days.day(entry["closes"])),
        moderation=entry["moderation"],
    )
    world.activities[entry["key"]] = publish_activity(actor=world.actor(SECRETARIAT, at), activity=activity, at=at)


def _publish_draft(world: World, draft: Entry, at: datetime) -> None:
    sections = [
        SectionText(one["key"], str(one["number"]), Localized(one["title"]), Localized(one["body"]))
        for one in draft["sections"]
    ]
    activity = world.activities[draft["activity"]]
    publish_draft(actor=world.actor(SECRETARIAT, at), activity=activity, sections=sections, at=at)


def _put_up(world: World, entry: Entry, at: datetime) -> None:
    """Let the texts of a plan be commented in this activity."""
    activity = world.activities[entry["key"]]
    texts = Outcome.objects.filter(process=activity.process, key__in=entry["about"])
    open_for_comments(actor=world.actor(SECRETARIAT, at), outcomes=texts, activity=activity, at=at)
