"""Statements of people: one is added, many come from a file, words are forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from kuvend.foundation.contributions.importing import GoodRow
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.receiving import Draft, receive, say
from kuvend.foundation.core.access import require
from kuvend.foundation.core.words import one_line
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import SYSTEM
from kuvend.foundation.processes.models import Activity, Participant
from kuvend.participation.deliberation import rules
from kuvend.participation.deliberation.actions.keeping import kept_deliberation
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
    deliberation = kept_deliberation(activity)
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
    kept_deliberation(activity)
    drafts = [Draft(participant, row.title, row.body, row.language, row.posted_at or at) for row in rows]
    kept = receive(activity=activity, kind=STATEMENT, drafts=drafts, role=SYSTEM)
    pairs = zip(kept, rows, strict=True)
    Statement.objects.bulk_create(Statement(contribution=row, place=given.place) for row, given in pairs)
    return kept


def forget_words(ids: Any) -> None:
    """Empty place and translations of statements whose author erased their words (`ids` as `__in` takes them)."""
    Statement.objects.filter(pk__in=ids).update(place="")
    StatementTranslation.objects.filter(statement_id__in=ids).update(words="", salt=b"")
