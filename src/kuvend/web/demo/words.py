"""What people say in the demonstration, and what moderators and institutions do with it when it has come in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from django.db.models import F

from kuvend.foundation.contributions.actions import post_comment
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.versions import NONE
from kuvend.foundation.moderation.actions import hide, let_through
from kuvend.foundation.processes.enums import ModerationRule
from kuvend.foundation.responses.actions import lapse_duties, open_duties
from kuvend.participation.ideas.actions import submit_idea
from kuvend.web.demo.data import Entry, entries
from kuvend.web.demo.days import at as moment
from kuvend.web.demo.days import spread
from kuvend.web.demo.timeline import Event
from kuvend.web.demo.world import MODERATOR, World

READ_AFTER = timedelta(minutes=40)  # by a moderator, where words wait to be published
HIDDEN_AFTER = timedelta(hours=3)
NEXT_WORD_AFTER = timedelta(minutes=50)  # a reply to what was said on the same day


def word_events(world: World) -> Iterator[Event]:
    """Yield everything that is said, and what moderators do about it."""
    moments: dict[str, datetime] = {}
    for entry in [*entries("ideas"), *entries("comments")]:
        at = moments[entry["key"]] = _moment(world, entry, moments)
        say = _submit if "title" in entry else _comment
        yield Event(at, partial(say, world, entry))
        if rule := entry.get("moderated"):
            yield Event(at + HIDDEN_AFTER, partial(_hide, world, entry["key"], rule))
        elif not entry.get("waits"):
            yield Event(at + READ_AFTER, partial(_let_through, world, entry["key"]))


def _moment(world: World, entry: Entry, known: dict[str, datetime]) -> datetime:
    """Return when an entry is posted: at an hour of its day that is its own, and after what it answers."""
    start = moment(world.days.day_of(entry), 9) + spread(entry["key"], 180 if "title" in entry else 420)
    noun, _, key = entry.get("about", "").partition(":")
    return max(start, known[key] + NEXT_WORD_AFTER) if noun in {"idea", "reply"} else start


def _submit(world: World, entry: Entry, at: datetime) -> None:
    person = world.persons[entry["author"]]
    idea = submit_idea(
        actor=world.actor(entry["author"], at),
        activity=world.activities[entry["activity"]],
        title=entry["title"],
        body=entry["text"],
        category=entry["category"],
        place=entry["place"],
        language=person.language,
        at=at,
    )
    _keep(world, entry["key"], idea)


def _comment(world: World, entry: Entry, at: datetime) -> None:
    noun, _, key = entry["about"].partition(":")
    parent = world.contribution(key) if noun in {"idea", "reply"} else None
    about = world.outcome(key) if noun in {"commitment", "section"} else None
    place = parent or about
    activity = place.activity if place else world.activities[key]
    if activity is None:
        raise ValueError(f"{entry['key']}: {key} is not up for comments")
    comment = post_comment(
        actor=world.actor(entry["author"], at),
        activity=activity,
        body=entry["text"],
        language=world.persons[entry["author"]].language,
        about=about,
        parent=parent,
        seen_version=parent.version if parent else NONE,
        at=at,
    )
    _keep(world, entry["key"], comment)


def _keep(world: World, key: str, row: Contribution) -> None:
    """Remember a contribution, and open its duty now: the reaction that does so runs when all is committed."""
    world.said[key] = row.pk
    open_duties([row.public_id])


def _let_through(world: World, key: str, at: datetime) -> None:
    row = world.contribution(key)
    if row.activity.moderation == ModerationRule.BEFORE:
        let_through(actor=world.actor(MODERATOR, at), contribution=row, seen_version=row.version, at=at)
        open_duties([row.public_id])


def _hide(world: World, key: str, rule: Entry, at: datetime) -> None:
    row = world.contribution(key)
    hide(
        actor=world.actor(MODERATOR, at),
        contribution=row,
        seen_version=row.version,
        house_rule=rule["rule"],
        note=rule["note"],
        at=at,
    )
    lapse_duties([row.public_id])


def mark_as_read(at: datetime) -> None:
    """Let what was said before the last two days count as read: the desk shows what moderators have before them."""
    said = Contribution.objects.filter(posted_at__lt=at - timedelta(days=2))
    said.update(read_version=F("version"))
