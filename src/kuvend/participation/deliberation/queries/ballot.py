"""The way through a deliberation: the statement that is asked now, how far one is, one's own votes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.formats import date_format

from kuvend.foundation.contributions.authors import AUTHOR
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.paging import Page, page_by_id
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.models import Person
from kuvend.foundation.processes.models import Activity, Participant
from kuvend.participation.deliberation.enums import STATEMENT, Value
from kuvend.participation.deliberation.models import Statement, Vote
from kuvend.participation.deliberation.next_statement import draw_statement, novelty, weight
from kuvend.participation.deliberation.queries.rows import KIND, rules_of
from kuvend.participation.deliberation.queries.words import Words, reader_language, shown_words, translations

MY_VOTES = 50
OPENS_WITH = 10  # statements: fewer leave people nothing to weigh


BALLOT = """
SELECT contribution.id, contribution.state, contribution.continues, activity.id, activity.opens_at,
       activity.closes_at, activity.waits_for_content, activity.withdrawn_at, activity.process_id, participant.id
FROM contributions_contribution contribution
JOIN deliberation_statement statement ON statement.contribution_id = contribution.id
JOIN processes_activity activity ON activity.id = contribution.activity_id
LEFT JOIN processes_participant participant
       ON participant.process_id = activity.process_id AND participant.person_id = %s
WHERE contribution.public_id = %s AND activity.public_id = %s
"""


@dataclass(frozen=True)
class Ballot:
    """A statement that a vote names, and the participant of who votes (None before the first vote).

    The contribution holds what the rule asks, and no words.
    """

    contribution: Contribution
    participant_id: int | None


@dataclass(frozen=True)
class AskedStatement:
    """A statement as it is asked: its words, whose it is, what this person answered before (None for nothing)."""

    public_id: str
    words: Words
    author: str
    organisation: str
    value: int | None
    answer: str


@dataclass(frozen=True)
class VotingPage:
    """Everything the page shows on which one statement is answered."""

    activity: Activity
    statement: AskedStatement | None
    answered: int
    total: int
    last_day: str
    saved: str = ""


def ballot(activity_public_id: str, statement_public_id: str, person_id: int) -> Ballot | None:
    """Return what a vote on a statement is judged by, or None when there is no such statement.

    One plain statement that reads only what the rule asks: this is the hottest path of the house.
    """
    with connection.cursor() as cursor:
        cursor.execute(BALLOT, [person_id, statement_public_id, activity_public_id])
        row = cursor.fetchone()
    if row is None:
        return None
    pk, state, continues, activity_id, opens_at, closes_at, waits, withdrawn_at, process_id, own_value = row
    activity = Activity(
        pk=activity_id,
        kind=KIND,
        process_id=process_id,
        opens_at=opens_at,
        closes_at=closes_at,
        waits_for_content=waits,
        withdrawn_at=withdrawn_at,
    )
    contribution = Contribution(
        pk=pk, public_id=statement_public_id, state=state, continues=continues, activity=activity
    )
    return Ballot(contribution, own_value)


def asked_statements(activity_id: int) -> QuerySet[Statement]:
    """Return the statements of a deliberation that people are asked now."""
    return Statement.objects.filter(
        contribution__activity_id=activity_id,
        contribution__kind=STATEMENT,
        contribution__state=State.PUBLISHED,
        contribution__continues=False,
    )


def voting_page(activity: Activity, *, person_id: int, statement: str = "", saved: bool = False) -> VotingPage:
    """Return the statement that a person is asked now, or the one they have chosen to answer again.

    Args:
        activity: with its rules.
        statement: a statement's public id, "" for the next one.
        saved: also say what this person answered last.
    """
    participant = next(iter(Participant.objects.filter(process=activity.process, person_id=person_id)[:1]), None)
    statements = asked_statements(activity.pk)
    own_votes_here = Vote.objects.filter(statement_id=OuterRef("pk"), participant=participant)
    open_ids = _weighed(statements.filter(~Exists(own_votes_here)) if participant else statements)
    answered_count = statements.filter(Exists(own_votes_here)).count() if participant else 0
    if statement:
        statement_id = statements.filter(contribution__public_id=statement).values_list("pk", flat=True).first()
    else:
        voter = participant.public_id if participant else f"person {person_id}"
        statement_id = draw_statement(open_ids, seed=rules_of(activity).seed, voter=voter)
    return VotingPage(
        activity=activity,
        statement=_asked_statement(statement_id, participant, activity.owner.name) if statement_id else None,
        answered=answered_count,
        total=answered_count + len(open_ids),
        last_day=date_format(activity.end_date, "DATE_FORMAT"),
        saved=_last_answer(activity, participant) if saved and participant else "",
    )


def _last_answer(activity: Activity, participant: Participant) -> str:
    votes = Vote.objects.filter(participant=participant, statement__contribution__activity=activity)
    value = votes.order_by("-voted_at").values_list("value", flat=True).first()
    return "" if value is None else str(Value(value).label)


def _weighed(statements: QuerySet[Statement]) -> list[tuple[int, float]]:
    """Return (id, weight) of statements: what the latest release says of them.

    Beside a map, what came since weighs as what nobody has answered; without one, all go by how few votes are counted.
    """
    rows = list(statements.values_list("pk", "priority", "meta", "agree_count", "disagree_count", "pass_count"))
    if all(priority is None for _pk, priority, *_rest in rows):
        return [(pk, novelty(sum(counts))) for pk, _priority, _meta, *counts in rows]
    return [
        (pk, weight(counts, extremity=0.0, meta=meta) if priority is None else priority)
        for pk, priority, meta, *counts in rows
    ]


def _asked_statement(statement_id: int, participant: Participant | None, owner: Localized) -> AskedStatement:
    rows = Contribution.objects.select_related("participant", "statement").only(
        "public_id", "title", "language", "statement__seeded", *AUTHOR
    )
    row = rows.get(pk=statement_id)
    own_values = Vote.objects.filter(statement_id=statement_id, participant=participant).values_list("value", flat=True)
    value = own_values.first() if participant else None
    reader = reader_language()
    translated = translations([statement_id], reader).get(statement_id) if row.language != reader else None
    return AskedStatement(
        row.public_id,
        shown_words(row.title, row.language, translated, reader),
        str(owner) if row.statement.seeded else row.author,
        row.organisation,
        value,
        "" if value is None else str(Value(value).label),
    )


@dataclass(frozen=True, slots=True)
class OwnVote:
    """One of a person's own votes, for that person alone."""

    id: int
    public_id: str
    words: Words
    answer: str
    asked: bool


