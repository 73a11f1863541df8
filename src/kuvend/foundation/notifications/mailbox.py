"""Where mail goes when no mail server is configured: into the database, readable in the demonstration only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from kuvend.foundation.notifications.models import Delivered
from kuvend.foundation.people.queries import person_by_address

OF_THIS_MACHINE = re.compile(r"https?://(?:localhost|127\.0\.0\.1)(?::\d+)?(?=/)")
UNOWNED_KEPT = timedelta(days=1)


def _owner(letter: EmailMessage) -> int | None:
    """Return the number of whom a letter is for: who asked for it, or whose address it is; None for nobody."""
    person_id: int | None = getattr(letter, "person_id", None)
    person = None if person_id else person_by_address(letter.to[0])
    return person_id or (person.pk if person else None)


class Mailbox(BaseEmailBackend):
    """An e-mail backend that keeps letters instead of sending them."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        Delivered.objects.bulk_create(
            Delivered(
                message_id=str(letter.extra_headers.get("Message-ID", "")),
                to=letter.to[0],
                person_id=_owner(letter),
                subject=str(letter.subject)[:250],
                body=str(letter.body),
            )
            for letter in email_messages
        )
        return len(email_messages)


def with_addresses_of(body: str, site: str) -> str:
    """Return a letter with the address at which the demonstration is served now: it may have been written at another.

    A demonstration is only ever served on this machine, so an address on this machine is one of its own.
    """
    return OF_THIS_MACHINE.sub(site, body)


def forget_unowned(*, at: datetime) -> int:
    """Delete letters a day old to addresses that became nobody's: of erased accounts, or mistyped. Returns how many."""
    return Delivered.objects.filter(person=None, received_at__lt=at - UNOWNED_KEPT).delete()[0]
