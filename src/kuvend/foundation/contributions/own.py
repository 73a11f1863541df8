"""What a person can do with all of their own: download it, and erase it (GDPR art. 15, 17 and 20)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.facts import ContributionWithdrawn
from kuvend.foundation.contributions.models import Contribution, ContributionText, Leaving, Support
from kuvend.foundation.contributions.receiving import count_published, sealed_words
from kuvend.foundation.contributions.rules import may_erase
from kuvend.foundation.core.access import require
from kuvend.foundation.core.arrays import one_of
from kuvend.foundation.core.clock import local_date, start_of_day
from kuvend.foundation.core.security_log import Event, note_when_kept
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import PERSON
from kuvend.foundation.people.holding import lock_account
from kuvend.foundation.people.models import Person
from kuvend.foundation.people.queries import addresses_of
from kuvend.foundation.processes.kinds import kind_names, kind_of
from kuvend.foundation.processes.models import Participant
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Subject
from kuvend.foundation.record.models import Fact
from kuvend.foundation.record.openings import opening_file
from kuvend.foundation.record.queries import facts_about

FIRST, WITHIN, LONGEST = timedelta(hours=1), timedelta(days=3), timedelta(days=7)


def own_data(person: Person) -> dict[str, Any]:
    """Return everything the site keeps about a person, as plain values, for that person alone."""
    texts = ContributionText.objects.filter(contribution__participant__person=person).select_related("contribution")
    return {
        "account": {"email": person.email, "language": person.language, "joined_at": person.joined_at.isoformat()},
        "addresses": addresses_of(person),
        "sessions": list(person.sessions.order_by("begun_at").values("begun_at", "last_used_at", "browser")),
        "participants": [
            row | {"name_salt": bytes(row["name_salt"]).hex()}
            for row in Participant.objects.filter(person=person).values(
                "process__key", "public_id", "pseudonym", "shown_name", "organisation", "name_salt"
            )
        ],
        "contributions": [
            {
                "id": text.contribution.public_id,
                "state": text.contribution.state,
                "version": text.version,
                "written_at": text.written_at.isoformat(),
                "title": text.title,
                "body": text.body,
                "salt": bytes(text.salt).hex(),  # with it the author can show what the record's digest seals
                "digest": text.digest,
            }
            for text in texts.order_by("contribution_id", "version")
        ],
        "supports": list(
            Support.objects.filter(participant__person=person).values_list("contribution__public_id", flat=True)
        ),
        "mandates": list(person.mandates.values("role", "scope__key", "institution__key", "from_date", "to_date")),
        "letters": list(person.mails.order_by("pk").values("subject", "body", "queued_at")),
        **{name: own(person.pk) for name in kind_names() if (own := kind_of(name).own)},
    }


def own_openings(person: Person) -> dict[str, Any]:
    """Return the openings of everything a person wrote, for that person alone; what was erased has none."""
    rows = ContributionText.objects.filter(contribution__participant__person=person).exclude(salt=b"")
    texts = {text.digest: text for text in rows.select_related("contribution")}
    facts = facts_about(sorted({text.contribution.public_id for text in texts.values()}), named=["contribution"])
    sealed = [(fact.index, texts[value]) for fact in facts if (value := fact.data.get("text")) in texts]
    return opening_file(
        (index, "text", bytes(text.salt), sealed_words(text.title, text.body))
        for index, text in sealed
        if index is not None
    )


@transaction.atomic
def erase(*, actor: Actor, person: Person, words_too: bool, at: datetime) -> None:
    """Erase an account: its address, its letters, its votes and the link to its participants go; its words stand.

    With `words_too` everything it said is withdrawn as well, and texts and salts are deleted, so that the digests
    in the record can never again be matched to any words.

    Raises:
        NotAllowed: while the person holds a mandate, or when it is somebody else.
    """
    if not lock_account(person.pk):
        return  # a second window was faster
    require(may_erase(actor, person))
    participants = Participant.objects.filter(person=person)
    if words_too:
        _erase_words(person, at)
    for name in kind_names():
        kind_of(name).leave(person.pk)
    participants.update(shown_name="", organisation="", name_skeleton="", name_salt=b"", hidden_names=[])
    note_when_kept(Event.ACCOUNT_ERASED, person=person.pk)
    person.delete()


def _erase_words(person: Person, at: datetime) -> None:
    rows = _locked_words(person)
    standing = [row for row in rows if row.state != State.WITHDRAWN]
    count_published([row for row in standing if row.state == State.PUBLISHED], step=-1)
    _tell_apart(person, standing, at)
    ids = one_of(row.pk for row in rows)
    Contribution.objects.filter(pk__in=ids).update(state=State.WITHDRAWN, title="", body="", body_html="", folded="")
    ContributionText.objects.filter(contribution__in=ids).update(title="", body="", salt=b"", waits=False, became=[])
    for name in kind_names():
        kind_of(name).forget(ids)


def _tell_apart(person: Person, standing: Sequence[Contribution], at: datetime) -> None:
    """Put the withdrawals on record: of one process now, of several each at a moment of its own within days.

    Facts of one moment, or side by side in the log, would show for ever which pseudonyms were one person.
    """
    if Participant.objects.filter(person=person).count() < 2:
        put(*(ContributionWithdrawn(contribution=Subject(row.public_id)) for row in standing), at=at, role=PERSON)
        return
    by_participant: dict[int, list[str]] = {}
    for row in standing:
        by_participant.setdefault(row.participant_id, []).append(row.public_id)
    Leaving.objects.bulk_create(
        Leaving(participant_id=pk, due_at=_some_time_after(at), withdrawn=ids)
        for pk, ids in sorted(by_participant.items())
    )


def _some_time_after(at: datetime) -> datetime:
    return at + timedelta(seconds=FIRST.total_seconds() + secrets.randbelow(int(WITHIN.total_seconds())))


@transaction.atomic
def tell_leaving(*, at: datetime) -> bool:
    """Put the withdrawals of one process on record, if some are due; tell whether any were.

    They carry the day alone. Beside another leaving's they would stand as a pair, so they wait until somebody else
    has done something, for a week at most.
    """
    due = Leaving.objects.select_for_update(skip_locked=True).filter(due_at__lte=at).order_by("due_at")
    leaving = due.first()
    if leaving is None:
        return False
    last = Fact.objects.order_by("-pk").values_list("type", flat=True).first()
    if last == ContributionWithdrawn.type and at < leaving.due_at + LONGEST:
        return False
    told = (ContributionWithdrawn(contribution=Subject(public_id)) for public_id in leaving.withdrawn)
    put(*told, at=start_of_day(local_date(at)), role=PERSON)
    leaving.delete()
    return True


def _locked_words(person: Person) -> list[Contribution]:
    """Return what a person said, locked together with the heads of its threads, whoever's they are.

    The latest come first: a reply is younger than what it replies to, so that is the order of all single deeds too,
    and none of them and no other erasing waits in a circle.
    """
    own = Contribution.objects.filter(participant__person=person).order_by()
    touched = own.values("pk").union(own.values("root"), own.values("branch"))
    rows = Contribution.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=touched).order_by("-pk")
    return [row for row in rows.select_related("participant", "branch") if row.participant.person_id == person.pk]
