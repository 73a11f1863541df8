"""The plans of a country as a row without gaps: their periods, and when the next one is due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import prefetch_related_objects

from kuvend.accountability.plans.models import Plan
from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.engines.formats.plan.documents import UNKNOWN
from kuvend.engines.plancheck.cycle import Delivery, Period, delivery
from kuvend.engines.plancheck.spans import Span, span_of
from kuvend.foundation.core.text import EngineSentence
from kuvend.foundation.processes.limits import DayLimit
from kuvend.foundation.processes.models import Process

PREVIOUS = "-previous"  # stands behind the name of the plan whose file tells of one before it


@dataclass(frozen=True)
class NextDelivery:
    """When a plan is due: `plan` itself while it is in the `making`, else the one that follows `plan`."""

    plan: Plan
    making: bool
    days: Delivery
    end: Span | None


def plans_in(processes: Sequence[Process]) -> list[Plan]:
    """Return the plans that processes make; one statement, none for processes that were asked about before."""
    prefetch_related_objects(processes, "plan")
    return [process.plan for process in processes if hasattr(process, "plan")]


def plans_by_country(*, countries: Iterable[str] | None = None) -> dict[str, list[Plan]]:
    """Return the plans by country, in the order of their last days; one statement."""
    plans: dict[str, list[Plan]] = {}
    rows = Plan.objects.select_related("process__scope").order_by("country", "process__to_date", "pk")
    for plan in rows if countries is None else rows.filter(country__in=list(countries)):
        plans.setdefault(plan.country, []).append(plan)
    return plans


def periods_of(plans: Sequence[Plan]) -> list[Period]:
    """Return the periods of plans, and of plans before them of which a file tells the end alone."""
    periods = [
        Period(name=plan.public_id, first=_span_of_text(plan.from_stated), last=_span_of_text(plan.to_stated))
        for plan in plans
    ]
    ends = {period.last for period in periods}
    previous_ends = {one.public_id: told_previous_end(one) for one in plans}
    before = [
        Period(name=name + PREVIOUS, first=None, last=end)
        for name, end in previous_ends.items()
        if end and end not in ends
    ]
    return [*periods, *before]


def told_previous_end(plan: Plan) -> Span | None:
    """Return the last day of the plan before, as the plan's file tells it; None when it does not."""
    previous = (plan.making or {}).get("previous")
    return _span_of_text(previous.get("to")) if isinstance(previous, dict) else None


def next_delivery(plans: Sequence[Plan], *, today: date) -> NextDelivery | None:
    """Return when the next plan of a country is due; None when nothing is known of any plan before it.

    Args:
        plans: the country's plans, in the order of their last days.
        today: the local day.
    """
    making = next((one for one in plans if in_the_making(one, today)), None)
    if making is not None:
        return NextDelivery(making, True, delivery_of(making, plans, today=today), _span_of_text(making.to_stated))
    ended = [(end.last, one, end) for one in plans if (end := _span_of_text(one.to_stated))]
    if not ended:
        return None
    _day, last, end = max(ended, key=lambda one: (one[0], one[1].pk))
    return NextDelivery(last, False, delivery(previous_end=end, due=None, end=None, as_of=today), None)


def in_the_making(plan: Plan, today: date) -> bool:
    """Tell whether a plan is certainly not delivered yet and its period not over."""
    making, end = plan.making, _span_of_text(plan.to_stated)
    if plan.submitted_at is not None or making is None or making.get("submitted"):
        return False
    return end is None or end.last >= today


def delivery_of(plan: Plan, plans: Sequence[Plan], *, today: date) -> Delivery:
    """Return the days of a plan's delivery; the end of the plan before it from its file, else from the plans here."""
    due = _span_of_text((plan.making or {}).get("due"))
    return delivery(
        previous_end=told_previous_end(plan) or _kept_previous_end(plan, plans),
        due=due,
        end=_span_of_text(plan.to_stated),
        as_of=today,
    )


def _kept_previous_end(plan: Plan, plans: Sequence[Plan]) -> Span | None:
    own = _span_of_text(plan.to_stated)
    ends = [end for one in plans if one.pk != plan.pk and (end := _span_of_text(one.to_stated))]
    before = [end for end in ends if own is None or end.last < own.first]
    return max(before, key=lambda end: end.last, default=None)


def day_limits(process: Process, today: date) -> list[DayLimit]:
    """Return the days that the making of a plan should not pass, with what follows; none once it is delivered."""
    plan = Plan.objects.select_related("process").filter(process=process).first()
    if plan is None or not in_the_making(plan, today):
        return []
    plans = plans_by_country(countries=[plan.country])[plan.country]
    days = delivery_of(plan, plans, today=today)
    return [DayLimit(step.after.last, EngineSentence(step.sentence)) for step in days.steps]


def _span_of_text(value: Any) -> Span | None:
    if not value or value == UNKNOWN.value:
        return None
    return span_of(StatedDate.parse(str(value)))
