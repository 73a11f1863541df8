"""Who may publish the words of an outcome, and say where they continue."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.access import ALLOWED, Permission, refused
from kuvend.foundation.outcomes.enums import SuccessionKind
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Scope
from kuvend.foundation.processes.models import Activity


def may_publish_text(actor: Actor, scope: Scope) -> Permission:
    """The technical secretariat, or a component leader within the component, publishes texts."""
    if actor.system or actor.holds(Role.SECRETARIAT, Role.COMPONENT_LEADER, scope=scope.path):
        return ALLOWED
    return refused(_("Only the technical secretariat, or the leader of the component, publishes this text."))


def may_open_for_comments(actor: Actor, outcome: Outcome, activity: Activity, at: datetime) -> Permission:
    """Who publishes its words puts an outcome up for comments in one activity of its process at a time.

    What never moves (a section of a draft) belongs to the activity it was published in.
    """
    if not (permission := may_publish_text(actor, outcome.scope)):
        return permission
    if outcome.continues:
        return refused(_("It continues elsewhere already, or is left aside. Take that back first."))
    if outcome.process_id != activity.process_id or not outcome.scope.path.startswith(activity.scope.path):
        return refused(_("This text does not belong to what the activity is about."))
    if outcome.activity_id == activity.pk:
        return ALLOWED
    if not outcome.sort.moves or (outcome.activity and outcome.activity.end > at):
        return refused(_("This text is commented on in another activity."))
    return ALLOWED


def may_be_commented(outcome: Outcome) -> Permission:
    """Only about what stands for itself something new is said; what was said before stays with it."""
    if outcome.continues:
        return refused(_("This text continues elsewhere, or was left aside: nothing new is said about it here."))
    return ALLOWED


def may_record_succession(
    actor: Actor,
    outcome: Outcome,
    kind: str,
    successors: Sequence[Outcome],
    *,
    reason: Mapping[str, str],
) -> Permission:
    """Who publishes the words of all these texts says where one continues; left aside is nothing without a reason."""
    for row in (outcome, *successors):
        if not (permission := may_publish_text(actor, row.scope)):
            return permission
    if outcome.continues:
        return refused(_("It continues elsewhere already, or is left aside. Take that back first."))
    return _stand(successors) and _is_whole(outcome, kind, successors, reason)


def _stand(successors: Sequence[Outcome]) -> Permission:
    """A text continues in texts that stand for themselves: through those that went on it would be counted nowhere."""
    led_on = next((row for row in successors if row.continues), None)
    if led_on:
        return refused(_("“%(title)s” continues elsewhere itself, or was left aside.") % {"title": led_on.title})
    return ALLOWED


def _is_whole(outcome: Outcome, kind: str, successors: Sequence[Outcome], reason: Mapping[str, str]) -> Permission:
    if kind == SuccessionKind.LEFT_ASIDE:
        if successors:
            return refused(_("What is left aside continues nowhere."))
        return ALLOWED if any(reason.values()) else refused(_("Say why it is left aside."))
    if kind == SuccessionKind.SPLIT_INTO and len(successors) < 2:
        return refused(_("What is split continues in two texts at least."))
    if kind != SuccessionKind.SPLIT_INTO and len(successors) != 1:
        return refused(_("Name the one text in which it continues."))
    carried = kind == SuccessionKind.CARRIED_OVER_TO
    if carried != any(row.process_id != outcome.process_id for row in successors):
        return refused(_("A text is carried over to another plan; within its own it becomes, is merged or is split."))
    if carried:
        later = successors[0].process.from_date > outcome.process.from_date
        return ALLOWED if later else refused(_("A text is carried over only to a plan that begins later."))
    return _are_of_its_sort(outcome, successors)


def _are_of_its_sort(outcome: Outcome, successors: Sequence[Outcome]) -> Permission:
    """A commitment does not become a milestone; a section of a draft, which never moves, becomes what was drafted."""
    if outcome.sort.moves and any(row.kind != outcome.kind for row in successors):
        return refused(
            _(
                "Within its plan a text continues in texts of its own sort; "
                "a part of a draft can become a text of the plan."
            )
        )
    return ALLOWED


def ways_to_continue(outcome: Outcome, successors: Sequence[Outcome]) -> list[SuccessionKind]:
    """Return how a text can continue in these, or without any, once a reason is given: none where it cannot."""
    reason = {"": "."}
    return [kind for kind in SuccessionKind if _is_whole(outcome, kind, successors, reason)]


def may_continue_in(outcome: Outcome, successors: Sequence[Outcome]) -> Permission:
    """A text can continue in these in some way, once a reason is given; else the reason why it cannot in any."""
    if ways_to_continue(outcome, successors):
        return _stand(successors)
    if len(successors) < 2:
        elsewhere = any(row.process_id != outcome.process_id for row in successors)
        kind = SuccessionKind.CARRIED_OVER_TO if elsewhere else SuccessionKind.BECAME
        return _is_whole(outcome, kind, successors, {})
    if any(row.process_id != outcome.process_id for row in successors):
        return refused(
            _("A text can be split only within its own plan. To another plan it is carried over as one text.")
        )
    return _is_whole(outcome, SuccessionKind.SPLIT_INTO, successors, {})


def is_no_circle(outcome: Outcome, onward: Collection[int]) -> Permission:
    """No text continues in itself, through whatever others (`onward`: the ids of the successors and all after them)."""
    if outcome.pk in onward:
        return refused(_("This text would continue in itself. Name another one."))
    return ALLOWED


def may_undo_succession(actor: Actor, outcome: Outcome) -> Permission:
    """Who publishes its words takes back where a text continues."""
    if not (permission := may_publish_text(actor, outcome.scope)):
        return permission
    return ALLOWED if outcome.continues else refused(_("It continues nowhere else."))
