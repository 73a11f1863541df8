"""The deliberations of the next plan: the institution begins, people add statements, officials tend and answer them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from kuvend.foundation.core.clock import end_of_day
from kuvend.foundation.core.text import Localized
from kuvend.foundation.demonstration.chapters import Chapter
from kuvend.foundation.demonstration.data import Entry, entries
from kuvend.foundation.demonstration.days import at as moment
from kuvend.foundation.demonstration.days import spread
from kuvend.foundation.demonstration.readers import readers_in
from kuvend.foundation.demonstration.timeline import Event
from kuvend.foundation.demonstration.world import MODERATOR, SECRETARIAT, World
from kuvend.foundation.moderation.actions import hide, let_through
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.processes.actions import publish_activity
from kuvend.foundation.processes.enums import ModerationRule
from kuvend.foundation.processes.models import Activity, Stage
from kuvend.foundation.responses.actions import (
    draft_response,
    keep_draft,
    open_duties,
    publish_response,
)
from kuvend.participation.deliberation.actions import (
    SeedStatement,
    add_statement,
    compute_map,
    merge,
    seed_statements,
    set_rules,
    translate,
)
from kuvend.participation.deliberation.demonstration.votes import Asked, cast_votes
from kuvend.participation.deliberation.models import Statement
from kuvend.participation.deliberation.queries.rows import KIND

LANGUAGES = ("sq", "en")
READ_AFTER, TRANSLATED_AFTER = timedelta(minutes=40), timedelta(hours=2)
MERGED_AFTER = timedelta(days=1)
COUNTED_AFTER = timedelta(minutes=1)  # once it is closed


def _events(world: World, until: datetime) -> Iterator[Event]:
    """Yield all that happens; people's votes come in together, when it closes or else when the demonstration loads."""
    for entry in entries("deliberations"):
        process_key = entry["process"]
        opens, closes = world.days.day(entry["opens"]), end_of_day(world.days.day(entry["closes"]))
        begins = moment(opens, 8)
        yield Event(moment(opens - timedelta(days=2), 14), partial(_announce, world, process_key, entry))
        yield Event(begins, partial(_seed, world, entry))
        for statement in entry["statements"]:
            if "by" in statement:
                yield from _statement_events(world, entry, statement)
        for answer in entry.get("answers", ()):
            yield Event(moment(world.days.day(answer["day"]), 12) + spread(answer["verdict"], 60), partial(
                _answer, world, process_key, answer))  # fmt: skip
        yield Event(min(closes + COUNTED_AFTER, until), partial(_vote, world, process_key, entry))


def _announce(world: World, process_key: str, entry: Entry, at: datetime) -> None:
    process = world.process(process_key)
    activity = Activity(
        process=process,
        stage=Stage.objects.get(process=process, key=entry["stage"]),
        key=entry["key"],
        kind=KIND,
        title=Localized(entry["title"]),
        summary=Localized(entry["intro"]),
        owner=world.institution(entry["institution"]),
        scope=process.scope,
        opens_at=moment(world.days.day(entry["opens"]), 8),
        closes_at=end_of_day(world.days.day(entry["closes"])),
        moderation=entry["moderation"],
        answers_owed="answers" in entry,
    )
    secretariat = world.actor(SECRETARIAT, at)
    world.activities[entry["key"]] = publish_activity(actor=secretariat, activity=activity, at=at)
    minimum = entry["minimum_voters"]
    set_rules(actor=secretariat, activity=activity, who_adds="people", minimum_voters=minimum, at=at)


def _seed(world: World, entry: Entry, at: datetime) -> None:
    seeds = [one for one in entry["statements"] if "by" not in one]
    rows = seed_statements(
        actor=world.officer(entry["institution"], at),
        activity=world.activities[entry["key"]],
        statements=[SeedStatement(_words(one), meta=one.get("meta", False)) for one in seeds],
        at=at,
    )
    world.activities[entry["key"]].refresh_from_db(fields=["waits_for_content"])  # its statements let it open
    world.contribution_ids.update({one["key"]: row.pk for one, row in zip(seeds, rows, strict=True)})


