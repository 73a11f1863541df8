"""Outcomes that continue in others: they become them, are merged, split, carried over to another plan, or left aside.

A commitment of one plan goes on in the next, a section becomes two. The words that landed in it go on with it: the way
of a contribution follows, and every page says where its text went and where it came from. Nothing is lost: an outcome
keeps its page and its versions. PostgreSQL lets no way go round in a circle (migration 0004).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from psycopg import Error

from kuvend.foundation.core.access import LedElsewhere, NotAllowed, require
from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes import facts, rules
from kuvend.foundation.outcomes.enums import SuccessionKind
from kuvend.foundation.outcomes.models import IN_FORCE, Outcome, Succession
from kuvend.foundation.outcomes.queries import outcomes_onward, succession_sign
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Digest, Subject
from kuvend.foundation.record.openings import as_sealed, seal_openly

NO_REASON = Localized()
NO_CIRCLE = "outcomes_in_no_circle"  # the constraint that the trigger of migration 0004 names


class TextsChanged(NotAllowed):
    """Somebody decided about texts that are no longer these; nothing was done."""

    def __init__(self) -> None:
        super().__init__(
            _("One of these texts changed while you were reading. Nothing was done. Read it again, then decide.")
        )


def _locked(pks: Sequence[int]) -> dict[int, Outcome]:
    rows = Outcome.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=pks).order_by("-pk")
    return {row.pk: row for row in rows.select_related("scope", "process")}


@transaction.atomic
def record_succession(
    *,
    actor: Actor,
    outcome: Outcome,
    kind: SuccessionKind,
    successors: Sequence[Outcome] = (),
    reason: Localized = NO_REASON,
    seen_versions: Mapping[str, int] | None = None,
    at: datetime,
) -> list[Succession]:
    """Say where an outcome continues, or that it is left aside and why; said again in the same way it is said once.

    Args:
        successors: the others in which it continues: none when it is left aside, several when it is split, else one.
        reason: why, for everyone to read.
        seen_versions: the version of each text that was read, by public id; None where nobody read them on a page.

    Raises:
        NotAllowed: with the rule's reason, such as that the way would go round in a circle; TextsChanged.
    """
    rows = _locked([outcome.pk, *(row.pk for row in successors)])
    row, goals = rows[outcome.pk], [rows[pk] for pk in dict.fromkeys(one.pk for one in successors)]
    in_force = list(Succession.objects.filter(IN_FORCE, origin=row).order_by("pk"))
    ends: list[Outcome | None] = [*goals] or [None]
    ways = {(way.kind, way.successor_id) for way in in_force}
    if ways == {(kind, end and end.pk) for end in ends} and all(way.reason == reason for way in in_force):
        return in_force
    if seen_versions is not None and any(seen_versions.get(one.public_id) != one.version for one in rows.values()):
        raise TextsChanged
    require(rules.is_no_circle(row, {goal.pk for goal in goals} | {pk for pk, _at in outcomes_onward(goals)}))
    require(rules.may_record_succession(actor, row, kind, goals, reason=reason))
    digest = _sealed(reason)
    role = actor.role_in(row.scope.path)
    successions = _keep(row, ends, kind, reason=reason, digest=digest or "", role=role, began_at=at)
    Outcome.objects.filter(pk=row.pk).update(continues=True)
    Outcome.objects.filter(pk__in=[goal.pk for goal in goals]).update(succeeds=True)
    names = tuple(Subject(goal.public_id) for goal in goals)
    fact = facts.OutcomeSucceeded(outcome=Subject(row.public_id), successors=names, kind=str(kind), reason=digest)
    put(fact, at=at, role=role)
    return successions


def _keep(row: Outcome, goals: Sequence[Outcome | None], kind: str, **words: Any) -> list[Succession]:
    try:
        with transaction.atomic():
            return [Succession.objects.create(origin=row, successor=goal, kind=kind, **words) for goal in goals]
    except IntegrityError as error:  # others lead texts on at this moment that are not locked here, nor seen yet
        if not isinstance(error.__cause__, Error) or error.__cause__.diag.constraint_name != NO_CIRCLE:
            raise
        raise NotAllowed(rules.is_no_circle(row, {row.pk}).reason) from error


def _sealed(reason: Localized) -> Digest | None:
    return seal_openly(as_sealed({"reason": reason})).digest if any(reason.values()) else None


@transaction.atomic
def undo_succession(
    *, actor: Actor, outcome: Outcome, reason: Localized = NO_REASON, seen_sign: str | None = None, at: datetime
) -> list[Outcome]:
    """Take back where an outcome continues; what stood there meanwhile is on record.

    Args:
        reason: why, for everyone to read.
        seen_sign: the `queries.succession_sign` of what was read; None where nobody read it on a page.

    Returns the others in which it had continued, none when it had been left aside.

    Raises:
        NotAllowed: with the rule's reason; LedElsewhere.
    """
    in_force = Succession.objects.filter(IN_FORCE, origin=outcome).select_related("successor")
    before = list(in_force)
    rows = _locked([outcome.pk, *(one.successor_id for one in before if one.successor_id)])
    row = rows.pop(outcome.pk)
    require(rules.may_undo_succession(actor, row))
    sign = succession_sign(in_force.all())
    if sign != succession_sign(before) or seen_sign not in {None, sign}:
        raise LedElsewhere
    digest = _sealed(reason)
    in_force.update(undone_at=at, undone_reason=reason, undone_digest=digest or "")
    Outcome.objects.filter(pk=row.pk).update(continues=False)
    for goal in rows:
        still = Succession.objects.filter(IN_FORCE, successor=goal).exists()
        Outcome.objects.filter(pk=goal).update(succeeds=still)
    goals = [rows[pk] for pk in sorted(rows)]
    successors = tuple(Subject(goal.public_id) for goal in goals)
    fact = facts.SuccessionUndone(outcome=Subject(row.public_id), successors=successors, reason=digest)
    put(fact, at=at, role=actor.role_in(row.scope.path))
    return goals
