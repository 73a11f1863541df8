"""Who may say, change and take back what, and who may read it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from kuvend.engines.legaltext import runs_of
from kuvend.foundation.contributions.enums import LineageKind, State
from kuvend.foundation.contributions.models import Contribution, Lineage
from kuvend.foundation.core.access import ALLOWED, Permission, refused
from kuvend.foundation.core.words import letters
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.outcomes.rules import may_be_commented
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Institution, Person, Scope
from kuvend.foundation.people.rules import may_take_part
from kuvend.foundation.processes.enums import ModerationRule
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.processes.rules import is_open

CONTINUES = _("These words continue in another contribution. Go there to add something.")
OTHER_PLACES = _("Only words of the same activity, about the same text, can be merged.")
NO_COMMENTS_NOW = _("This text is not open for comments now.")


def may_contribute(actor: Actor, activity: Activity, at: datetime) -> Permission:
    """A person with a verified address contributes while the activity is open; an importer at any time."""
    if actor.system:
        return ALLOWED
    if not (permission := may_take_part(actor)):
        return permission
    return is_open(activity, at)


def may_comment_on(actor: Actor, outcome: Outcome, activity: Activity, at: datetime) -> Permission:
    """Whoever contributes comments on a text that stands for itself."""
    return may_contribute(actor, activity, at) and (ALLOWED if actor.system else may_be_commented(outcome))


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
    return refused(CONTINUES) if contribution.continues else ALLOWED


def is_author(actor: Actor, contribution: Contribution) -> bool:
    """Tell whether the actor wrote it (the participant is then this person's)."""
    return actor.person_id is not None and contribution.participant.person_id == actor.person_id


OWN_WORDS = _("You wrote this yourself: a colleague decides about it.")


def may_act_upon(actor: Actor, contribution: Contribution) -> Permission:
    """No official acts upon the own words, nor upon the answer to them, whatever the mandate."""
    return refused(OWN_WORDS) if is_author(actor, contribution) else ALLOWED


def own_words(person_id: int) -> Q:
    """Return the condition that contributions are a person's own, or that the own ones continue in them."""
    return Q(participant__person=person_id) | Q(pk__in=RawSQL(OWN_CONTINUE, [person_id]))  # noqa: S611 - no words


OWN_CONTINUE = """
WITH RECURSIVE way(id) AS (
    SELECT row.successor_id FROM processes_participant own
    JOIN contributions_contribution words ON words.participant_id = own.id AND words.continues
    JOIN contributions_lineage row ON row.origin_id = words.id AND row.undone_at IS NULL
    WHERE own.person_id = %s
    UNION
    SELECT row.successor_id FROM way JOIN contributions_lineage row
    ON row.origin_id = way.id AND row.undone_at IS NULL
) SELECT id FROM way
"""


def may_act_upon_all(actor: Actor, contributions: QuerySet[Contribution]) -> Permission:
    """Tell the same of several: none of them is the actor's own, nor answered for the own ones, too."""
    own = actor.person_id is not None and contributions.filter(own_words(actor.person_id)).exists()
    return refused(OWN_WORDS) if own else ALLOWED


def may_lead_on(actor: Actor, contribution: Contribution) -> Permission:
    """Moderators, who runs the scope, and officers of the institution that answers say where words continue.

    Nobody does of the own words: an official would have others answered in the place of somebody else.
    """
    if is_author(actor, contribution):
        return refused(OWN_WORDS)
    scope = where_owed(contribution.activity, contribution.about).path
    if (
        actor.system
        or actor.holds(Role.MODERATOR, Role.SECRETARIAT, Role.COMPONENT_LEADER, scope=scope)
        or actor.holds(Role.INSTITUTION_OFFICER, scope=scope, institution_id=owes_now(contribution))
    ):
        return ALLOWED
    return refused(_("Only a moderator, or the institution that answers these words, may do this."))


def owes_now(contribution: Contribution) -> int:
    """Return the institution (row id) that owes the answer now: the duty may have been passed on.

    The duty's row belongs to a room above; its relation is all that is known of it here.
    """
    duty = getattr(contribution, "duty", None)
    return duty.institution_id if duty else who_owes(contribution.activity, contribution.about).pk


def owed_by_one(contributions: Iterable[Contribution]) -> Permission:
    """Words that one institution answers are not led to where another one would, without its reason to pass them on."""
    if len({owes_now(row) for row in contributions}) > 1:
        return refused(
            _("Different institutions owe these answers. First let one pass its contribution on to the other.")
        )
    return ALLOWED


def may_merge(actor: Actor, contribution: Contribution, into: Contribution) -> Permission:
    """Words are merged into others of the same sort about the same thing, while neither has an answer."""
    for row in (contribution, into):
        if not (permission := may_lead_on(actor, row)):
            return permission
    if contribution.parent_id or into.parent_id:
        return refused(_("Replies are not merged: they are owed no answer of their own."))
    if contribution.pk == into.pk or not stand_in_one_place([contribution, into]):
        return refused(OTHER_PLACES)
    if contribution.answer_due_date and not into.answer_due_date:
        return refused(_("These words are owed an answer, the other ones are not. Choose some that are owed one."))
    if contribution.continues:
        return refused(_("It was merged or split already."))
    if into.continues or into.state != State.PUBLISHED:
        return refused(_("The other one is not published, or continues elsewhere itself. Choose another one."))
    if contribution.state not in {State.PENDING, State.PUBLISHED}:
        return refused(_("This contribution is not published."))
    return owed_by_one([contribution, into]) and nothing_hangs_on([contribution.pk, into.pk])


def stand_in_one_place(contributions: Iterable[Contribution]) -> Permission:
    """Words are merged with others of the same sort, in the same activity, about the same text."""
    places = {(row.kind, row.activity_id, row.about_id) for row in contributions}
    return ALLOWED if len(places) == 1 else refused(OTHER_PLACES)


def nothing_hangs_on(contribution_ids: Collection[int]) -> Permission:
    """What was answered stays as it was, what is in a draft as its officer read it, and no new version waits.

    Answer and draft belong to a room above; their relations are all that is known of them here.
    """
    rows = Contribution.objects.filter(pk__in=contribution_ids)
    if rows.filter(answered__isnull=False).exists():
        return refused(_("It has an answer already, which stands."))
    if rows.filter(selection__isnull=False).exists():
        return refused(_("It is in a draft. Take it out there first."))
    if rows.filter(texts__waits=True).exists():
        return refused(_("A new version of these words waits for a moderator. It is read first."))
    return ALLOWED


def is_published(contribution: Contribution) -> Permission:
    """Only what is public is read and led on at the desk."""
    return ALLOWED if contribution.state == State.PUBLISHED else refused(_("This contribution is not published."))


def may_split(actor: Actor, contribution: Contribution) -> Permission:
    """Published words without an answer are split once, where their kind can be."""
    if not (permission := may_lead_on(actor, contribution)):
        return permission
    if contribution.word_kind.keep_parts is None or contribution.parent_id:
        return refused(_("Words of this kind are not split."))
    if contribution.continues:
        return refused(_("It was merged or split already."))
    if contribution.state != State.PUBLISHED:
        return refused(_("This contribution is not published."))
    if Lineage.objects.filter(origin=contribution, kind=LineageKind.SPLIT).count() >= MOST_PARTS_EVER:
        return refused(_("It was split and put together again several times. It stays whole."))
    return nothing_hangs_on([contribution.pk])


MOST_PARTS = 8
MOST_PARTS_EVER = 3 * MOST_PARTS  # of all splittings of the same words, undone ones too


def are_parts_of(words: str, passages: Sequence[str]) -> Permission:
    """Parts are runs of whole sentences, in their order, that are different and together give all of the text back."""
    if not 2 <= len(set(passages)) == len(passages) <= MOST_PARTS:
        return refused(_("Choose two parts at least, each with words of its own."))
    if not runs_of(words, passages):
        return refused(_("Each part is of whole sentences in their order, and every sentence belongs to one part."))
    return ALLOWED


def may_undo_merge(actor: Actor, contribution: Contribution, onward: Collection[int]) -> Permission:
    """Who may merge undoes it, while nothing of that in which the words continue (ids) has an answer."""
    if not onward:
        return refused(_("It is not merged."))
    if contribution.state not in {State.PENDING, State.PUBLISHED}:
        return refused(_("This contribution is not published."))
    if Lineage.objects.filter(origin__in=onward, successor=contribution, kind=LineageKind.SPLIT).exists():
        return refused(_("It is a part of words that are whole again. Split those again instead."))
    return may_lead_on(actor, contribution) and nothing_hangs_on(onward)


def may_undo_split(actor: Actor, contribution: Contribution, parts: Sequence[Contribution]) -> Permission:
    """Who may split undoes it, while all of it is public, no part has an answer, and each stands where it was put."""
    if not parts:
        return refused(_("It is not split."))
    if contribution.state != State.PUBLISHED:
        return refused(_("This contribution is not published."))
    if any(part.continues for part in parts):
        return refused(_("A part continues elsewhere itself. Undo that first."))
    if any(part.state != State.PUBLISHED for part in parts):
        return refused(_("A part is hidden or withdrawn. It stays apart from the others."))
    if any(part.version > 1 for part in parts):
        return refused(_("Its author wrote a part anew. It stays apart from the others."))
    permission = may_lead_on(actor, contribution) and owed_by_one([contribution, *parts])
    return permission and nothing_hangs_on([part.pk for part in parts])


def may_edit(actor: Actor, contribution: Contribution, at: datetime) -> Permission:
    """The author changes the words while the activity is open and nothing hides them."""
    if not is_author(actor, contribution):
        return refused(_("Only its author can change it."))
    if fixed := contribution.word_kind.fixed:
        return refused(fixed)
    if contribution.continues or contribution.state not in {State.PENDING, State.PUBLISHED}:
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


def may_erase(actor: Actor, person: Person) -> Permission:
    """A person erases the own account, once no mandate is in force any more."""
    if actor.person_id != person.pk:
        return refused(_("Only you can erase your account."))
    if actor.mandates or actor.unconfirmed_mandates:
        return refused(_("You hold a mandate. Have it ended first, then erase your account."))
    return ALLOWED
