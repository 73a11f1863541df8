"""A kept plan against OGP's rules: its file, and the answers that are counted here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db.models import Count, Q

from kuvend.accountability.plans.models import Plan
from kuvend.accountability.plans.queries.export import plan_document
from kuvend.accountability.plans.working_days import working_days_of
from kuvend.engines.formats.plan.documents import PlanDocument
from kuvend.engines.formats.plan.making import Contributions
from kuvend.engines.plancheck import NOTHING_TOLD, PlanCheck, check_plan
from kuvend.foundation.responses.enums import DutyState
from kuvend.foundation.responses.models import Duty


def plan_check(plan: Plan, *, as_of: date) -> PlanCheck:
    """Return what every rule finds on a day.

    Where people contributed here, the contributions that are owed an answer are counted here, whatever the file says.
    """
    document = plan_document(plan)
    counted = _contributions(plan)
    if counted.received:
        document = _with_contributions(document, counted)
    return check_plan(document, as_of=as_of, working_days=working_days_of(document.country))


def _contributions(plan: Plan) -> Contributions:
    """Return the contributions that were or are owed an answer; what is published here is published for everyone."""
    duties = Duty.objects.filter(contribution__activity__process_id=plan.process_id)
    counts = duties.aggregate(
        received=Count("pk", filter=Q(state__in=[DutyState.OPEN, DutyState.MET])),
        answered=Count("pk", filter=Q(state=DutyState.MET)),
    )
    return Contributions(**counts, published="yes")


def _with_contributions(document: PlanDocument, counted: Contributions) -> PlanDocument:
    return replace(document, making=replace(document.making or NOTHING_TOLD, contributions=counted))
