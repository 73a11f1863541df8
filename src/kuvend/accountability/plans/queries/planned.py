"""What the plan says of a milestone: its deliverable, what will show it, and what is measured until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans.models import Milestone
from kuvend.accountability.plans.queries.addresses import in_words
from kuvend.engines.formats.plan.details import Indicator
from kuvend.engines.formats.plan.forms import milestone_details
from kuvend.engines.formats.plan.values import UNKNOWN
from kuvend.foundation.core.text import Localized

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
class IndicatorPart:
    """What is measured: the value wanted with its unit, and the day by which; "" where the plan does not say."""

    text: Localized
    target: str
    by: str


@dataclass(frozen=True)
class PlannedPart:
    """A milestone as the plan words it."""

    deliverable: Any
    evidence_type: str | Promise
    indicators: Sequence[IndicatorPart]


def planned_part(row: Milestone) -> PlannedPart:
    """Return what the plan says of a milestone; no statement."""
    details = milestone_details(row.details)
    indicators = details.indicators if isinstance(details.indicators, tuple) else ()
    return PlannedPart(
        deliverable=row.deliverable,
        evidence_type=EVIDENCE_TYPES.get(details.evidence_type, ""),
        indicators=[_indicator(one) for one in indicators],
    )


def _indicator(one: Indicator) -> IndicatorPart:
    said = [word for word in (one.target, one.unit) if isinstance(word, str) and word]
    return IndicatorPart(
        text=Localized(one.text),
        target=" ".join(said) if isinstance(one.target, str) and one.target else "",
        by="" if one.day is UNKNOWN or one.day is None else in_words(one.day),
    )
