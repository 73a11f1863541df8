"""One postcard in the demonstration."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.text import Localized
from kuvend.foundation.demonstration.chapters import Chapter
from kuvend.foundation.demonstration.data import Entry, entries
from kuvend.foundation.demonstration.timeline import Event
from kuvend.foundation.demonstration.words import word_events
from kuvend.foundation.demonstration.world import SECRETARIAT, World
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.actions import publish_activity
from kuvend.foundation.processes.models import Activity, Process
from tests.capabilities.postcards.actions import send_postcard


def _events(world: World, until: datetime) -> Iterator[Event]:
    yield Event(until - timedelta(days=9), partial(_announce, world))
    yield from word_events(world, entries("postcards"), _send)


def _announce(world: World, at: datetime) -> None:
    process = Process.objects.select_related("scope").order_by("pk").last()
    activity = Activity(
        process=process, key="postcards", kind="postcards", title=Localized(sq="Kartolina", en="Postcards"),
        summary=Localized(sq="Një fjali", en="One sentence"), owner=Institution.objects.order_by("pk").first(),
        scope=process.scope, opens_at=at, closes_at=at + timedelta(days=30),
    )  # fmt: skip
    world.activities["postcards"] = publish_activity(actor=world.actor(SECRETARIAT, at), activity=activity, at=at)


def _send(world: World, entry: Entry, at: datetime) -> Contribution:
    return send_postcard(
        actor=world.actor(entry["author"], at), activity=world.activities["postcards"], body=entry["text"],
        town=entry["town"], language="en", at=at,
    )  # fmt: skip


CHAPTER = Chapter(Path(__file__).parent / "data", _events)
