"""Statements: one is added, many come from a file, words are forgotten; merged, classified, translated by officials."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from kuvend.foundation.contributions.importing import GoodRow
from kuvend.foundation.contributions.lineage import merge_contributions, undo_merge
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.receiving import Draft, receive, say
from kuvend.foundation.core.access import NotAllowed, require
from kuvend.foundation.core.words import one_line
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import SYSTEM, Role
from kuvend.foundation.processes.models import Activity, Participant
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Subject
from kuvend.participation.deliberation import facts, rules
from kuvend.participation.deliberation.actions.setup import deliberation_row
from kuvend.participation.deliberation.actions.translations import keep_translation
from kuvend.participation.deliberation.enums import STATEMENT
from kuvend.participation.deliberation.limits import ADD_STATEMENT
from kuvend.participation.deliberation.models import Statement, StatementTranslation


@transaction.atomic
def add_statement(
    *, actor: Actor, activity: Activity, words: str, language: str, place: str = "", at: datetime
) -> Contribution:
    """Receive a person's statement; others are asked it once it is published.

    Raises:
        NotAllowed: with the rule's reason; TooOften when the hour's limit is reached.
    """
    deliberation = deliberation_row(activity)
    require(rules.may_add_statement(actor, deliberation, at))
    return say(
        actor=actor,
        activity=activity,
        kind=STATEMENT,
        limit=ADD_STATEMENT.deed,
        title=words,
        language=language,
        keep=lambda row: Statement.objects.create(contribution=row, place=one_line(place)),
        at=at,
    )


@transaction.atomic
def bring_in_rows(
    activity: Activity, rows: Sequence[GoodRow], participant: Participant, at: datetime
) -> list[Contribution]:
    """Receive rows of a file as published statements of `participant`; long ones stand whole below their title."""
    deliberation_row(activity)
    drafts = [Draft(participant, row.title, row.body, row.language, row.posted_at or at) for row in rows]
    contributions = receive(activity=activity, kind=STATEMENT, drafts=drafts, role=SYSTEM)
    Statement.objects.bulk_create(
        Statement(contribution=contribution, place=row.place)
        for contribution, row in zip(contributions, rows, strict=True)
    )
    return contributions


def forget_words(ids: Any) -> None:
    """Empty place and translations of statements whose author erased their words (`ids` as `__in` takes them)."""
    Statement.objects.filter(pk__in=ids).update(place="")
    StatementTranslation.objects.filter(statement_id__in=ids).update(words="", salt=b"")


def _locked(*pks: int) -> dict[int, Statement]:
    rows = Statement.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=pks).order_by("-pk")
    return {row.pk: row for row in rows.select_related("contribution__activity__scope", "contribution__participant")}


def _role(actor: Actor, statement: Statement) -> str:
    return actor.role_in(statement.contribution.activity.scope.path, Role.MODERATOR)


@transaction.atomic
def merge(*, actor: Actor, statement: Statement, into: Statement, at: datetime) -> Statement:
    """Ask a statement no more, since `into` says the same. Its votes stay with the words they were given to.

    No number moves by it: the map follows with the ballots of the next release.

    What was merged into it before goes on to `into` with it.

    Raises:
        NotAllowed: with the rule's reason.
    """
    rows = _locked(statement.pk, into.pk)
    row, goal = rows[statement.pk], rows[into.pk]
    require(rules.may_merge(actor, row, goal, at))
    merge_contributions(actor=actor, contributions=[row.contribution], into=goal.contribution, at=at)
    row.contribution.continues = True
    return row


@transaction.atomic
def stop_merging(*, actor: Actor, statement: Statement, at: datetime) -> Statement:
    """Ask a merged statement again; nothing of it was lost meanwhile.

    Raises:
        NotAllowed: with the rule's reason.
    """
    row = _locked(statement.pk)[statement.pk]
    require(rules.may_stop_merging(actor, row, at))
    undo_merge(actor=actor, contribution=row.contribution, at=at)
    row.contribution.continues = False
    return row


@transaction.atomic
def classify(*, actor: Actor, statement: Statement, meta: bool, at: datetime) -> Statement:
    """Say that a statement is about the person who answers ("I live in …"): it is asked, but shapes no map.

    Raises:
        NotAllowed: with the rule's reason.
    """
    row = _locked(statement.pk)[statement.pk]
    require(rules.may_classify(actor, row, at))
    if row.meta != meta:
        row.meta = meta
        row.save(update_fields=["meta"])
        sort = "meta" if meta else "opinion"
        fact = facts.StatementClassified(contribution=Subject(row.contribution.public_id), sort=sort)
        put(fact, at=at, role=_role(actor, row))
    return row


@transaction.atomic
def translate(
    *, actor: Actor, statement: Statement, language: str, words: str, seen_words: str = "", at: datetime
) -> None:
    """Put a statement's words into another language, for all to read.

    Args:
        seen_words: the translation that was seen and is replaced, "" where there was none.

    Raises:
        NotAllowed: with the rule's reason, or when somebody else translated it meanwhile; ValueError for the language
            in which it was written, or without words.
    """
    row = _locked(statement.pk)[statement.pk]
    require(rules.may_translate(actor, row))
    earlier = StatementTranslation.objects.filter(statement=row, language=language).first()
    if (earlier.words if earlier else "") != seen_words:
        raise NotAllowed(rules.TRANSLATED_MEANWHILE)
    if language == row.contribution.language or not words.strip():
        raise ValueError("a translation has words, in another language than the statement's own")
    keep_translation(row, language=language, words=words, at=at, role=_role(actor, row))
