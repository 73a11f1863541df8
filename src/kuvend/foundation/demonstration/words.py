"""What people say in the demonstration, and what moderators do with it when it has come in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial

from django.db.models import F

from kuvend.foundation.contributions.actions import post_comment
from kuvend.foundation.contributions.kinds import word_kind_names
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.versions import NONE
from kuvend.foundation.demonstration.data import Entry, entries
from kuvend.foundation.demonstration.days import at as moment
from kuvend.foundation.demonstration.days import spread
from kuvend.foundation.demonstration.timeline import Event
from kuvend.foundation.demonstration.world import MODERATOR, NotToldError, World
from kuvend.foundation.moderation.actions import hide, let_through
from kuvend.foundation.outcomes.sorts import outcome_sort_names
from kuvend.foundation.processes.enums import ModerationRule
from kuvend.foundation.responses.actions import lapse_duties, open_duties

READ_AFTER = timedelta(minutes=40)  # by a moderator, where words wait to be published
HIDDEN_AFTER = timedelta(hours=3)
REPLY, ACTIVITY = "reply", "activity"  # nouns of `about`: words of whatever kind, a way to take part; others are rooms'
NEXT_WORD_AFTER = timedelta(minutes=50)  # a reply to what was said on the same day


Say = Callable[[World, Entry, datetime], Contribution]
"""Says the words of an entry as its author does."""


def word_events(world: World, sayings: Iterable[Entry], say: Say) -> Iterator[Event]:
    """Yield everything that is said, and what moderators do about it."""
    for entry in sayings:
        with world.leaving_out():
            yield from _events_of(world, entry, say)


def _events_of(world: World, entry: Entry, say: Say) -> Iterator[Event]:
    at = world.moments[entry["key"]] = _moment(world, entry)
    world.words[entry["key"]] = entry
    yield Event(at, partial(_say, world, entry, say))
    if rule := entry.get("moderated"):
        yield Event(at + HIDDEN_AFTER, partial(_hide, world, entry["key"], rule))
    elif not entry.get("waits"):
        yield Event(at + READ_AFTER, partial(_let_through, world, entry["key"]))


def comment_events(world: World) -> Iterator[Event]:
    """Yield the comments on texts, and on what others said before."""
    return word_events(world, entries("comments"), _comment)


def _names_words(noun: str) -> bool:
    """Tell whether an entry is about other words."""
    return noun == REPLY or noun in word_kind_names()


def _moment(world: World, entry: Entry) -> datetime:
    """Return when an entry is posted: at an hour of its day that is its own, and after what it answers."""
    start = moment(world.days.day_of(entry), 9) + spread(entry["key"], 180 if "title" in entry else 420)
    noun, _, key = entry.get("about", "").partition(":")
    return max(start, world.moments[key] + NEXT_WORD_AFTER) if _names_words(noun) else start


def _say(world: World, entry: Entry, say: Say, at: datetime) -> None:
    """Say it, remember it, and open its duty now: the reaction that does so runs when all is committed."""
    contribution = say(world, entry, at)
    world.contribution_ids[entry["key"]] = contribution.pk
    open_duties([contribution.public_id])


def _comment(world: World, entry: Entry, at: datetime) -> Contribution:
    noun, _, key = entry["about"].partition(":")
    parent = world.contribution(key) if _names_words(noun) else None
    about = world.outcome(key) if noun in outcome_sort_names() else None
    place = parent or about
    if place is None and noun != ACTIVITY:
        raise NotToldError(entry["about"])
    activity = place.activity if place else world.activities[key]
    if activity is None:
        raise NotToldError(f"{key} up for comments")
    return post_comment(
        actor=world.actor(entry["author"], at),
        activity=activity,
        body=entry["text"],
        language=world.persons[entry["author"]].language,
        about=about,
        parent=parent,
        seen_version=parent.version if parent else NONE,
        at=at,
    )


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
    words = Contribution.objects.filter(posted_at__lt=at - timedelta(days=2))
    words.update(read_version=F("version"))
