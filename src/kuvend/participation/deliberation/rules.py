"""Who may vote, add, seed and tend statements, and set the rules."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.rules import is_author, may_contribute
from kuvend.foundation.core.access import ALLOWED, Permission, refused
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.models import Activity
from kuvend.participation.deliberation.enums import WhoAdds
from kuvend.participation.deliberation.models import LEAST_MINIMUM_VOTERS, Deliberation, Statement, Vote

TRANSLATED_MEANWHILE = _("Somebody translated it meanwhile. Read that translation, then decide again.")
MOST_MINIMUM_VOTERS = 10_000


def may_vote(actor: Actor, activity: Activity, at: datetime) -> Permission:
    """Whoever may contribute votes, while the activity is open; a vote is changed as long."""
    return may_contribute(actor, activity, at)


def may_vote_on(actor: Actor, contribution: Contribution, at: datetime) -> Permission:
    """A vote is for a statement that is asked: published, and not merged into another one."""
    if not (permission := may_vote(actor, contribution.activity, at)):
        return permission
    if contribution.state != State.PUBLISHED or contribution.continues:
        return refused(_("This statement is no longer shown. Go on with the next one."))
    return ALLOWED


def may_add_statement(actor: Actor, deliberation: Deliberation, at: datetime) -> Permission:
    """Everyone who votes adds statements, unless only the institution that asks does."""
    if not (permission := may_contribute(actor, deliberation.activity, at)):
        return permission
    if deliberation.who_adds == WhoAdds.OWNER and not runs(actor, deliberation.activity):
        return refused(_("In this deliberation only the institution that asks adds statements."))
    return ALLOWED


def runs(actor: Actor, activity: Activity) -> bool:
    """Tell whether the actor runs this deliberation: its owner's officer, or who runs the scope."""
    scope = activity.scope.path
    return (
        actor.system
        or actor.holds(Role.SECRETARIAT, Role.COMPONENT_LEADER, scope=scope)
        or actor.holds(Role.INSTITUTION_OFFICER, scope=scope, institution_id=activity.owner_id)
    )


def may_run(actor: Actor, activity: Activity, at: datetime) -> Permission:
    """Who runs it sets its rules and seeds statements, until it closes."""
    if not runs(actor, activity):
        return refused(_("Only the institution that asks, or the technical secretariat, may do this."))
    if at >= activity.end and not actor.system:
        return refused(_("This deliberation is closed."))
    return ALLOWED


def may_set_minimum(actor: Actor, deliberation: Deliberation, minimum: int) -> Permission:
    """Numbers show from five voters on at least, and from no fewer than was said when people began to vote."""
    if minimum < LEAST_MINIMUM_VOTERS:
        return refused(_("Numbers show from 5 voters on at least: from fewer, single answers follow."))
    voted = Vote.objects.filter(statement__contribution__activity_id=deliberation.pk)
    if minimum < deliberation.minimum_voters and not actor.system and voted.exists():
        return refused(_("People vote already. From then on this number cannot be made smaller."))
    return ALLOWED


def may_put_forward(actor: Actor, activity: Activity, at: datetime) -> Permission:
    """Who runs it puts statements forward for an answer, once it is closed and the numbers stand."""
    if not runs(actor, activity):
        return refused(_("Only the institution that asks, or the technical secretariat, may do this."))
    if at < activity.end:
        return refused(_("This can be done when the deliberation is closed."))
    return ALLOWED


def may_tend(actor: Actor, activity: Activity) -> Permission:
    """Moderators, and who runs it, merge, classify and translate statements."""
    if runs(actor, activity) or actor.holds(Role.MODERATOR, scope=activity.scope.path):
        return ALLOWED
    return refused(_("Only a moderator, or the institution that asks, may do this."))


def may_translate(actor: Actor, statement: Statement) -> Permission:
    """Who tends statements translates them, at any time; nobody the own one."""
    return _may_tend_others(actor, statement)


def may_classify(actor: Actor, statement: Statement, at: datetime) -> Permission:
    """Who tends statements says of what sort they are while people vote; afterwards the results stand."""
    if not (permission := _may_tend_others(actor, statement)):
        return permission
    return _before_closing(statement.contribution.activity, at)


def may_merge(actor: Actor, statement: Statement, into: Statement, at: datetime) -> Permission:
    """A statement is merged once, while people vote, into another one of the same deliberation that is itself asked.

    Neither may be the own one: else an official would have others answer the own words instead of somebody else's.
    """
    if not (permission := may_classify(actor, statement, at)):
        return permission
    if statement.contribution.activity_id != into.contribution.activity_id or statement.pk == into.pk:
        return refused(_("Choose another statement of this deliberation."))
    if not (permission := _may_tend_others(actor, into)):
        return permission
    if statement.contribution.continues:
        return refused(_("It was merged already."))
    if into.contribution.continues or into.contribution.state != State.PUBLISHED:
        return refused(_("The other statement is not asked. Choose one that is."))
    return ALLOWED


def may_stop_merging(actor: Actor, statement: Statement, at: datetime) -> Permission:
    """Who tends statements lets a merged one be asked again, while people vote."""
    if not (permission := may_classify(actor, statement, at)):
        return permission
    return ALLOWED if statement.contribution.continues else refused(_("It is not merged."))


def _may_tend_others(actor: Actor, statement: Statement) -> Permission:
    if is_author(actor, statement.contribution):
        return refused(_("It is your own. A colleague decides on it."))
    return may_tend(actor, statement.contribution.activity)


def _before_closing(activity: Activity, at: datetime) -> Permission:
    if at >= activity.end:
        return refused(_("This deliberation is closed, and its results stand as they are."))
    return ALLOWED
