"""Who may moderate what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.contributions.enums import NEXT, State
from kuvend.foundation.contributions.models import Contribution, ContributionText, Leaving
from kuvend.foundation.contributions.rules import may_act_upon
from kuvend.foundation.contributions.versions import rests_on, staying_texts
from kuvend.foundation.core.access import ALLOWED, Permission, refused
from kuvend.foundation.moderation.enums import Decided
from kuvend.foundation.moderation.models import Decision
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.rules import NAME_CHANGED

UNDO = timedelta(hours=1)
LEAVES_WITH_WORDS = _("Its author has erased the account with all words; these are erased within days.")


def may_moderate(actor: Actor, contribution: Contribution) -> Permission:
    """A moderator decides within the scope of the mandate, never about the own words."""
    if actor.system:
        return ALLOWED
    if not actor.holds(Role.MODERATOR, scope=contribution.activity.scope.path):
        return refused(_("Only a moderator decides this."))
    return may_act_upon(actor, contribution)


def may_decide_version(actor: Actor, contribution: Contribution, text: ContributionText | None) -> Permission:
    """A moderator decides about a new version of published words while it waits."""
    if not (permission := may_moderate(actor, contribution)):
        return permission
    if text is None or contribution.state != State.PUBLISHED:
        return refused(_("That was decided already."))
    return ALLOWED


def may_hide_version(actor: Actor, contribution: Contribution, text: ContributionText | None) -> Permission:
    """A moderator hides an earlier version that stayed public, while the words of now stay."""
    if not (permission := may_moderate(actor, contribution)):
        return permission
    if text is None or contribution.state != State.PUBLISHED:
        return refused(_("That was decided already."))
    return ALLOWED


def may_restore_version(actor: Actor, contribution: Contribution, text: ContributionText | None) -> Permission:
    """A moderator brings back an earlier version that was hidden alone, unless its author takes all words along."""
    if not (permission := may_hide_version(actor, contribution, text)):
        return permission
    return refused(LEAVES_WITH_WORDS) if _is_leaving(contribution, words_too=True) else ALLOWED


def may_hide_name(actor: Actor, contribution: Contribution, seen_name: str) -> Permission:
    """A moderator hides a name that a person chose: the one that was read, and not the own one."""
    if not (permission := may_moderate(actor, contribution)):
        return permission
    name = "" if contribution.word_kind.anonymous else contribution.participant.chosen_name
    if not name or (contribution.participant.person_id is None and not _is_leaving(contribution)):
        return refused(_("There is no chosen name beside these words."))
    if name != seen_name:
        return refused(NAME_CHANGED)
    return ALLOWED


def may_let_name_stand(actor: Actor, contribution: Contribution, seen_name: str) -> Permission:
    """A moderator says of a chosen name that it was read and stands: the one that was seen, and not the own one."""
    if not (permission := may_hide_name(actor, contribution, seen_name)):
        return permission
    if contribution.participant.name_unread_since is None:
        return refused(_("That was decided already."))
    return ALLOWED


def may_mark_read(actor: Actor, contribution: Contribution, *, reported: bool) -> Permission:
    """A moderator says of published words that they were read: once for each version, again where people report it.

    Args:
        reported: whether the moderator was shown a report that nobody has decided yet.
    """
    if not (permission := may_moderate(actor, contribution)):
        return permission
    if contribution.state != State.PUBLISHED or (contribution.read_version >= contribution.version and not reported):
        return refused(_("That was decided already."))
    return ALLOWED


def may_take_back(actor: Actor, contribution: Contribution, latest: Decision | None, at: datetime) -> Permission:
    """A moderator undoes a let-through within an hour, while nothing rests on it: support, answer, reply, lineage."""
    if not (permission := may_moderate(actor, contribution)):
        return permission
    let_through = latest is not None and latest.decided == Decided.LET_THROUGH
    if not let_through or latest is None or contribution.state != State.PUBLISHED:
        return refused(_("There is nothing to take back."))
    if at - latest.decided_at > UNDO:
        return refused(_("The hour in which it could be taken back is over. It can be hidden by a rule."))
    if contribution.continues:
        return refused(_("These words continue elsewhere. They can be hidden by a rule."))
    if rests_on(contribution):
        return refused(
            _(
                "Somebody has already supported, answered or replied to it, or other words continue in it. "
                "You can hide it by a rule."
            )
        )
    return ALLOWED


def may_complain(contribution: Contribution) -> Permission:
    """Everybody reports what is published."""
    return ALLOWED if contribution.state == State.PUBLISHED else refused(_("This contribution is not published."))


def may_move(actor: Actor, contribution: Contribution, to: str) -> Permission:
    """A decision must change where the contribution stands, and only along the steps there are."""
    if not (permission := may_moderate(actor, contribution)):
        return permission
    if to == State.PENDING or to not in NEXT[State(contribution.state)]:
        return refused(_("That was decided already."))
    if to == State.PUBLISHED and _is_leaving(contribution, words_too=True):
        return refused(LEAVES_WITH_WORDS)
    return ALLOWED


def may_show(contribution: Contribution, hidden: Sequence[Contribution]) -> Permission:
    """Words become public only when no words of theirs stay hidden in a part, nor in versions that come back with them.

    Args:
        hidden: what stays hidden of all that came of the same words by splittings.
    """
    if not hidden:
        return ALLOWED
    return may_show_words([contribution.body, *(text.body for text in staying_texts(contribution))], hidden)


def may_show_words(texts: Sequence[str], hidden: Sequence[Contribution]) -> Permission:
    """Texts become public only when nothing in them stays hidden (`hidden`, as above)."""
    if any(other.body in text for other in hidden for text in texts):
        return refused(_("A part of these words was hidden separately. Restore that part first."))
    return ALLOWED


def _is_leaving(contribution: Contribution, **how: bool) -> bool:
    """Tell whether the account behind is erased and this process has yet to be left."""
    if contribution.participant.person_id is not None:
        return False
    return Leaving.objects.filter(participant=contribution.participant_id, **how).exists()