def own_votes(activity: Activity, *, person_id: int, after: str = "") -> Page[OwnVote]:
    """Return one page of a person's votes in a deliberation, the latest added statement first."""
    votes = Vote.objects.filter(participant__person_id=person_id, statement__contribution__activity_id=activity.pk)
    columns = ("statement_id", "value", *_words("continues", "public_id", "title", "language", "state"))
    return page_by_id(
        votes.values_list(*columns), _all_own, of="own_votes", after=after, size=MY_VOTES, by="statement_id"
    )


def _all_own(rows: list[tuple[Any, ...]]) -> list[OwnVote]:
    reader = reader_language()
    translated = translations([row[0] for row in rows], reader)
    return [_own(row, translated, reader) for row in rows]


def _words(*names: str) -> list[str]:
    return [f"statement__contribution__{name}" for name in names]


def _own(row: tuple[Any, ...], translated: dict[int, str], reader: str) -> OwnVote:
    id_, value, merged, public_id, title, language, state = row
    words = shown_words(title, language, translated.get(id_), reader) if state == State.PUBLISHED else Words("", reader)
    return OwnVote(id_, public_id, words, str(Value(value).label), state == State.PUBLISHED and not merged)


def answered_activities(person_id: int) -> list[Activity]:
    """Return the deliberations in which a person has answered, the latest opened first; for that person alone."""
    voted = Vote.objects.filter(participant__person_id=person_id).values("statement__contribution__activity")
    return list(Activity.objects.filter(pk__in=voted).order_by("-opens_at", "-pk"))


def votes_for_download(person: Person) -> list[dict[str, Any]]:
    """Return all votes of a person as plain values, for that person alone."""
    rows = Vote.objects.filter(participant__person=person).order_by("statement_id")
    columns = rows.values_list("statement__contribution__public_id", "value", "voted_at")
    return [{"statement": id_, "value": value, "voted_at": at.isoformat()} for id_, value, at in columns]


def enough_statements(activity: Activity) -> bool:
    """Tell whether a deliberation has the statements with which it opens."""
    return asked_statements(activity.pk).count() >= OPENS_WITH
