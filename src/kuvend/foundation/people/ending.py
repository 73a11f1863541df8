"""What ends: the sessions of an account, and changes that its person did not make.

What is erased with an account stands in `kuvend.foundation.contributions.leaving`.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest

from kuvend.foundation.core.security_log import Event, note_when_kept
from kuvend.foundation.people.actions import free_address
from kuvend.foundation.people.dormancy import keep_or_end
from kuvend.foundation.people.letters import WayBack
from kuvend.foundation.people.models import Person, Session
from kuvend.foundation.people.sessions import key_digest

SAME_DEED = timedelta(minutes=1)  # a letter is written a moment after the change that it tells of


def end_sessions(person: Person, *, but: HttpRequest | None = None) -> None:
    """End the sessions of a person, all or all but the one of a request; its key changes then.

    The epoch ends those, too, that are just being written.
    """
    Person.objects.filter(pk=person.pk).update(session_epoch=F("session_epoch") + 1)
    person.refresh_from_db(fields=["session_epoch"])
    sessions = Session.objects.filter(person=person)
    if but is not None and but.user == person:
        sessions = sessions.exclude(session_key=key_digest(but.session.session_key or ""))
        sessions.delete()
        but.user.session_epoch = person.session_epoch
        update_session_auth_hash(but, person)
    else:
        sessions.delete()
    note_when_kept(Event.SESSIONS_ENDED, person=person.pk)


def end_session(person: Person, key: str) -> None:
    """End one session of a person, named as the table names it; nothing happens when it is over already."""
    if Session.objects.filter(person=person, session_key=key).delete()[0]:
        note_when_kept(Event.SESSIONS_ENDED, person=person.pk)


@transaction.atomic
def undo_changes(way: WayBack, *, at: datetime) -> None:
    """Give an account back to the address to which the letter about a change went, once.

    That address becomes the only one, factors set up since are removed, the password ends, and so does every
    session: whoever made the change has none of what they brought.

    Raises:
        NotAllowed: when another account has proved the address in the meantime.
    """
    person = Person.objects.select_for_update().get(pk=way.person.pk)
    if person.undone_at and way.since <= person.undone_at:
        return  # sent twice
    free_address(way.address, person=person, at=at)
    EmailAddress.objects.filter(user=person).exclude(email=way.address).delete()
    EmailAddress.objects.update_or_create(user=person, email=way.address, defaults={"verified": True, "primary": True})
    Authenticator.objects.filter(user=person, created_at__gte=way.since - SAME_DEED).delete()
    person.email, person.undone_at = way.address, at
    person.set_unusable_password()
    person.save(update_fields=["email", "undone_at", "password"])
    end_sessions(person)
    keep_or_end(person)
    note_when_kept(Event.CHANGE_UNDONE, person=None, about=person.pk)
