"""Words and dates of plan files as pages show them, and a plan by its name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format

from kuvend.accountability.plans.models import Plan
from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.foundation.core.language_names import SOURCE
from kuvend.foundation.core.text import Localized, Shown
from kuvend.foundation.core.wording import Named, in_words, page_url

UNTOLD = SOURCE  # plain values name no language; OGP wants every plan in English


def words_for_reader(value: object) -> str:
    """Return words for the reader: in the own language where the file has it, "" where it tells nothing."""
    if isinstance(value, Mapping):
        return str(Localized(value))
    return Shown(value, UNTOLD) if isinstance(value, str) and value != "unknown" else ""


def stated_in_words(value: Any) -> str:
    """Dates of plan files, as exact as their sources give them."""
    if not isinstance(value, StatedDate):
        return ""
    if value.day:
        return in_words(value.first_day())
    return date_format(value.first_day(), "YEAR_MONTH_FORMAT") if value.month else str(value.year)


def named_plan(plan: Plan) -> Named:
    """Return a plan (with its process) by its title."""
    return Named(plan.process.title, page_url("plan_page", plan.public_id))
