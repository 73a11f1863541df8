"""The two plans of the demonstration: published, carried out, reviewed, with the ways to take part in their making."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from kuvend.accountability.plans.demonstration import documents
from kuvend.accountability.plans.demonstration.cycle import plan_events, stage_events
from kuvend.accountability.plans.demonstration.progress import progress_events
from kuvend.accountability.plans.demonstration.texts import plan_text_events
from kuvend.foundation.demonstration.activities import activity_events
from kuvend.foundation.demonstration.chapters import Chapter
from kuvend.foundation.demonstration.data import read
from kuvend.foundation.demonstration.timeline import Event
from kuvend.foundation.demonstration.world import World
from kuvend.foundation.people.actions import SITE

FINISHED, NEXT = "demo_plan", "next_plan"  # the files of the two plans


def _events(world: World, until: datetime) -> Iterator[Event]:
    finished, following = read(FINISHED), read(NEXT)
    first = documents.whole(finished, world.days, ())
    second = documents.whole(following, world.days, [institution.key for institution in first.institutions])
    for file, document, scopes in ((finished, first, [SITE]), (following, second, [second.key])):
        yield from plan_events(world, file, document, scopes)
        yield from stage_events(world, document)
        yield from activity_events(world, document.key, file["activities"])
        yield from plan_text_events(world, file, document)
    yield from progress_events(world)


CHAPTER = Chapter(Path(__file__).parent / "data", _events)
