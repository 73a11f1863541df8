"""What may be announced as a way to take part: whose it is, by which rules, and on which days."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.access import ALLOWED, Permission, refused
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.processes.enums import StageState
from kuvend.foundation.processes.kinds import kind_of
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.processes.rules import may_run_process
from kuvend.foundation.processes.standing import may_stay_open, takes_kind, takes_ways

MOST_WORKING_DAYS = 250  # for an answer: a year


def may_publish_activity(actor: Actor, activity: Activity) -> Permission:
    """Who runs its scope announces it; scope and stage are the process's own, and it closes after it opens."""
    if not (permission := may_run_process(actor, activity.scope)):
        return permission
    if not (permission := takes_ways(activity.process)):
        return permission
    if unused := kind_of(activity.kind).unused:
        return refused(unused)
    if not (permission := takes_kind(activity.process, activity.kind)):
        return permission
    if not activity.scope.path.startswith(activity.process.scope.path):
        return refused(_("This scope does not belong to the process."))
    if not (permission := takes_activity(actor, activity)):
        return permission
    if activity.closes_at is None and not (permission := may_stay_open(activity)):
        return permission
    if activity.end <= activity.opens_at:
        return refused(_("It closes before it opens."))
    if not (permission := ends_with_its_stage(activity)):
        return permission
    if not activity.summary:
        return refused(_("Say what it is about, in one language at least."))
    if not 1 <= activity.answer_working_days <= MOST_WORKING_DAYS:
        return refused(_("Give 1 to %(most)s working days for an answer.") % {"most": MOST_WORKING_DAYS})
    return ALLOWED


def takes_activity(actor: Actor, activity: Activity) -> Permission:
    """The stage of an activity is the process's own, and has not finished.

    What the house brings in from elsewhere (`kuvend import deliberation`) may have taken place in a finished stage.
    """
    stage = activity.stage
    if stage and stage.process_id != activity.process_id:
        return refused(_("This stage does not belong to the process."))
    if stage and stage.state == StageState.CLOSED and not actor.system:
        return refused(_("This stage has finished. Choose one that has not, or none."))
    return ALLOWED


def ends_with_its_stage(activity: Activity) -> Permission:
    """Nobody takes part in a stage after its last day (so it is with extending too: `rules.latest_last_day`)."""
    stage = activity.stage
    if stage and activity.end_date > stage.to_date:
        day = date_format(stage.to_date, "DATE_FORMAT")
        return refused(_("Its stage ends on %(day)s. Choose that day at the latest.") % {"day": day})
    return ALLOWED