def _words(statement: Entry) -> Localized:
    return Localized({language: statement[language] for language in LANGUAGES})


def _said_at(world: World, statement: Entry) -> datetime:
    return moment(world.days.day(statement["day"]), 9) + spread(statement["key"], 600)


def _statement_events(world: World, entry: Entry, statement: Entry) -> Iterator[Event]:
    at = _said_at(world, statement)
    yield Event(at, partial(_state, world, entry, statement))
    yield Event(at + READ_AFTER, partial(_read, world, statement))
    if "refused" not in statement:
        yield Event(at + TRANSLATED_AFTER, partial(_translate, world, statement))
    if "merged" in statement:
        yield Event(at + MERGED_AFTER, partial(_merge, world, statement))


def _state(world: World, entry: Entry, statement: Entry, at: datetime) -> None:
    language = world.persons[statement["by"]].language
    row = add_statement(
        actor=world.actor(statement["by"], at),
        activity=world.activities[entry["key"]],
        words=statement[language],
        language=language,
        at=at,
    )
    world.contribution_ids[statement["key"]] = row.pk
    open_duties([row.public_id])


def _read(world: World, statement: Entry, at: datetime) -> None:
    """Let a moderator read a statement: it is published, or refused by a rule of the house with a note."""
    row, moderator = world.contribution(statement["key"]), world.actor(MODERATOR, at)
    if rule := statement.get("refused"):
        hide(
            actor=moderator,
            contribution=row,
            seen_version=row.version,
            house_rule=rule["rule"],
            note=rule["note"],
            at=at,
        )
    elif row.activity.moderation == ModerationRule.BEFORE:
        let_through(actor=moderator, contribution=row, seen_version=row.version, at=at)
        open_duties([row.public_id])


def _translate(world: World, planned: Entry, at: datetime) -> None:
    statement = _statement(world, planned["key"])
    (language,) = set(LANGUAGES) - {statement.contribution.language}
    secretariat = world.actor(SECRETARIAT, at)
    translate(actor=secretariat, statement=statement, language=language, words=planned[language], at=at)


def _merge(world: World, statement: Entry, at: datetime) -> None:
    into = _statement(world, statement["merged"])
    merge(actor=world.actor(MODERATOR, at), statement=_statement(world, statement["key"]), into=into, at=at)


def _statement(world: World, key: str) -> Statement:
    return Statement.objects.select_related("contribution").get(pk=world.contribution_ids[key])


def _answer(world: World, process_key: str, answer: Entry, at: datetime) -> None:
    """Answer statements that people made, all with one response."""
    officer: Actor = world.officer(answer["by"], at)
    institution, ids = world.institution(answer["by"]), [world.contribution_ids[key] for key in answer["statements"]]
    response = draft_response(
        actor=officer, process=world.process(process_key), institution=institution, contribution_ids=ids
    )
    response = keep_draft(
        actor=officer,
        response=response,
        verdict=answer["verdict"],
        reason=Localized(answer["reason"]),
        nowhere=Localized(answer.get("nowhere", {})),
        landings=[],
    )
    publish_response(actor=officer, response=response, at=at)


def _vote(world: World, process_key: str, entry: Entry, at: datetime) -> None:
    """Cast the simulated votes of a deliberation, and draw its map."""
    activity = world.activities[entry["key"]]
    merged = {one["key"]: _said_at(world, one) + MERGED_AFTER for one in entry["statements"] if "merged" in one}
    questions = [
        Asked(
            id=world.contribution_ids[statement["key"]],
            views=tuple(statement["views"]),
            from_at=_said_at(world, statement) + READ_AFTER if "by" in statement else activity.opens_at,
            until=merged.get(statement["key"], at),
        )
        for statement in entry["statements"]
        if statement["key"] in world.contribution_ids and "refused" not in statement
    ]
    cast_votes(
        entry, questions, [one.pk for one in readers_in(world, process_key)], opens_at=activity.opens_at, until=at
    )
    compute_map(activity.pk, at=at)


CHAPTER = Chapter(Path(__file__).parent / "data", _events)
