"""Who may report progress and assess, and why not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans.models import Commitment, Milestone
from kuvend.foundation.core.access import ALLOWED, Permission, refused
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.desk import DeskRoom
from kuvend.foundation.people.enums import Role

REPORTS = DeskRoom(
    url_name="desk_reports",
    label=_("Reports"),
    roles=frozenset({Role.INSTITUTION_OFFICER, Role.COMPONENT_LEADER}),
    place=30,
)
ASSESS = DeskRoom(url_name="desk_assess", label=_("Assess"), roles=frozenset({Role.IRM_REVIEWER}), place=40)


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
