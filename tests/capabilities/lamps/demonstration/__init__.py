"""One lamp in the demonstration."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from kuvend.foundation.demonstration.chapters import Chapter
from kuvend.foundation.demonstration.timeline import Event
from kuvend.foundation.demonstration.world import World
from kuvend.foundation.people.models import Institution
from tests.capabilities.lamps.actions import report_lamp


def _events(world: World, until: datetime) -> Iterator[Event]:
    yield Event(until - timedelta(days=1), partial(_report, world))


def _report(world: World, at: datetime) -> None:
    report_lamp(place="Rruga e Liqenit", institution=Institution.objects.order_by("pk").first(), said=None, at=at)


CHAPTER = Chapter(Path(__file__).parent, _events)
