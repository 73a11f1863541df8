"""The end of an account (GDPR art. 17): the person goes at once, the participants each at a moment of their own.

What vanished from several processes in one moment, on pages, in files or on record, would show for ever which
pseudonyms were one person. So name, votes and, if they go too, words of each process leave together with their fact,
and of several processes each some time within days.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from kuvend.foundation.contributions.counting import count_published
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.facts import ContributionWithdrawn
from kuvend.foundation.contributions.kinds import word_kinds
from kuvend.foundation.contributions.models import Contribution, ContributionText, Leaving
from kuvend.foundation.contributions.rules import may_erase
from kuvend.foundation.core.access import require
from kuvend.foundation.core.arrays import one_of
from kuvend.foundation.core.clock import local_date, start_of_day
from kuvend.foundation.core.security_log import Event, note_when_kept
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import PERSON
from kuvend.foundation.people.holding import lock_account
from kuvend.foundation.people.models import Person
from kuvend.foundation.people.own import leave_own_rows
from kuvend.foundation.processes.facts import NameChosen
from kuvend.foundation.processes.models import Participant
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Subject, seal
from kuvend.foundation.record.models import Fact

FIRST, WITHIN, LONGEST = timedelta(hours=1), timedelta(days=3), timedelta(days=7)
SLOT = timedelta(hours=3)  # no two participants of one person leave within the same, nor within an hour of each other
APART = timedelta(hours=1)


@transaction.atomic
def erase(*, actor: Actor, person: Person, words_too: bool, at: datetime) -> None:
    """Erase an account: its address, its letters and the link to its participants go now; its words stand.

    Its names and votes go with the participants (`leave`): now where there is one, else one by one within days. With
    `words_too` everything it said is withdrawn as well, and texts and salts are deleted, so that the digests in the
    record can never again be matched to any words.

    Raises:
        NotAllowed: while the person holds a mandate, or when it is somebody else.
    """
    if not lock_account(person.pk):
        return  # a second window was faster
    require(may_erase(actor, person))
    own = Participant.objects.filter(person=person).order_by("pk")
    if own.count() < 2:
        for participant in own:
            leave(participant, words_too=words_too, told_at=at)
    else:
        _leave_apart(list(own), words_too, at)
    note_when_kept(Event.ACCOUNT_ERASED, person=person.pk)
    person.delete()


def _leave_apart(participants: Sequence[Participant], words_too: bool, at: datetime) -> None:
    chance = secrets.SystemRandom()
    slots = chance.sample(range(max(WITHIN // SLOT, 2 * len(participants))), len(participants))
    moments = [at + FIRST + slot * SLOT + chance.random() * (SLOT - APART) for slot in slots]
    Leaving.objects.bulk_create(
        Leaving(participant=participant, due_at=due_at, words_too=words_too)
        for due_at, participant in sorted(zip(moments, participants, strict=True), key=lambda pair: pair[0])
    )


@transaction.atomic
def leave_when_due(*, at: datetime) -> bool:
    """Let one participant of an erased account leave its process, if one is due; tell whether any did.

    What it puts on record carries the day alone. Beside another leaving's it would stand as a pair, so it waits until
    somebody else has done something, for a week at most.
    """
    due = Leaving.objects.select_for_update(skip_locked=True, of=("self",)).select_related("participant")
    leaving = due.filter(due_at__lte=at).order_by("due_at").first()
    if leaving is None:
        return False
    last = Fact.objects.order_by("-pk").values_list("type", flat=True).first()
    type_of_leaving = ContributionWithdrawn.type if leaving.words_too else NameChosen.type
    if last == type_of_leaving and at < leaving.due_at + LONGEST:
        return False
    leave(leaving.participant, words_too=leaving.words_too, told_at=start_of_day(local_date(at)))
    leaving.delete()
    return True


def leave(participant: Participant, *, words_too: bool, told_at: datetime) -> None:
    """Take what a person chose and did in one process away: name, votes and, with `words_too`, words and their salts.

    The caller opened the transaction; `told_at` is the moment that the withdrawals carry on record, or that the name
    went where words stay: it goes back to the pseudonym, as when its owner takes it off.
    """
    if words_too:
        _erase_words(participant, told_at)
    elif participant.shown_name or participant.organisation:
        back = NameChosen(participant=Subject(participant.public_id), text=seal("\n").digest)
        put(back, at=told_at, role=PERSON)
    leave_own_rows(participant.pk)
    empty: dict[str, object] = {
        "shown_name": "",
        "organisation": "",
        "name_skeleton": "",
        "name_salt": b"",
        "hidden_names": [],
    }
    empty |= {"waiting_name": "", "waiting_organisation": "", "name_unread_since": None}
    Participant.objects.filter(pk=participant.pk).update(**empty)


def _erase_words(participant: Participant, told_at: datetime) -> None:
    rows = _locked_words(participant)
    standing = [row for row in rows if row.state != State.WITHDRAWN]
    count_published([row for row in standing if row.state == State.PUBLISHED and not row.continues], step=-1)
    put(*(ContributionWithdrawn(contribution=Subject(row.public_id)) for row in standing), at=told_at, role=PERSON)
    ids = one_of(row.pk for row in rows)
    empty = {"title": "", "body": "", "body_html": "", "folded": "", "place": None}
    Contribution.objects.filter(pk__in=ids).update(state=State.WITHDRAWN, **empty)
    ContributionText.objects.filter(contribution__in=ids).update(title="", body="", salt=b"", waits=False, became=[])
    for kind in word_kinds():
        kind.forget(ids)


def _locked_words(participant: Participant) -> list[Contribution]:
    """Return what a participant said, locked together with the heads of its threads, whoever's they are.

    The latest come first: a reply is younger than what it replies to, so that is the order of all single deeds too,
    and none of them and no other leaving waits in a circle.
    """
    own = Contribution.objects.filter(participant=participant).order_by()
    touched = own.values("pk").union(own.values("root"), own.values("branch"))
    rows = Contribution.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=touched).order_by("-pk")
    return [row for row in rows.select_related("branch") if row.participant_id == participant.pk]
