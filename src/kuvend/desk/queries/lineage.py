"""Words that are merged and split: found, read, and what would come of it, before anything is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.search import SearchRank
from django.db.models import F, Q, QuerySet
from django.utils.dateparse import parse_datetime

from kuvend.desk.queries.answer import UNREAD
from kuvend.desk.queries.reading import SIMILAR_LOOKED_AT, likeness
from kuvend.foundation.contributions.enums import COMMENT, State
from kuvend.foundation.contributions.kinds import word_kinds
from kuvend.foundation.contributions.lineage import title_of_part
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.queries import supporters_of_all
from kuvend.foundation.core.paging import Page, page_of, read_key
from kuvend.foundation.core.search import prefix_query
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.responses.queries import answer_due

PAGE_SIZE = 50
ALIKE_SHOWN = 20
MOST_MERGED = 20  # at once: as many as are read whole on one page
RELATED = (
    "activity__scope", "activity__owner", "participant", "about__scope", "about__institution", "duty",
)  # fmt: skip


def led_at_the_desk() -> QuerySet[Contribution]:
    """Return public words that have no answer yet and are merged and split here; some kinds have a room for it."""
    return _of_kinds_led_here().filter(state=State.PUBLISHED, answered__isnull=True)


def words_to_lead(public_id: str) -> Contribution | None:
    """Return words of a kind that is merged and split here, however they stand: what they lack a rule says."""
    return _of_kinds_led_here().filter(public_id=public_id).first()


def _of_kinds_led_here() -> QuerySet[Contribution]:
    kinds = [kind.name for kind in word_kinds() if kind.keep_parts is not None]
    return Contribution.objects.filter(kind__in=kinds, parent=None).select_related(*RELATED).defer(*UNREAD)


def is_led_at_the_desk(row: Contribution) -> bool:
    """Tell whether words may be among those; whether they have an answer is asked where the deed is done."""
    return row.word_kind.keep_parts is not None and not row.parent_id and row.state == State.PUBLISHED


def words_named(public_ids: Sequence[str]) -> list[Contribution]:
    """Return those of some words that can be led on, those with most support at the top; one statement."""
    return list(led_at_the_desk().filter(public_id__in=public_ids).order_by("-support_count", "pk"))


def words_in(activity: Activity, *, words: str, after: str) -> Page[Contribution]:
    """Return one page of what was said in an activity, or of what `words` find there, the latest at the top.

    A part was said when its whole was.
    """
    rows = led_at_the_desk().filter(activity=activity)
    if query := prefix_query(words):
        rows = rows.filter(search=query)
    if (key := read_key(after, of="words_to_lead")) and (last := parse_datetime(str(key[0]))):
        rows = rows.filter(posted_at__lte=last).filter(Q(posted_at__lt=last) | Q(pk__lt=key[1]))
    loaded = list(rows.order_by("-posted_at", "-pk")[: PAGE_SIZE + 1])
    return page_of(loaded, size=PAGE_SIZE, of="words_to_lead", key=lambda row: (row.posted_at.isoformat(), row.pk))


def words_like(row: Contribution) -> list[Contribution]:
    """Return words and those that share most with them, about the same; two statements at most.

    Looked for among the latest that share a word, by PostgreSQL's rank: cheap, and good enough to find what says the
    same.
    """
    query = likeness(row)
    if query is None:
        return [row]
    rows = led_at_the_desk().filter(activity=row.activity_id, about=row.about_id, kind=row.kind, continues=False)
    latest = rows.exclude(pk=row.pk).filter(search=query).order_by("-pk")[:SIMILAR_LOOKED_AT]
    ranked = rows.filter(pk__in=latest.values("pk")).annotate(rank=SearchRank(F("search"), query))
    return [row, *ranked.order_by("-rank", "-pk")[:ALIKE_SHOWN]]


@dataclass(frozen=True)
class Outlook:
    """What would come of merging or splitting words.

    Attributes:
        letters: how many people get an e-mail.
        count, count_after: how many contributions the activity has, before and after.
        due_date: by when the one answer, or that to each part, is owed; None where none is.
    """

    letters: int
    count: int
    count_after: int
    due_date: date | None


@dataclass(frozen=True)
class MergeOutlook(Outlook):
    """What would come of merging `merged` into `into`: `supporters` stand behind one of them, each counted once."""

    into: Contribution
    merged: Sequence[Contribution]
    supporters: int


@dataclass(frozen=True)
class SplitOutlook(Outlook):
    """What would come of splitting words: each part as (title, words)."""

    parts: Sequence[tuple[str, str]]


def merge_outlook(into: Contribution, merged: Sequence[Contribution]) -> MergeOutlook:
    """Return what would come of merging words; four statements."""
    rows = [into, *merged]
    count = _count(into)
    return MergeOutlook(
        letters=letters_about(merged),
        count=count,
        count_after=count - len(merged),
        due_date=min((day for row in rows if (day := answer_due(row))), default=None),
        into=into,
        merged=merged,
        supporters=supporters_of_all([row.pk for row in rows]),
    )


def split_outlook(row: Contribution, passages: Sequence[str]) -> SplitOutlook:
    """Return what would come of splitting words into passages; one statement."""
    count, parts = _count(row), len(passages)
    return SplitOutlook(
        letters=letters_about([row]),
        count=count,
        count_after=count - 1 + parts,
        due_date=answer_due(row),
        parts=[(title_of_part(row.title, number, parts), words) for number, words in enumerate(passages, 1)],
    )


def _count(row: Contribution) -> int:
    return row.activity.comment_count if row.kind == COMMENT else row.activity.contribution_count


def letters_about(rows: Sequence[Contribution]) -> int:
    """Return how many people get an e-mail when these words are led elsewhere or back; nobody may stand behind them."""
    people = Contribution.objects.filter(pk__in=[row.pk for row in rows], participant__person__is_active=True)
    return people.values("participant__person").distinct().count()
