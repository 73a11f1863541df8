"""The codes of the Independent Reporting Mechanism by the era of a plan: each era has its own scales, none converted.

Plans from 2020 on have a potential for results. Early results: up to the plans of 2020 the scale of "Did it open
government?", from 2021 on that of the refreshed indicator.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kuvend.accountability.plans.enums import EarlyResults

POTENTIAL_FROM, REFRESHED_FROM = 2020, 2021
DID_IT_OPEN = (
    EarlyResults.WORSENED,
    EarlyResults.DID_NOT_CHANGE,
    EarlyResults.MARGINAL,
    EarlyResults.MAJOR,
    EarlyResults.OUTSTANDING,
)
REFRESHED = (EarlyResults.NO_NOTABLE, EarlyResults.MODERATE, EarlyResults.SIGNIFICANT)
ALWAYS = (EarlyResults.NONE_YET, EarlyResults.UNKNOWN)


@dataclass(frozen=True)
class Era:
    """The codes in which a plan is assessed: whether a potential is judged, and the scale of early results."""

    potential: bool
    early_results: tuple[EarlyResults, ...]


def era_of(from_date: date) -> Era:
    """Return the codes for a plan that begins on a day."""
    scale = REFRESHED if from_date.year >= REFRESHED_FROM else DID_IT_OPEN
    return Era(potential=from_date.year >= POTENTIAL_FROM, early_results=scale + ALWAYS)
