"""Statements as officials tend them: all of a deliberation, wherever they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Min
from django.utils.translation import gettext as _

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.core.paging import Page, page_by_id
from kuvend.foundation.processes.models import Activity
from kuvend.participation.deliberation.models import Deliberation, Statement, StatementTranslation, Vote
from kuvend.participation.deliberation.queries.ballot import asked_statements

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class TendedStatement:
    """A row of the list of statements that officials see."""

    id: int
    public_id: str
    words: str
    language: str
    state: str
    tint: str
    votes: int
    languages: int


COLUMNS = (
    "pk", "contribution__public_id", "contribution__title", "contribution__language", "contribution__state",
    "contribution__continues", "meta", "agree_count", "disagree_count", "pass_count",
)  # fmt: skip


def tended_statements(activity: Activity, *, after: str) -> Page[TendedStatement]:
    """Return one page of all statements of a deliberation, the latest first."""
    rows = Statement.objects.filter(contribution__activity=activity).values_list(*COLUMNS)
    return page_by_id(rows, _all_tended, of="tended", after=after, size=PAGE_SIZE)


def _all_tended(rows: list[tuple[Any, ...]]) -> list[TendedStatement]:
    translated = StatementTranslation.objects.filter(statement_id__in=[row[0] for row in rows]).exclude(words="")
    translated_ids = set(translated.values_list("statement_id", flat=True))
    return [_tended(row, translated_ids) for row in rows]


def _tended(row: tuple[Any, ...], translated: set[int]) -> TendedStatement:
    id_, public_id, title, language, state, merged, meta, agrees, disagrees, passes = row
    label, tint = str(State(state).label), State(state).tint
    if state == State.PUBLISHED:
        label, tint = (_("merged"), "wait") if merged else (_("is asked"), "ok")
    if meta:
        label = f"{label} · {_('about the person')}"
    votes = agrees + disagrees + passes
    return TendedStatement(id_, public_id, title, language, label, tint, votes, 1 + (id_ in translated))


@dataclass(frozen=True)
class Pulse:
    """How many statements are asked, and how many of them have their turn from the latest release."""

    statements: int
    weighed: int


def pulse_of(activity: Activity) -> Pulse:
    """Return the pulse of a deliberation: nothing of it moves between two releases, for officials neither."""
    counts = asked_statements(activity.pk).aggregate(asked=Count("pk"), weighed=Count("priority"))
    return Pulse(counts["asked"], counts["weighed"])


@dataclass(frozen=True)
class Backlog:
    """What waits for a map over all deliberations; `oldest`: seconds for which the longest waiting vote has waited.

    `open`: deliberations that are open. `counted_at`: when one was counted last.
    """

    open: int
    waiting: int
    oldest: float
    counted_at: datetime | None


def backlog(at: datetime) -> Backlog:
    """Return whether votes are counted everywhere; a vote waits when it is later than a map that is asked for anew."""
    rows = Deliberation.objects.filter(activity__opens_at__lte=at)
    deliberations = list(rows.filter(map_asked=True).values_list("pk", "counted_at"))
    since = [_first_waiting(activity_id, counted_at) for activity_id, counted_at in deliberations]
    return Backlog(
        open=rows.filter(activity__closes_at__gt=at).count(),
        waiting=len(deliberations),
        oldest=max(((at - one).total_seconds() for one in since if one), default=0.0),
        counted_at=Deliberation.objects.aggregate(last=Max("counted_at"))["last"],
    )


def _first_waiting(activity_id: int, counted_at: datetime | None) -> datetime | None:
    votes = Vote.objects.filter(statement__contribution__activity_id=activity_id)
    if counted_at is not None:
        votes = votes.filter(voted_at__gt=counted_at)
    first: datetime | None = votes.aggregate(first=Min("voted_at"))["first"]
    return first


def other_languages(statement: Statement) -> dict[str, str]:
    """Return the languages of the site into which a statement can be translated, each by its own name."""
    return {code: name for code, name in settings.LANGUAGES if code != statement.contribution.language}


def translation_of(statement: Statement, language: str) -> str:
    """Return a statement's words in `language`, "" where nobody translated it."""
    translation = StatementTranslation.objects.filter(statement=statement, language=language)
    return translation.values_list("words", flat=True).first() or ""
