"""How the texts of the demonstration grow: words come out shortly before somebody is told that theirs are in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial

from kuvend.accountability.plans.demonstration.documents import milestones_of
from kuvend.accountability.plans.document.actions.values import paragraphs, text
from kuvend.engines.formats.plan.documents import PlanDocument
from kuvend.foundation.core.text import Localized
from kuvend.foundation.demonstration.answers import BEFORE_THE_ANSWER, answer_moment
from kuvend.foundation.demonstration.data import Entry, entries, read
from kuvend.foundation.demonstration.timeline import Event
from kuvend.foundation.demonstration.world import SECRETARIAT, World
from kuvend.foundation.outcomes.actions import publish_text

Words = Mapping[str, tuple[Localized, Localized]]
"""Title and body of commitments and milestones, by key."""


def plan_text_events(world: World, file: Entry, document: PlanDocument) -> Iterator[Event]:
    """Yield the words of commitments and milestones that come out one by one, until the whole plan is published.

    The first answer that names a text finds its early words there, if it has such; the second one its whole words.
    """
    until = world.days.day(file["versions"]["whole"])
    early, words = read("early_words")["early_words"], _words(document)
    naming: dict[str, list[datetime]] = {}
    for answer in entries("answers"):
        at = answer_moment(world, answer)
        for landing in answer["landings"]:
            if landing["to"] in words and at.date() < until:
                naming.setdefault(landing["to"], []).append(at - BEFORE_THE_ANSWER)
    for key, moments in naming.items():
        title, body = words[key]
        if key in early:
            first, second, *_later = sorted(moments)
            yield Event(first, partial(_publish, world, key, title, Localized(early[key])))
            yield Event(second, partial(_publish, world, key, title, body))
        else:
            yield Event(min(moments), partial(_publish, world, key, title, body))


def _words(document: PlanDocument) -> Words:
    """Return the words of commitments and milestones as an import publishes them."""
    words = {}
    for commitment in document.commitments:
        words[commitment.key] = (
            text(commitment.title),
            paragraphs(commitment.problem, commitment.solution, commitment.results),
        )
        for milestone in milestones_of(commitment):
            words[milestone.key] = text(milestone.title), text(milestone.deliverable)
    return words


def _publish(world: World, key: str, title: Localized, body: Localized, at: datetime) -> None:
    publish_text(actor=world.actor(SECRETARIAT, at), outcome=world.outcome(key), title=title, body=body, at=at)
