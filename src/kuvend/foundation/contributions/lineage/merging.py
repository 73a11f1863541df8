"""Words that say the same continue in one; undone, each stands for itself again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from kuvend.foundation.contributions import facts, rules
from kuvend.foundation.contributions.counting import counting_last
from kuvend.foundation.contributions.enums import LineageKind, State
from kuvend.foundation.contributions.lineage.leading import (
    MERGED,
    NO_REASON,
    lead_on,
    locked_rows,
    locked_with_ends,
    role_of,
    sealed_reason,
    stand_alone,
    stand_elsewhere,
)
from kuvend.foundation.contributions.models import Contribution, Lineage
from kuvend.foundation.contributions.queries.lineage import WHOLE_AGAIN, sources_of, ways_on
from kuvend.foundation.contributions.versions import require_seen
from kuvend.foundation.core.access import require
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import SYSTEM
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Subject


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
    rows = locked_rows([into.pk, *(row.pk for row in contributions)])
    target = rows[into.pk]
    for row in rows.values():
        if seen_versions is not None:
            require_seen(row, seen_versions.get(row.public_id, 0))
    merged = _not_merged_into(target, [rows[pk] for pk in dict.fromkeys(row.pk for row in contributions)])
    if not merged:
        return []
    for row in merged:
        require(rules.may_merge(actor, row, target))
    require(rules.may_act_upon_all(actor, Contribution.objects.filter(pk__in=rows)))
    digest = sealed_reason(reason)
    rows_led = [lead_on(actor, row, target, LineageKind.MERGED, reason, digest, at) for row in merged]
    stand_elsewhere(merged)
    merges = [
        facts.ContributionMerged(contribution=Subject(row.public_id), into=Subject(target.public_id), reason=digest)
        for row in merged
    ]
    put(*merges, at=at, role=role_of(actor, target))
    return rows_led


def _not_merged_into(target: Contribution, rows: Sequence[Contribution]) -> list[Contribution]:
    merges = Lineage.objects.filter(MERGED, origin__in=rows, successor=target)
    origins = set(merges.values_list("origin", flat=True))
    return [row for row in rows if row.pk not in origins]


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
    row, ends = locked_with_ends(contribution, LineageKind.MERGED, seen_ends)
    onward = [pk for pk, _since in ways_on(row.pk)] if ends else []
    require(rules.may_undo_merge(actor, row, onward))
    require(rules.may_act_upon_all(actor, Contribution.objects.filter(pk__in=[row.pk, *onward])))
    _stand_again(row, ends[0], role=role_of(actor, row), at=at)
    return row


def _stand_again(row: Contribution, into: Contribution, *, role: str, at: datetime) -> None:
    Lineage.objects.filter(MERGED, origin=row).update(undone_at=at)
    stand_alone([row])
    put(facts.MergeUndone(contribution=Subject(row.public_id), into=Subject(into.public_id)), at=at, role=role)


@transaction.atomic
def stand_for_themselves(*, into: Sequence[str], at: datetime) -> int:
    """Let merged words stand for themselves again where nothing is public of all in which they continue.

    Else they would vanish with it. Nothing is done where an answer was given there, nor where none is owed any more
    and the activity is closed: its results stand.

    Args:
        into: words (public ids) that are no longer public.

    Returns: how many stand for themselves again.
    """
    ends = Contribution.objects.filter(public_id__in=into).exclude(state=State.PUBLISHED).values_list("pk", flat=True)
    behind = {pk for sources in sources_of(list(ends)).values() for pk in sources}
    back = 0
    with counting_last():
        rows = locked_rows(list(behind))
        merges = Lineage.objects.filter(MERGED, ~WHOLE_AGAIN, origin__in=rows)
        for merging in merges.select_related("successor").order_by("-began_at", "-pk"):  # others may end in the nearest
            row = rows[merging.origin_id]
            if (row.answer_due_date or row.activity.end > at) and not _leads_anywhere(row):
                _stand_again(row, merging.successor, role=SYSTEM, at=at)
                back += 1
    return back


def _leads_anywhere(row: Contribution) -> bool:
    """Tell whether anything is public in which words continue in the end, or has an answer."""
    onward = Contribution.objects.filter(pk__in=[pk for pk, _since in ways_on(row.pk)])
    return onward.filter(Q(answered__isnull=False) | Q(state=State.PUBLISHED, continues=False)).exists()
