"""Whether a plan is being carried out today, and whether any was between this plan and the one before it.

OGP asks that a country implements a plan at all times (calendar rule C-01).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kuvend.accountability.plans.cycle.queries.row import told_previous_end
from kuvend.accountability.plans.models import Plan
from kuvend.accountability.plans.wording import named_plan
from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.engines.formats.plan.documents import UNKNOWN
from kuvend.foundation.core.wording import Named, in_words


@dataclass(frozen=True)
class Coverage:
    """The plan's days, where today falls among them, and the days without a plan before it.

    `days_left` and `days_until` are None outside their time; `gap` is the number of days between the last day of the
    plan before and the start of this one, None where no plan before it is known; `before` names it if it is kept here.
    """

    first: str
    last: str
    days_left: int | None
    days_until: int | None
    over: bool
    before: Named | None
    before_last: str
    gap: int | None


def coverage_of(plan: Plan, plans: Sequence[Plan], *, today: date) -> Coverage | None:
    """Return how a plan covers the days; None when its days are not known to the day."""
    days = _days(plan)
    if days is None:
        return None
    first, last = days
    before_last, before = _before(plan, plans, first)
    return Coverage(
        first=in_words(first),
        last=in_words(last),
        days_left=(last - today).days if first <= today <= last else None,
        days_until=(first - today).days if today < first else None,
        over=today > last,
        before=named_plan(before) if before else None,
        before_last=in_words(before_last),
        gap=max(0, (first - before_last).days - 1) if before_last else None,
    )


def _before(plan: Plan, plans: Sequence[Plan], first: date) -> tuple[date | None, Plan | None]:
    """Return the last day of the plan before, as the plan's file tells it, else of the latest one kept here."""
    earlier_plans = [(days[1], one) for one in plans if one.pk != plan.pk and (days := _days(one)) and days[0] < first]
    end = told_previous_end(plan)
    if end is None:
        return max(earlier_plans, key=lambda pair: pair[0], default=(None, None))
    return end.last, next((one for last, one in earlier_plans if end.first <= last <= end.last), None)


def _days(plan: Plan) -> tuple[date, date] | None:
    if UNKNOWN.value in (plan.from_stated, plan.to_stated):
        return None
    first, last = StatedDate.parse(plan.from_stated), StatedDate.parse(plan.to_stated)
    return (first.first_day(), last.first_day()) if first.day and last.day else None
