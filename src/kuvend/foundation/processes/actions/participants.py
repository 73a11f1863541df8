"""People join a process under a pseudonym, and choose how they appear."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import chain, repeat

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from kuvend.foundation.core import limits
from kuvend.foundation.core.access import NotAllowed, require
from kuvend.foundation.core.lookalikes import skeleton
from kuvend.foundation.core.words import one_line
from kuvend.foundation.people.enums import PERSON
from kuvend.foundation.people.holding import hold_account
from kuvend.foundation.processes import facts, rules
from kuvend.foundation.processes.enums import ModerationRule
from kuvend.foundation.processes.models import SKELETON_LENGTH, Activity, Participant, Process
from kuvend.foundation.processes.pseudonyms import draw_longer_pseudonym, draw_pseudonym
from kuvend.foundation.processes.queries import known_participant
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Subject, seal

SHORT_TRIES, LONG_TRIES = 4, 8


def participant_in(process: Process, *, person_id: int, participant: Participant | None = None) -> Participant:
    """Return the person's participant in `process`; the first time it is made, with a fresh pseudonym.

    Args:
        participant: one that was read already; that of another person or process counts for nothing.

    Raises:
        NotAllowed: when the account was erased meanwhile.
    """
    hold_account(person_id)  # words of the same second are erased with it, or refused
    if participant is None or (participant.process_id, participant.person_id) != (process.pk, person_id):
        participant = known_participant(process.pk, person_id)
    if participant:
        return participant
    for draw in chain(repeat(draw_pseudonym, SHORT_TRIES), repeat(draw_longer_pseudonym, LONG_TRIES)):
        try:
            with transaction.atomic():
                return Participant.objects.create(process=process, person_id=person_id, pseudonym=draw())
        except IntegrityError:  # the pseudonym is taken, or another request of this person was faster
            if participant := known_participant(process.pk, person_id):
                return participant
    raise RuntimeError("no free pseudonym was found")


@transaction.atomic
def show_name(
    *,
    person_id: int,
    process: Process,
    name: str,
    organisation: str = "",
    activity: Activity | None = None,
    at: datetime,
) -> Participant:
    """Appear as `name` (and as who speaks for an organisation) from now on; "" goes back to the pseudonym.

    A name is words: where a moderator reads first it waits to be read, elsewhere it shows at once and is read after.

    Args:
        activity: where the person is about to write; its rule counts, and that of every one where words stand already.

    Raises:
        NotAllowed: when the name is, or looks like, somebody else's; TooOften when the day's limit is reached.
    """
    name, organisation = one_line(name), one_line(organisation)
    require(rules.may_show_name(name))
    require(rules.may_speak_for(organisation))
    participant = _locked(participant_in(process, person_id=person_id))
    require(rules.may_show_again(participant, name, organisation))
    if (name, organisation) == _name_and_organisation(participant):
        return participant
    limits.count("show_name", str(person_id), at=at)
    sealed = seal(f"{name}\n{organisation}")
    participant.name_salt = sealed.salt
    participant.name_unread_since = at if name or organisation else None
    if participant.name_unread_since and _is_read_first(participant, activity):
        _require_free(participant, name)
        participant.waiting_name, participant.waiting_organisation = name, organisation
        participant.save(update_fields=NAMED)
    else:
        _show(participant, name, organisation)
    put(facts.NameChosen(participant=Subject(participant.public_id), text=sealed.digest), at=at, role=PERSON)
    return participant


NAMED = [
    "shown_name", "organisation", "name_skeleton", "name_salt", "waiting_name", "waiting_organisation",
    "name_unread_since", "hidden_names",
]  # fmt: skip


def _locked(participant: Participant) -> Participant:
    return Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)


def _locked_as_read(participant: Participant, seen_name: str) -> Participant:
    row = _locked(participant)
    if row.chosen_name != seen_name:
        raise NotAllowed(rules.NAME_CHANGED)
    return row


def _name_and_organisation(participant: Participant) -> tuple[str, str]:
    if participant.name_waits:
        return participant.waiting_name, participant.waiting_organisation
    return participant.shown_name, participant.organisation


def _is_read_first(participant: Participant, activity: Activity | None) -> bool:
    """Tell whether a moderator reads first where the person writes now, or where words of the person stand."""
    if activity is not None and activity.moderation == ModerationRule.BEFORE:
        return True
    activities = Activity.objects.filter(contributions__participant=participant)  # of a room above, by its relation
    return activities.filter(moderation=ModerationRule.BEFORE).exists()


def _require_free(participant: Participant, name: str) -> None:
    alike = Participant.objects.filter(process=participant.process_id, name_skeleton=skeleton(name)[:SKELETON_LENGTH])
    if name and alike.exclude(pk=participant.pk).exists():
        raise NotAllowed(rules.TAKEN)


def _show(participant: Participant, name: str, organisation: str) -> None:
    participant.shown_name, participant.organisation = name, organisation
    participant.name_skeleton = skeleton(name)[:SKELETON_LENGTH]
    participant.waiting_name, participant.waiting_organisation = "", ""
    try:
        with transaction.atomic():
            participant.save(update_fields=NAMED)
    except IntegrityError:
        raise NotAllowed(rules.TAKEN) from None


def let_names_wait(participant_ids: Iterable[int]) -> None:
    """Take unread names off the pages, until a moderator has read them: their people write where one reads first."""
    name_on_pages = ~Q(shown_name="") | ~Q(organisation="")
    unread = Participant.objects.filter(name_on_pages, pk__in=set(participant_ids), name_unread_since__isnull=False)
    unread.update(
        waiting_name=F("shown_name"), waiting_organisation=F("organisation"), shown_name="", organisation="",
        name_skeleton="",
    )  # fmt: skip


def let_name_stand(participant: Participant, seen_name: str) -> Participant:
    """Show the name that somebody chose, now that it was read.

    The caller checked the rule, opened the transaction and puts the deed on record.

    Raises:
        NotAllowed: when it was changed meanwhile, or somebody else has a name by now that looks the same.
    """
    row = _locked_as_read(participant, seen_name)
    row.name_unread_since = None
    _show(row, *_name_and_organisation(row))
    return row


def take_name_away(participant: Participant, seen_name: str) -> None:
    """Take the name and the organisation that somebody chose away for good; one that was read before stays.

    The caller checked the rule, opened the transaction and puts the deed on record.

    Raises:
        NotAllowed: when it was changed meanwhile.
    """
    row = _locked_as_read(participant, seen_name)
    skeletons = {skeleton(words)[:SKELETON_LENGTH] for words in _name_and_organisation(row) if words}
    row.hidden_names = sorted({*row.hidden_names, *skeletons})
    row.name_unread_since, row.name_salt = None, b""
    before = (row.shown_name, row.organisation) if row.name_waits else ("", "")
    _show(row, *before)
