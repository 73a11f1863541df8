"""What a report or an assessment must hold before it is published."""

from __future__ import annotations

from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from kuvend.accountability.plans.cycle.periods import Period
from kuvend.accountability.plans.enums import BEHIND, Completion, EarlyResults, Potential, Status, YesNo
from kuvend.accountability.plans.progress.eras import Era
from kuvend.foundation.core.text import Localized

CODES: dict[str, type[TextChoices]] = {
    "verifiable": YesNo,
    "open_gov_lens": YesNo,
    "potential": Potential,
    "completion": Completion,
    "early_results": EarlyResults,
}


def report_lacks(
    *, status: str, text: Localized, challenges: Localized, as_of_date: date, period: Period, today: date
) -> dict[str, str]:
    """Return what a report still lacks: field → the sentence at that field.

    A milestone that is not started or limited must name its challenges (as Canada's tracker asks).
    """
    lacks: dict[str, str] = {}
    if status not in Status.values:
        lacks["status"] = _("Choose how far the milestone is.")
    if not any(text.values()):
        lacks["text"] = _("Say what was done, in one language at least.")
    if status in BEHIND and not any(challenges.values()):
        lacks["challenges"] = _("Name the obstacles: a milestone that is behind needs its reasons.")
    if as_of_date > today:
        lacks["as_of_date"] = _("A report cannot tell of a day that has not come.")
    elif as_of_date < period.first:
        lacks["as_of_date"] = _("The day lies before the half-year of which the report tells.")
    if period.first > today:
        lacks["period_date"] = _("That half-year has not begun.")
    return lacks


def assessment_lacks(codes: dict[str, str], text: Localized, era: Era) -> dict[str, str]:
    """Return what an assessment still lacks: field → the sentence at that field."""
    lacks: dict[str, str] = {}
    if not any(codes.values()):
        lacks["verifiable"] = _("Choose at least one code.")
    unknown = [name for name, known in CODES.items() if codes[name] not in ("", *known.values)]
    lacks |= {name: _("Choose one of these codes.") for name in unknown}
    if codes["early_results"] and codes["early_results"] not in era.early_results:
        lacks["early_results"] = _("This code belongs to plans of other years.")
    if codes["potential"] and not era.potential:
        lacks["potential"] = _("This code belongs to plans of other years.")
    if not any(text.values()):
        lacks["text"] = _("Give the reasons, in one language at least.")
    return lacks
