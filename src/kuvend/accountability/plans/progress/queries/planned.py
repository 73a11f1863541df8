"""What the plan says of a milestone: its deliverable, and what will show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans.models import Milestone
from kuvend.engines.formats.plan.forms import milestone_details

EVIDENCE_TYPES: dict[str, str | Promise] = {
    "legal_act": _("a legal act"),
    "decision": _("a decision"),
    "document": _("a document"),
    "dataset": _("a dataset"),
    "website": _("a website"),
    "minutes": _("minutes of a meeting"),
    "statistics": _("statistics"),
    "independent_report": _("an independent report"),
}


@dataclass(frozen=True)
class PlannedPart:
    """A milestone as the plan words it."""

    deliverable: Any
    evidence_type: str | Promise


def planned_part(row: Milestone) -> PlannedPart:
    """Return what the plan says of a milestone; no statement."""
    details = milestone_details(row.details)
    return PlannedPart(
        deliverable=row.deliverable,
        evidence_type=EVIDENCE_TYPES.get(details.evidence_type, ""),
    )
