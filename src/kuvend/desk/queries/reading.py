"""What an officer reads before deciding: the whole words, their comments and versions, answers to similar ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution, ContributionText
from kuvend.foundation.core.arrays import one_of
from kuvend.foundation.core.search import beginnings
from kuvend.foundation.responses.enums import Verdict
from kuvend.foundation.responses.models import Answered

COMMENTS_SHOWN = 300  # of all that is answered together; each has them on its own page
SIMILAR_SHOWN = 5
SIMILAR_LOOKED_AT = 400  # the latest answered ones that share a word
WORD_LENGTH = 5  # shorter words tell nothing about likeness


@dataclass
class ToRead:
    """A contribution as who answers it reads it; `changed` says that its words are new since the draft was begun."""

    row: Contribution
    changed: bool = False
    comments: list[Contribution] = field(default_factory=list)
    versions: list[ContributionText] = field(default_factory=list)


@dataclass(frozen=True)
class AnsweredBefore:
    """An earlier contribution that shares words with one to answer, and what it was answered."""

    public_id: str
    words: str
    language: str
    verdict: str
    tint: str
    institution: Any
    response: str


def to_read(rows: Sequence[Contribution], changed: set[int]) -> list[ToRead]:
    """Return contributions with their published comments and earlier versions; two statements.

    Words that were never public, or that a moderator has hidden, no officer reads.
    """
    by_id = {row.pk: ToRead(row, row.pk in changed) for row in rows}
    commented = [row.pk for row in rows if row.comment_count]
    if commented:
        comments = Contribution.objects.filter(root__in=one_of(commented), state=State.PUBLISHED)
        for comment in comments.select_related("participant").order_by("posted_at", "pk")[:COMMENTS_SHOWN]:
            if comment.root_id:
                by_id[comment.root_id].comments.append(comment)
    edited = [row.pk for row in rows if row.version > 1 and row.state == State.PUBLISHED]
    if edited:
        public = ContributionText.objects.filter(public_at__isnull=False, hidden_rule="")
        texts = public.filter(contribution__in=one_of(edited))
        for text in texts.order_by("-version"):
            if text.version < by_id[text.contribution_id].row.version:
                by_id[text.contribution_id].versions.append(text)
    return list(by_id.values())


def answered_before(rows: Sequence[Contribution]) -> list[AnsweredBefore]:
    """Return earlier answers to what shares most words with the first of these contributions; one statement.

    Looked for among the latest that share a word, by PostgreSQL's rank: cheap, and good enough to remind of.
    """
    query = likeness(rows[0]) if rows else None
    if query is None:
        return []
    latest = Answered.objects.filter(contribution__search=query, contribution__state=State.PUBLISHED)
    latest = latest.order_by("-pk")[:SIMILAR_LOOKED_AT]
    ranked = Answered.objects.filter(pk__in=latest.values("pk")).annotate(
        rank=SearchRank(F("contribution__search"), query)
    )
    alike = ranked.select_related("contribution", "response__institution").order_by("-rank", "-pk")
    return [_answered(one) for one in alike[:SIMILAR_SHOWN]]


def likeness(row: Contribution) -> SearchQuery | None:
    """Return what finds words that share one with these; None where they have none that tells anything."""
    return alike(f"{row.title} {row.body}")


def alike(text: str) -> SearchQuery | None:
    """Return what finds whatever shares a word with a text; None where it has none that tells anything."""
    words = dict.fromkeys(word for word in beginnings(text) if len(word) >= WORD_LENGTH)
    return SearchQuery(" | ".join(f"{word}:*" for word in words), config="simple", search_type="raw") if words else None


def _answered(answered: Answered) -> AnsweredBefore:
    row, response = answered.contribution, answered.response
    return AnsweredBefore(
        public_id=row.public_id,
        words=row.title or row.body,
        language=row.language,
        verdict=str(Verdict(response.verdict).label),
        tint=Verdict(response.verdict).tint,
        institution=response.institution.name,
        response=response.public_id,
    )
