"""Words about several things continue in parts; undone, the parts continue in the whole."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from kuvend.engines.legaltext import runs_of
from kuvend.foundation.contributions import facts, rules
from kuvend.foundation.contributions.counting import counting_last
from kuvend.foundation.contributions.enums import LineageKind, State
from kuvend.foundation.contributions.lineage.leading import (
    NO_REASON,
    ends_of,
    lead_on,
    locked_rows,
    locked_with_ends,
    role_of,
    sealed_reason,
    stand_alone,
    stand_elsewhere,
)
from kuvend.foundation.contributions.models import IN_FORCE, Contribution, Lineage
from kuvend.foundation.contributions.queries.lineage import kin_of
from kuvend.foundation.contributions.quoting import Quote
from kuvend.foundation.contributions.receiving import Draft, receive
from kuvend.foundation.contributions.versions import require_seen
from kuvend.foundation.core.access import require
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Subject

PART_SIGN = re.compile(r"(?: \(\d+/\d+\))+$")  # as `title_of_part` writes it, of parts of parts as well


@transaction.atomic
def split_contribution(
    *,
    actor: Actor,
    contribution: Contribution,
    passages: Sequence[str],
    seen_version: int,
    reason: Localized = NO_REASON,
    at: datetime,
) -> list[Contribution]:
    """Let words about several things continue in parts, each with a passage of them, word for word, by their author.

    A part was said when the whole was, so its answer is due on the same day. Split again in the same way, it is split
    once, and the parts are returned.

    Raises:
        NotAllowed: with the rule's reason, such as that the passages leave words out; WordsChanged.
    """
    row = locked_rows([contribution.pk])[contribution.pk]
    require_seen(row, seen_version)
    if row.continues and (parts := _parts_like(row, passages)):
        return parts
    require(rules.may_split(actor, row))
    require(rules.may_act_upon_all(actor, Contribution.objects.filter(pk=row.pk)))
    require(rules.are_parts_of(row.body, passages))
    digest = sealed_reason(reason)
    with counting_last():
        parts = _receive_parts(actor, row, passages, at)
        for part in parts:
            lead_on(actor, row, part, LineageKind.SPLIT, reason, digest, at)
        stand_elsewhere([row])
    names = tuple(Subject(part.public_id) for part in parts)
    fact = facts.ContributionSplit(contribution=Subject(row.public_id), parts=names, reason=digest)
    put(fact, at=at, role=role_of(actor, row))
    return parts


def _receive_parts(actor: Actor, row: Contribution, passages: Sequence[str], at: datetime) -> list[Contribution]:
    """Keep the parts of words, with what their room has besides them; they are owed an answer where the whole is."""
    parts = receive(
        activity=row.activity,
        kind=row.kind,
        drafts=_drafts(row, runs_of(row.body, passages)),
        role=role_of(actor, row),
        owed=row.answer_due_date is not None,
        at=at,
    )
    if row.read_version < row.version:  # what no moderator has read is read in its parts
        Contribution.objects.filter(pk__in=[part.pk for part in parts]).update(read_version=0)
    if keep_parts := row.word_kind.keep_parts:
        keep_parts(row, parts)
    return parts


def _parts_like(row: Contribution, passages: Sequence[str]) -> list[Contribution]:
    """Return the parts of split words where they are these; none where the words continue otherwise."""
    rows = Contribution.objects.filter(pk__in=ends_of(row.pk, LineageKind.SPLIT)).order_by("pk")
    return list(rows) if [part.body for part in rows] == runs_of(row.body, passages) else []


def _drafts(row: Contribution, passages: Sequence[str]) -> list[Draft]:
    quote = Quote(row.quoted, row.quote_language, row.quote) if row.quoted else None
    return [
        Draft(
            row.participant,
            title_of_part(row.title, number, len(passages)),
            passage,
            row.language,
            row.posted_at,
            about=row.about,
            quote=quote,
        )
        for number, passage in enumerate(passages, 1)
    ]


def title_of_part(title: str, number: int, count: int) -> str:
    """Return the author's title with the number of the part; nobody else finds words for it."""
    sign = f" ({number}/{count})"
    return f"{title[: 200 - len(sign)]}{sign}" if title else ""


def titled_alike(row: Contribution) -> list[Contribution]:
    """Return what is public under the title of `row` besides: its whole, and the parts that were split from that.

    No statement for words that were never split.
    """
    title = PART_SIGN.sub("", row.title)
    if not title or (title == row.title and not row.continues):
        return []
    kin = Contribution.objects.filter(pk__in=kin_of(row.pk), state=State.PUBLISHED).order_by("pk")
    bare = [(other, PART_SIGN.sub("", other.title)) for other in kin]
    return [other for other, theirs in bare if theirs and (title.startswith(theirs) or theirs.startswith(title))]


@transaction.atomic
def undo_split(
    *, actor: Actor, contribution: Contribution, seen_ends: Collection[str] | None = None, at: datetime
) -> Contribution:
    """Let split words stand for themselves again; the parts continue in them, with what was added to each.

    Args:
        seen_ends: the parts that were read (public ids); None where nobody read them on a page.

    Raises:
        NotAllowed: with the rule's reason, such as that a part was answered or continues elsewhere; LedElsewhere.
    """
    row, parts = locked_with_ends(contribution, LineageKind.SPLIT, seen_ends)
    require(rules.may_undo_split(actor, row, parts))
    require(rules.may_act_upon_all(actor, Contribution.objects.filter(pk__in=[row.pk, *(part.pk for part in parts)])))
    Lineage.objects.filter(IN_FORCE, origin=row, kind=LineageKind.SPLIT).update(undone_at=at)
    with counting_last():
        for part in parts:
            lead_on(actor, part, row, LineageKind.MERGED, NO_REASON, None, at)
        stand_elsewhere(parts)
        stand_alone([row])
    names = tuple(Subject(part.public_id) for part in parts)
    put(facts.SplitUndone(contribution=Subject(row.public_id), parts=names), at=at, role=role_of(actor, row))
    return row
