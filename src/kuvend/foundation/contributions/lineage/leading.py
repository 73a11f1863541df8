"""What merging and splitting have in common: rows are locked, led on, and stand alone or elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from django.db.models import Q

from kuvend.foundation.contributions import rules
from kuvend.foundation.contributions.counting import count_published
from kuvend.foundation.contributions.enums import LineageKind, State
from kuvend.foundation.contributions.models import IN_FORCE, Contribution, Lineage
from kuvend.foundation.contributions.queries.lineage import kin_of, same_words
from kuvend.foundation.contributions.versions import WordsChanged
from kuvend.foundation.core.access import LedElsewhere
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.record.facts import Digest
from kuvend.foundation.record.openings import as_sealed, seal_openly

RELATED = (
    "activity__scope", "activity__owner", "participant", "about__scope", "about__institution", "branch", "quoted",
    "duty",
)  # fmt: skip
NO_REASON = Localized()
MERGED = IN_FORCE & Q(kind=LineageKind.MERGED)


def locked_rows(pks: Sequence[int]) -> dict[int, Contribution]:
    """Return contributions by their row id, locked, the latest first, as all deeds lock them."""
    rows = Contribution.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=pks).order_by("-pk")
    return {row.pk: row for row in rows.select_related(*RELATED)}


def locked_with_same_words(contribution: Contribution) -> list[Contribution]:
    """Return a contribution, and after it its parts and that of which it is one, all locked.

    Raises WordsChanged when it was split meanwhile.
    """
    return _locked_with(contribution, same_words)


def locked_with_kin(contribution: Contribution) -> list[Contribution]:
    """Return a contribution, and after it all that came of the same words by splittings, undone ones too, all locked.

    Raises WordsChanged when it was split meanwhile.
    """
    return _locked_with(contribution, kin_of)


def _locked_with(contribution: Contribution, relatives: Callable[[int], set[int]]) -> list[Contribution]:
    before = relatives(contribution.pk)
    rows = locked_rows([contribution.pk, *before])
    if relatives(contribution.pk) != before:
        raise WordsChanged
    return [rows.pop(contribution.pk), *rows.values()]


def role_of(actor: Actor, row: Contribution) -> str:
    """Return in which role words are led on, as facts and pages name it."""
    scope = rules.where_owed(row.activity, row.about).path
    return actor.role_in(scope, Role.MODERATOR, Role.INSTITUTION_OFFICER)


def sealed_reason(reason: Localized) -> Digest | None:
    """Seal why words continue elsewhere, for everyone to open; None where nothing is said."""
    return seal_openly(as_sealed({"reason": reason})).digest if any(reason.values()) else None


def lead_on(
    actor: Actor,
    origin: Contribution,
    successor: Contribution,
    kind: LineageKind,
    reason: Localized,
    digest: Digest | None,
    at: datetime,
) -> Lineage:
    """Keep that words continue in others from now on, and why (`digest` seals it)."""
    return Lineage.objects.create(
        origin=origin,
        successor=successor,
        kind=kind,
        reason=reason,
        digest=digest or "",
        role=role_of(actor, origin),
        began_at=at,
    )


def stand_alone(rows: Sequence[Contribution]) -> None:
    """Let words stand for themselves again, in lists and in what is counted."""
    _let_continue(rows, continues=False)


def stand_elsewhere(rows: Sequence[Contribution]) -> None:
    """Let words stand only where they continue: no longer in lists, nor in what is counted."""
    _let_continue(rows, continues=True)


def _let_continue(rows: Sequence[Contribution], *, continues: bool) -> None:
    Contribution.objects.filter(pk__in=[row.pk for row in rows]).update(continues=continues)
    for row in rows:
        row.continues = continues
    count_published([row for row in rows if row.state == State.PUBLISHED], step=-1 if continues else 1)


def ends_of(contribution_id: int, kind: str) -> set[int]:
    """Return in what words continue directly by a kind of lineage (row ids)."""
    return set(Lineage.objects.filter(IN_FORCE, origin=contribution_id, kind=kind).values_list("successor", flat=True))


def locked_with_ends(
    contribution: Contribution, kind: str, seen_ends: Collection[str] | None
) -> tuple[Contribution, list[Contribution]]:
    """Return words and those in which they continue, all locked; the ends are empty when that was undone meanwhile.

    Raises LedElsewhere when they continue in others than those that were read (`seen_ends`, public ids).
    """
    before = ends_of(contribution.pk, kind)
    rows = locked_rows([contribution.pk, *before])
    row, now = rows.pop(contribution.pk), ends_of(contribution.pk, kind)
    if not now:
        return row, []
    ends = [rows[pk] for pk in sorted(rows)]
    if now != before or (seen_ends is not None and {end.public_id for end in ends} != set(seen_ends)):
        raise LedElsewhere
    return row, ends
