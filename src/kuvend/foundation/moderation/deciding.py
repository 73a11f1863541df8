"""Remembering what was decided, with the reports that it closes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.access import require_listed
from kuvend.foundation.moderation.enums import BY_A_RULE, Decided, HouseRule
from kuvend.foundation.moderation.models import Complaint, Decision


def open_reports(row: Contribution, reports: Sequence[str]) -> QuerySet[Complaint]:
    """Return those of the reports that were shown which are about these words and still open."""
    return Complaint.objects.filter(contribution=row, decision__isnull=True, public_id__in=reports)


def keep_decision(
    row: Contribution, decided: Decided, *, house_rule: str = "", note: str = "", reports: Sequence[str] = (),
    at: datetime,
) -> Decision:  # fmt: skip
    """Remember what was decided; it closes the reports that were shown and that it judges.

    Raises:
        NotAllowed: when it is to be by a rule of the house, and there is no such rule.
    """
    if decided in BY_A_RULE:
        require_listed(house_rule, HouseRule.values)
    decision = Decision.objects.create(
        contribution=row, decided=decided, house_rule=house_rule, note=note, decided_at=at
    )
    if reports:
        open_reports(row, reports).update(decision=decision)
    return decision


def locked(contribution: Contribution) -> Contribution:
    """Return a contribution as it is now, locked until the end of the transaction."""
    related = ("activity__scope", "participant", "branch")
    rows = Contribution.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related(*related).get(pk=contribution.pk)
