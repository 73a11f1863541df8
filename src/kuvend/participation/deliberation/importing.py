"""A whole conversation held elsewhere (an export folder of Polis) comes into a deliberation, votes in bulk.

Its people become participants without an account, one for each number of the export in this activity. Whatever an
earlier run brought in is known again, by the statement's number and by the pair of participant and statement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

from kuvend.engines.formats.polis import Conversation, VoteLog
from kuvend.engines.formats.polis import Statement as Given
from kuvend.foundation.contributions.importing import BODY_LENGTH, first_words
from kuvend.foundation.contributions.models import ImportedRow
from kuvend.foundation.contributions.receiving import Draft, receive
from kuvend.foundation.core.access import require
from kuvend.foundation.core.words import letters, one_line
from kuvend.foundation.moderation.actions import hide
from kuvend.foundation.moderation.enums import HouseRule
from kuvend.foundation.people.actor import HOUSE, Actor
from kuvend.foundation.people.enums import SYSTEM
from kuvend.foundation.processes.models import Activity, Participant
from kuvend.participation.deliberation import rules
from kuvend.participation.deliberation.actions.map_flag import ask_for_map
from kuvend.participation.deliberation.actions.setup import deliberation_row, owner_participant
from kuvend.participation.deliberation.enums import STATEMENT
from kuvend.participation.deliberation.models import WORDS_LENGTH, Deliberation, Statement

REJECTED = -1
KEY = "polis:"  # before a statement's number, so that it is not taken for a row of another file
NOTE = "Rejected in the conversation that this was brought in from, which gives no reason."
ANOTHER = "this is another conversation; give it a key of its own by --key"
CHUNK = 50_000  # votes in one statement

KEEP_VOTES = """
INSERT INTO deliberation_vote (statement_id, participant_id, value, voted_at)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::smallint[], %s::timestamptz[])
ON CONFLICT (statement_id, participant_id)
DO UPDATE SET value = excluded.value, voted_at = excluded.voted_at
WHERE excluded.voted_at > deliberation_vote.voted_at
AND (excluded.value <> deliberation_vote.value OR excluded.voted_at IS DISTINCT FROM %s)
"""

Ids = NDArray[np.int64]


class ConversationProblem(ValueError):
    """A conversation cannot be brought in; the message says where and why, in one line."""


@dataclass(frozen=True)
class BroughtIn:
    """How many were new."""

    statements: int
    people: int
    votes: int


@dataclass(frozen=True)
class VoteRows:
    """Votes as rows of this database: parallel columns, one for each pair."""

    statements: Sequence[int]
    participants: Sequence[int]
    values: Sequence[int]
    moments: Sequence[datetime]


def check_conversation(conversation: Conversation) -> None:
    """Raise ConversationProblem when a statement has no words or too many, or a vote is on one that is not there."""
    for place, statement in enumerate(conversation.statements, start=1):
        if len(statement.text) > BODY_LENGTH:
            raise ConversationProblem(
                f"comments.csv, row {place}: comment-body of statement {statement.id} has {len(statement.text)} "
                f"characters (at most {BODY_LENGTH})"
            )
        if not letters(statement.text) and statement.moderated != REJECTED:
            raise ConversationProblem(f"comments.csv, row {place}: comment-body of statement {statement.id} is empty")
    log = conversation.votes
    lost = np.flatnonzero(~np.isin(log.statements, [statement.id for statement in conversation.statements]))
    if len(lost):
        number = int(log.statements[lost[0]])
        raise ConversationProblem(f"votes, row {lost[0] + 1}: comment-id {number} stands in no row of comments.csv")


def check_continues(activity: Activity, conversation: Conversation) -> None:
    """Raise ConversationProblem when an earlier run brought another conversation into `activity`.

    A later export of one conversation has all its statements, with their words: numbers alone say nothing.
    """
    here = first_words(ImportedRow.objects.filter(activity=activity, row_key__startswith=KEY))
    earlier = {int(key.removeprefix(KEY)): words for key, words in here.items()}
    statements = {one.id: one for one in conversation.statements}
    if earlier and not earlier.keys() & statements.keys():
        raise ConversationProblem(f"none of its statements stands in {activity.public_id}: {ANOTHER}")
    for number, words in earlier.items():
        if number in statements and any(words) and _words(statements[number]) != words:
            raise ConversationProblem(
                f"comments.csv: statement {number} has other words than in {activity.public_id}, "
                f"“{words[0]}”: {ANOTHER}"
            )


def latest_votes(log: VoteLog) -> VoteLog:
    """Return the votes that count: of one person on one statement the latest by time."""
    order = np.arange(len(log)) if log.times is None else np.argsort(log.times, kind="stable")
    people, statements = log.participants[order], log.statements[order]
    backwards = np.lexsort((-np.arange(len(order)), people, statements))
    pairs = np.column_stack([statements, people])[backwards]
    first = np.ones(len(pairs), bool)
    first[1:] = (pairs[1:] != pairs[:-1]).any(axis=1)
    latest = order[backwards[first]]
    times = None if log.times is None else log.times[latest]
    return VoteLog(log.participants[latest], log.statements[latest], log.values[latest], times)


@transaction.atomic
def bring_in_conversation(
    *, actor: Actor, activity: Activity, conversation: Conversation, language: str, at: datetime
) -> BroughtIn:
    """Bring a conversation into a deliberation in one transaction, all or nothing; a second run adds nothing.

    Rejected statements come in hidden, seeds under the name of the institution that asks; nobody is owed an answer.
    What people said and voted keeps its moment, where the export has it. A fresh map is asked for.

    Args:
        language: the code of that of all statements.

    Raises:
        NotAllowed: with the rule's reason; ConversationProblem: see check_conversation, check_continues.
    """
    require(rules.may_run(actor, activity, at))
    check_conversation(conversation)
    deliberation_row(activity)
    Deliberation.objects.select_for_update(no_key=True).get(pk=activity.pk)  # one import at a time
    check_continues(activity, conversation)
    log = latest_votes(conversation.votes)
    id_by_number = _earlier_ids(activity)
    new = [one for one in conversation.statements if one.id not in id_by_number]
    authors = {one.author for one in new if not one.is_seed}
    people, new_people = _participants(activity, {*np.unique(log.participants).tolist(), *authors})
    id_by_number |= _bring_statements(activity, new, people, language, at)
    rows = VoteRows(
        [id_by_number[one] for one in log.statements.tolist()],
        [people[one].pk for one in log.participants.tolist()],
        log.values.tolist(),
        [at] * len(log) if log.times is None else [_moment(one, at) for one in log.times.tolist()],
    )
    votes = keep_votes(rows, undated_at=at)
    if votes or new:
        ask_for_map(activity.pk)
    return BroughtIn(len(new), new_people, votes)


def keep_votes(rows: VoteRows, *, undated_at: datetime | None = None) -> int:
    """Keep votes as people cast them, of each pair the later one; returns how many were new.

    For importers and the demonstration alone: the caller opened the transaction, answers for the right to do so and
    sees to a fresh map.

    Args:
        undated_at: the moment that stands for those without one of their own (a matrix of votes has none): brought in
            again, they are new only where the answer is another.
    """
    new = 0
    with connection.cursor() as cursor:
        for start in range(0, len(rows.values), CHUNK):
            part = slice(start, start + CHUNK)
            columns: list[Any] = [rows.statements[part], rows.participants[part], rows.values[part], rows.moments[part]]
            cursor.execute(KEEP_VOTES, [*columns, undated_at])
            new += cursor.rowcount
    return new


def _earlier_ids(activity: Activity) -> dict[int, int]:
    """Return the row ids of statements that an earlier run brought in, by their number in the export."""
    rows = ImportedRow.objects.filter(activity=activity, row_key__startswith=KEY)
    return {int(key.removeprefix(KEY)): pk for key, pk in rows.values_list("row_key", "contribution_id")}


def _participants(activity: Activity, numbers: set[int]) -> tuple[dict[int, Participant], int]:
    """Return the participants of these numbers, and how many were made for it."""
    names = {f"{activity.public_id}-{number}": number for number in sorted(numbers)}
    there = Participant.objects.filter(process=activity.process, pseudonym__startswith=f"{activity.public_id}-")
    earlier = {names[one.pseudonym]: one for one in there if one.pseudonym in names}
    new = Participant.objects.bulk_create(
        [
            Participant(process=activity.process, pseudonym=name, shown_name=f"Import {number}")
            for name, number in names.items()
            if number not in earlier
        ],
        batch_size=2_000,
    )
    return earlier | {names[one.pseudonym]: one for one in new}, len(new)


def _bring_statements(
    activity: Activity, statements: Sequence[Given], people: Mapping[int, Participant], language: str, at: datetime
) -> dict[int, int]:
    """Keep statements and return their row ids by number; rejected ones are hidden."""
    if not statements:
        return {}
    statements = sorted(
        statements, key=lambda statement: statement.id
    )  # rows in the order of the numbers: the map's columns keep it
    speaker = owner_participant(activity)
    drafts = [
        _draft(statement, speaker if statement.is_seed else people[statement.author], language, at)
        for statement in statements
    ]
    rows = receive(activity=activity, kind=STATEMENT, drafts=drafts, role=SYSTEM, owed=False)
    Statement.objects.bulk_create(
        Statement(contribution=row, seeded=statement.is_seed, meta=statement.is_meta)
        for row, statement in zip(rows, statements, strict=True)
    )
    ImportedRow.objects.bulk_create(
        ImportedRow(activity=activity, row_key=f"{KEY}{statement.id}", contribution=row)
        for row, statement in zip(rows, statements, strict=True)
    )
    for row, statement in zip(rows, statements, strict=True):
        if statement.moderated == REJECTED:
            hide(
                actor=HOUSE,
                contribution=row,
                seen_version=row.version,
                house_rule=HouseRule.OFF_TOPIC,
                note=NOTE,
                at=at,
            )
    return {statement.id: row.pk for row, statement in zip(rows, statements, strict=True)}


def _draft(statement: Given, speaker: Participant, language: str, at: datetime) -> Draft:
    return Draft(speaker, *_words(statement), language, _moment(statement.created_at, at))


def _words(statement: Given) -> tuple[str, str]:
    """Return title and words of a statement; one that is too long for a title is cut there and whole in the words."""
    words = one_line(statement.text)
    if not letters(words):  # a rejected one, which nobody is shown
        words = f"… {statement.id}"
    if len(words) <= WORDS_LENGTH:
        return words, ""
    return one_line(f"{words[: WORDS_LENGTH - 1]}…"), words


def _moment(milliseconds: int, at: datetime) -> datetime:
    """Return a moment of the export; `at` where it has none or one in the future."""
    return min(datetime.fromtimestamp(milliseconds / 1000, UTC), at) if milliseconds else at
