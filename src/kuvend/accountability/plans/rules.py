"""Who may publish and submit a plan, report progress and assess, and why not."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans.models import Commitment, Milestone, Plan
from kuvend.foundation.core.access import ALLOWED, Permission, refused
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.desk import DeskRoom
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Scope

REPORTS = DeskRoom(
    url_name="desk_reports",
    label=_("Reports"),
    roles=frozenset({Role.INSTITUTION_OFFICER, Role.COMPONENT_LEADER}),
    place=30,
)
ASSESS = DeskRoom(url_name="desk_assess", label=_("Assess"), roles=frozenset({Role.IRM_REVIEWER}), place=40)
PLAN_CHECK = DeskRoom(
    url_name="desk_plan_check",
    label=_("Plan check"),
    roles=frozenset({Role.SECRETARIAT, Role.COMPONENT_LEADER}),
    place=70,
)


def may_import_plan(actor: Actor, scope: Scope) -> Permission:
    """The technical secretariat publishes plans; `scope` is the process's, or the site's for a new plan."""
    if actor.system or actor.holds(Role.SECRETARIAT, scope=scope.path):
        return ALLOWED
    return refused(_("Only the technical secretariat publishes a plan."))


def may_submit_plan(actor: Actor, plan: Plan, lacks: Sequence[str]) -> Permission:
    """The technical secretariat submits a plan to which nothing is lacking any more; else all that is, is named."""
    if not (actor.system or actor.holds(Role.SECRETARIAT, scope=plan.process.scope.path)):
        return refused(_("Only the technical secretariat submits a plan."))
    return refused(" ".join(lacks)) if lacks else ALLOWED


def may_report_progress(actor: Actor, milestone: Milestone) -> Permission:
    """An officer of the lead institution reports, or who leads the component."""
    outcome = milestone.outcome
    scope = outcome.scope.path
    if actor.system or actor.holds(Role.COMPONENT_LEADER, scope=scope):
        return ALLOWED
    lead = outcome.institution
    if lead is None:
        return refused(_("No institution is named as lead, so only the leader of the component may report here."))
    if actor.holds(Role.INSTITUTION_OFFICER, scope=scope, institution_id=lead.pk):
        return ALLOWED
    return refused(
        _("Only an officer of the lead institution (%(lead)s), or the leader of the component, reports here.")
        % {"lead": lead.name}
    )


def may_keep_file(actor: Actor, milestone: Milestone) -> Permission:
    """Who reports may keep files for the report; they belong to a person."""
    if actor.person_id is None:
        return refused(_("Files are kept for a person who is signed in."))
    return may_report_progress(actor, milestone)


def may_assess_commitment(actor: Actor, commitment: Commitment) -> Permission:
    """A reviewer of the Independent Reporting Mechanism assesses; the government does not judge itself."""
    if actor.system or actor.holds(Role.IRM_REVIEWER, scope=commitment.outcome.scope.path):
        return ALLOWED
    return refused(_("Only a reviewer of the Independent Reporting Mechanism gives an assessment."))
