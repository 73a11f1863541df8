"""Who may say, change and take back what, and who may read it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.access import ALLOWED, Permission, refused
from kuvend.foundation.core.words import letters
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.models import Institution, Person, Scope
from kuvend.foundation.people.rules import may_take_part
from kuvend.foundation.processes.enums import ModerationRule
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.processes.rules import is_open

NO_COMMENTS_NOW = _("This text is not open for comments now.")


def may_contribute(actor: Actor, activity: Activity, at: datetime) -> Permission:
    """A person with a verified address contributes while the activity is open; an importer at any time."""
    if actor.system:
        return ALLOWED
    if not (permission := may_take_part(actor)):
        return permission
    return is_open(activity, at)


def says_something(title: str, body: str) -> Permission:
    """What is said holds a letter or a digit, once it is normalised: whatever shows nothing is no word."""
    return ALLOWED if letters(title) or letters(body) else refused(_("Write it in words: nothing can be read in it."))


def may_reply(actor: Actor, contribution: Contribution, at: datetime) -> Permission:
    """Only what is published is replied to, while its activity is open and where its kind takes comments."""
    if unreplied := contribution.word_kind.unreplied:
        return refused(unreplied)
    return may_join(actor, contribution, at)


def may_join(actor: Actor, contribution: Contribution, at: datetime) -> Permission:
    """Only where something is published, and its activity open, is anything added to it or taken from it."""
    if not (permission := may_contribute(actor, contribution.activity, at)):
        return permission
    if contribution.state != State.PUBLISHED:
        return refused(_("This contribution is not published."))
    return ALLOWED


def is_author(actor: Actor, contribution: Contribution) -> bool:
    """Tell whether the actor wrote it (the participant is then this person's)."""
    return actor.person_id is not None and contribution.participant.person_id == actor.person_id


OWN_WORDS = _("You wrote this yourself: a colleague decides about it.")


def may_act_upon(actor: Actor, contribution: Contribution) -> Permission:
    """No official acts upon the own words, nor upon the answer to them, whatever the mandate."""
    return refused(OWN_WORDS) if is_author(actor, contribution) else ALLOWED


def may_act_upon_all(actor: Actor, contributions: QuerySet[Contribution]) -> Permission:
    """Tell the same of several: none of them is the actor's own."""
    own = actor.person_id is not None and contributions.filter(participant__person=actor.person_id).exists()
    return refused(OWN_WORDS) if own else ALLOWED


def may_edit(actor: Actor, contribution: Contribution, at: datetime) -> Permission:
    """The author changes the words while the activity is open and nothing hides them."""
    if not is_author(actor, contribution):
        return refused(_("Only its author can change it."))
    if fixed := contribution.word_kind.fixed:
        return refused(fixed)
    if contribution.state not in {State.PENDING, State.PUBLISHED}:
        return refused(_("It can no longer be changed."))
    return is_open(contribution.activity, at)


def is_read_first(contribution: Contribution) -> bool:
    """Tell whether a new version waits for a moderator, so that what was read is exchanged for nothing unread."""
    return contribution.state == State.PUBLISHED and contribution.activity.moderation == ModerationRule.BEFORE


def may_withdraw(actor: Actor, contribution: Contribution) -> Permission:
    """The author takes the words back at any time, once."""
    if not is_author(actor, contribution):
        return refused(_("Only its author can withdraw it."))
    if contribution.state == State.WITHDRAWN:
        return refused(_("It has been withdrawn already."))
    return ALLOWED


def may_support(actor: Actor, contribution: Contribution, at: datetime) -> Permission:
    """Everyone who may contribute supports what is published, except the author, where its kind is supported."""
    if is_author(actor, contribution):
        return refused(_("It is your own."))
    if unsupported := contribution.word_kind.unsupported:
        return refused(unsupported)
    return may_join(actor, contribution, at)


def who_owes(activity: Activity, about: Outcome | None) -> Institution:
    """Return the institution that answers words about `about`: its own one, else the owner of the activity."""
    return (about.institution if about else None) or activity.owner


def where_owed(activity: Activity, about: Outcome | None) -> Scope:
    """Return the scope in which words about `about` are answered: its own one, else that of the activity."""
    return about.scope if about else activity.scope


def words_are_public(state: str) -> bool:
    """Tell whether a contribution's words are shown to everyone."""
    return state == State.PUBLISHED


def author_shown(state: str, name: str) -> str:
    """Return the name (or organisation) that stands beside words: it is words too, and shows and hides with them."""
    return name if words_are_public(state) else ""


def may_erase(actor: Actor, person: Person) -> Permission:
    """A person erases the own account, once no mandate is in force any more."""
    if actor.person_id != person.pk:
        return refused(_("Only you can erase your account."))
    if actor.mandates or actor.unconfirmed_mandates:
        return refused(_("You hold a mandate. Have it ended first, then erase your account."))
    return ALLOWED
