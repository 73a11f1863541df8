"""Lists of institutions kept in the plan's order; a list that stays the same is not touched."""

from __future__ import annotations

from collections.abc import Sequence

from kuvend.accountability.plans.models import Commitment, GoalLead, Plan, PlanInstitution, PolicyGoal, Supporting
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.models import GateItem


def keep_listed(plan: Plan, institutions: Sequence[Institution]) -> None:
    """Keep which institutions the plan lists."""
    rows = PlanInstitution.objects.filter(plan=plan)
    if _same_order(rows.order_by("place").values_list("institution_id", flat=True), institutions):
        return
    rows.delete()
    PlanInstitution.objects.bulk_create(
        PlanInstitution(plan=plan, institution=institution, place=place)
        for place, institution in enumerate(institutions)
    )


def keep_leads(goal: PolicyGoal, institutions: Sequence[Institution]) -> None:
    """Keep which institutions lead a policy goal."""
    rows = GoalLead.objects.filter(goal=goal)
    if _same_order(rows.order_by("place").values_list("institution_id", flat=True), institutions):
        return
    rows.delete()
    GoalLead.objects.bulk_create(
        GoalLead(goal=goal, institution=institution, place=place) for place, institution in enumerate(institutions)
    )


def keep_supporting(commitment: Commitment, institutions: Sequence[Institution]) -> None:
    """Keep which institutions support a commitment."""
    rows = Supporting.objects.filter(commitment=commitment)
    if _same_order(rows.order_by("place").values_list("institution_id", flat=True), institutions):
        return
    rows.delete()
    Supporting.objects.bulk_create(
        Supporting(commitment=commitment, institution=institution, place=place)
        for place, institution in enumerate(institutions)
    )


def keep_actors(item: GateItem, institutions: Sequence[Institution]) -> None:
    """Keep who acts in a condition of a stage; the order is that of the rows."""
    through = GateItem.actors.through
    rows = through.objects.filter(gateitem=item)
    if _same_order(rows.order_by("pk").values_list("institution_id", flat=True), institutions):
        return
    rows.delete()
    through.objects.bulk_create(through(gateitem=item, institution=one) for one in institutions)


def _same_order(kept_ids: object, institutions: Sequence[Institution]) -> bool:
    return list(kept_ids) == [one.pk for one in institutions]  # type: ignore[call-overload, no-any-return]
