"""Where mail goes when no mail server is configured: into the database, readable in the demonstration only."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from kuvend.foundation.notifications.models import Delivered
from kuvend.foundation.people.models import Person


class Mailbox(BaseEmailBackend):
    """An e-mail backend that keeps letters instead of sending them."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        Delivered.objects.bulk_create(
            Delivered(
                message_id=str(letter.extra_headers.get("Message-ID", "")),
                to=letter.to[0],
                person=Person.objects.filter(email__iexact=letter.to[0]).first(),
                subject=str(letter.subject)[:250],
                body=str(letter.body),
            )
            for letter in email_messages
        )
        return len(email_messages)
