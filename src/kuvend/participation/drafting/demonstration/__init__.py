"""The drafts of the demonstration: published for comments, and changed in the words that people asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from kuvend.foundation.core.text import Localized
from kuvend.foundation.demonstration.answers import BEFORE_THE_ANSWER, answer_moment
from kuvend.foundation.demonstration.chapters import Chapter
from kuvend.foundation.demonstration.data import Entry, entries, reworded
from kuvend.foundation.demonstration.days import at as moment
from kuvend.foundation.demonstration.timeline import Event
from kuvend.foundation.demonstration.world import SECRETARIAT, World
from kuvend.foundation.outcomes.actions import publish_text
from kuvend.foundation.outcomes.models import OutcomeText
from kuvend.participation.drafting.actions import SectionText, publish_draft


def _events(world: World, until: datetime) -> Iterator[Event]:
    """Yield each draft on the day of its activity's announcement, and its sections shortly before the answers."""
    for draft in entries("drafts"):
        with world.leaving_out():
            yield Event(moment(world.announced[draft["activity"]], 15), partial(_publish, world, draft))
    answers = {answer["key"]: answer for answer in entries("answers")}
    for change in entries("section_revisions"):
        at = answer_moment(world, answers[change["with"]]) - BEFORE_THE_ANSWER
        yield Event(at, partial(_revise, world, change))


def _publish(world: World, draft: Entry, at: datetime) -> None:
    sections = [
        SectionText(section["key"], str(section["number"]), Localized(section["title"]), Localized(section["body"]))
        for section in draft["sections"]
    ]
    activity = world.activities[draft["activity"]]
    publish_draft(actor=world.actor(SECRETARIAT, at), activity=activity, sections=sections, at=at)


def _revise(world: World, change: Entry, at: datetime) -> None:
    section = world.outcome(change["to"])
    text = OutcomeText.objects.get(outcome=section, version=section.version)
    body = Localized(reworded(text.body, change))
    publish_text(actor=world.actor(SECRETARIAT, at), outcome=section, title=text.title, body=body, at=at)


CHAPTER = Chapter(Path(__file__).parent / "data", _events)
