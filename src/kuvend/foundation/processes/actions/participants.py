"""People join a process under a pseudonym, and choose how they appear."""

from __future__ import annotations

from datetime import datetime
from itertools import chain, repeat

from django.db import IntegrityError, transaction

from kuvend.foundation.core import limits
from kuvend.foundation.core.access import NotAllowed, require
from kuvend.foundation.core.lookalikes import skeleton
from kuvend.foundation.core.words import one_line
from kuvend.foundation.people.enums import PERSON
from kuvend.foundation.people.holding import hold_account
from kuvend.foundation.processes import facts, rules
from kuvend.foundation.processes.models import SKELETON_LENGTH, Participant, Process
from kuvend.foundation.processes.pseudonyms import draw_longer_pseudonym, draw_pseudonym
from kuvend.foundation.processes.queries import known_participant
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Subject, seal

SHORT_TRIES, LONG_TRIES = 4, 8


def participant_in(process: Process, *, person_id: int) -> Participant:
    """Return the person's participant in `process`; the first time it is made, with a fresh pseudonym.

    Raises:
        NotAllowed: when the account was erased meanwhile.
    """
    hold_account(person_id)  # words of the same second are erased with it, or refused
    known = known_participant(process.pk, person_id)
    if known:
        return known
    for draw in chain(repeat(draw_pseudonym, SHORT_TRIES), repeat(draw_longer_pseudonym, LONG_TRIES)):
        try:
            with transaction.atomic():
                return Participant.objects.create(process=process, person_id=person_id, pseudonym=draw())
        except IntegrityError:  # the pseudonym is taken, or another request of this person was faster
            if known := known_participant(process.pk, person_id):
                return known
    raise RuntimeError("no free pseudonym was found")


@transaction.atomic
def show_name(*, person_id: int, process: Process, name: str, organisation: str = "", at: datetime) -> Participant:
    """Show `name` (and the organisation spoken for) instead of the pseudonym from now on; "" goes back to it.

    Raises:
        NotAllowed: when the name is, or looks like, somebody else's; TooOften when the day's limit is reached.
    """
    name, organisation = one_line(name), one_line(organisation)
    require(rules.may_show_name(name))
    require(rules.may_speak_for(organisation))
    participant = participant_in(process, person_id=person_id)
    require(rules.may_show_again(participant, name, organisation))
    if (name, organisation) == (participant.shown_name, participant.organisation):
        return participant
    limits.count("show_name", str(person_id), at=at)
    sealed = seal(f"{name}\n{organisation}")
    participant.shown_name, participant.organisation = name, organisation
    participant.name_skeleton, participant.name_salt = skeleton(name)[:SKELETON_LENGTH], sealed.salt
    try:
        with transaction.atomic():
            participant.save(update_fields=["shown_name", "organisation", "name_skeleton", "name_salt"])
    except IntegrityError:
        raise NotAllowed(rules.TAKEN) from None
    put(facts.NameChosen(participant=Subject(participant.public_id), text=sealed.digest), at=at, role=PERSON)
    return participant


def take_name_away(participant: Participant) -> None:
    """Put the pseudonym in the place of the name and the organisation that somebody chose, for good.

    The caller checked the rule, opened the transaction and puts the deed on record.
    """
    row = Participant.objects.select_for_update().get(pk=participant.pk)
    gone = {skeleton(words)[:SKELETON_LENGTH] for words in (row.shown_name, row.organisation) if words}
    row.hidden_names = sorted({*row.hidden_names, *gone})
    row.shown_name, row.organisation, row.name_skeleton, row.name_salt = "", "", "", b""
    row.save(update_fields=["shown_name", "organisation", "name_skeleton", "name_salt", "hidden_names"])
