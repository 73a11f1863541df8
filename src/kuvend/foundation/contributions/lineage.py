"""Words that continue in others: merged, split into parts, and both undone, with nothing lost.

What continues elsewhere keeps its page, its words, its author and its supports; it is no longer listed or counted
beside the words in which it continues, which carry the answer for all. Every deed locks the contributions, the latest
first, and leads words only to where nothing continues elsewhere itself: no way goes round in a circle.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from kuvend.foundation.contributions import facts, rules
from kuvend.foundation.contributions.counting import count_published, counting_last
from kuvend.foundation.contributions.enums import LineageKind, State
from kuvend.foundation.contributions.models import IN_FORCE, Contribution, Lineage
from kuvend.foundation.contributions.queries.lineage import ways_on
from kuvend.foundation.contributions.quoting import Quote
from kuvend.foundation.contributions.receiving import Draft, receive
from kuvend.foundation.contributions.versions import require_seen
from kuvend.foundation.core.access import LedElsewhere, require
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import HOUSE, Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Digest, Subject
from kuvend.foundation.record.openings import as_sealed, seal_openly

RELATED = (
    "activity__scope", "activity__owner", "participant", "about__scope", "about__institution", "branch", "quoted",
)  # fmt: skip
NO_REASON = Localized()
MERGED = IN_FORCE & Q(kind=LineageKind.MERGED)


def _locked(pks: Sequence[int]) -> dict[int, Contribution]:
    rows = Contribution.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=pks).order_by("-pk")
    return {row.pk: row for row in rows.select_related(*RELATED)}


def _role(actor: Actor, row: Contribution) -> str:
    scope = rules.where_owed(row.activity, row.about).path
    return actor.role_in(scope, Role.MODERATOR, Role.INSTITUTION_OFFICER)


def _sealed(reason: Localized) -> Digest | None:
    """Seal why words continue elsewhere, for everyone to open; None where nothing is said."""
    return seal_openly(as_sealed({"reason": reason})).digest if any(reason.values()) else None


@transaction.atomic
def merge_contributions(
    *,
    actor: Actor,
    contributions: Sequence[Contribution],
    into: Contribution,
    reason: Localized = NO_REASON,
    seen_versions: dict[str, int] | None = None,
    at: datetime,
) -> list[Lineage]:
    """Let contributions continue in `into`, which says the same and is answered for all: every one of them or none.

    What was merged into it already stays so; said again, it is done once.

    Args:
        reason: why, for everyone to read; in some kinds of words it goes without saying.
        seen_versions: the version of each that was read, by public id; None where nobody read them on a page.

    Raises:
        NotAllowed: with the rule's reason for the first that may not be merged; WordsChanged when one has new words.
    """
    rows = _locked([into.pk, *(row.pk for row in contributions)])
    target = rows[into.pk]
    for row in rows.values():
        if seen_versions is not None:
            require_seen(row, seen_versions.get(row.public_id, 0))
    merged = _not_merged_into(target, [rows[pk] for pk in dict.fromkeys(row.pk for row in contributions)])
    if not merged:
        return []
    for row in merged:
        require(rules.may_merge(actor, row, target))
    digest = _sealed(reason)
    rows_led = [_lead_on(actor, row, target, LineageKind.MERGED, reason, digest, at) for row in merged]
    _appear(merged, step=-1)
    merges = [
        facts.ContributionMerged(contribution=Subject(row.public_id), into=Subject(target.public_id), reason=digest)
        for row in merged
    ]
    put(*merges, at=at, role=_role(actor, target))
    return rows_led


def _not_merged_into(target: Contribution, rows: Sequence[Contribution]) -> list[Contribution]:
    merges = Lineage.objects.filter(MERGED, origin__in=rows, successor=target)
    origins = set(merges.values_list("origin", flat=True))
    return [row for row in rows if row.pk not in origins]


def _lead_on(
    actor: Actor,
    origin: Contribution,
    successor: Contribution,
    kind: LineageKind,
    reason: Localized,
    digest: Digest | None,
    at: datetime,
) -> Lineage:
    return Lineage.objects.create(
        origin=origin,
        successor=successor,
        kind=kind,
        reason=reason,
        digest=digest or "",
        role=_role(actor, origin),
        began_at=at,
    )


def _appear(rows: Sequence[Contribution], *, step: int) -> None:
    """Let words stand for themselves again (1), or no longer (-1): in lists and in what is counted."""
    Contribution.objects.filter(pk__in=[row.pk for row in rows]).update(continues=step < 0)
    for row in rows:
        row.continues = step < 0
    count_published([row for row in rows if row.state == State.PUBLISHED], step=step)


def _ends(contribution_id: int, kind: str) -> set[int]:
    return set(Lineage.objects.filter(IN_FORCE, origin=contribution_id, kind=kind).values_list("successor", flat=True))


def _locked_with_ends(
    contribution: Contribution, kind: str, seen_ends: Collection[str] | None
) -> tuple[Contribution, list[Contribution]]:
    """Return words and those in which they continue, all locked; the ends are empty when that was undone meanwhile.

    Raises LedElsewhere when they continue in others than those that were read (`seen_ends`, public ids).
    """
    before = _ends(contribution.pk, kind)
    rows = _locked([contribution.pk, *before])
    row, now = rows.pop(contribution.pk), _ends(contribution.pk, kind)
    if not now:
        return row, []
    ends = [rows[pk] for pk in sorted(rows)]
    if now != before or (seen_ends is not None and {end.public_id for end in ends} != set(seen_ends)):
        raise LedElsewhere
    return row, ends


@transaction.atomic
def undo_merge(
    *, actor: Actor, contribution: Contribution, seen_ends: Collection[str] | None = None, at: datetime
) -> Contribution:
    """Let merged words stand for themselves again; what was merged into them came along and stays with them.

    Args:
        seen_ends: where it was read that they continue (public ids); None where nobody read it on a page.

    Raises:
        NotAllowed: with the rule's reason, such as that an answer was given to both meanwhile; LedElsewhere.
    """
    row, ends = _locked_with_ends(contribution, LineageKind.MERGED, seen_ends)
    require(rules.may_undo(actor, row, [pk for pk, _since in ways_on(row.pk)] if ends else []))
    Lineage.objects.filter(MERGED, origin=row).update(undone_at=at)
    _appear([row], step=1)
    into = Subject(ends[0].public_id)
    put(facts.MergeUndone(contribution=Subject(row.public_id), into=into), at=at, role=_role(actor, row))
    return row


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
    row = _locked([contribution.pk])[contribution.pk]
    require_seen(row, seen_version)
    if row.continues and (parts := _parts_like(row, passages)):
        return parts
    require(rules.may_split(actor, row))
    require(rules.are_parts_of(row.body, passages))
    digest = _sealed(reason)
    with counting_last():
        parts = receive(
            activity=row.activity, kind=row.kind, drafts=_drafts(row, passages), role=_role(actor, row), at=at
        )
        if keep_parts := row.word_kind.keep_parts:
            keep_parts(row, parts)
        for part in parts:
            _lead_on(actor, row, part, LineageKind.SPLIT, reason, digest, at)
        _appear([row], step=-1)
    names = tuple(Subject(part.public_id) for part in parts)
    fact = facts.ContributionSplit(contribution=Subject(row.public_id), parts=names, reason=digest)
    put(fact, at=at, role=_role(actor, row))
    return parts


def _parts_like(row: Contribution, passages: Sequence[str]) -> list[Contribution]:
    """Return the parts of split words where they are these; none where the words continue otherwise."""
    rows = Contribution.objects.filter(pk__in=_ends(row.pk, LineageKind.SPLIT)).order_by("pk")
    return list(rows) if [part.body for part in rows] == list(passages) else []


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
    row, parts = _locked_with_ends(contribution, LineageKind.SPLIT, seen_ends)
    require(rules.may_undo(actor, row, [part.pk for part in parts]))
    require(rules.stand_where_they_are(parts))
    Lineage.objects.filter(IN_FORCE, origin=row, kind=LineageKind.SPLIT).update(undone_at=at)
    with counting_last():
        for part in parts:
            _lead_on(actor, part, row, LineageKind.MERGED, NO_REASON, None, at)
        _appear(parts, step=-1)
        _appear([row], step=1)
    names = tuple(Subject(part.public_id) for part in parts)
    put(facts.SplitUndone(contribution=Subject(row.public_id), parts=names), at=at, role=_role(actor, row))
    return row


def stand_for_themselves(*, into: Sequence[str], at: datetime) -> int:
    """Let words stand for themselves again that were merged into some which are no longer public (public ids).

    Else they would vanish with them. Nothing is done where no answer is owed any more and the activity is closed: its
    results stand. Returns how many there were.
    """
    merges = Lineage.objects.filter(
        MERGED,
        successor__public_id__in=into,
        successor__answered__isnull=True,
        successor__continues=False,
    ).exclude(successor__state=State.PUBLISHED)
    rows = Contribution.objects.filter(continuations__in=merges).select_related("activity").order_by("-pk")
    back = [row for row in rows if row.answer_due_date or row.activity.end > at]
    for row in back:
        undo_merge(actor=HOUSE, contribution=row, at=at)
    return len(back)
