"""Whom to tell: the authors of the contributions that a fact is about, found through its subjects and landings."""

from __future__ import annotations

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.record.facts import RecordedFact


def subject_ids(fact: RecordedFact) -> list[str]:
    """Return all public ids that a fact is about."""
    ids: list[str] = []
    for value in fact.subjects.values():
        ids.extend(value if isinstance(value, list) else [value])
    return ids


def told_of(fact: RecordedFact) -> list[Contribution]:
    """Return the contributions whose authors a fact concerns, with person and activity.

    A fact about a contribution concerns its author; one about outcomes concerns the authors of every
    contribution whose answer landed there.
    """
    rows = Contribution.objects.select_related("participant__person", "activity").filter(
        participant__person__is_active=True
    )
    if "contribution" in fact.subjects:
        return list(rows.filter(public_id=fact.subjects["contribution"]))
    landed = rows.filter(answered__response__landings__text__outcome__public_id__in=subject_ids(fact))
    return list(landed.order_by("pk").distinct())
