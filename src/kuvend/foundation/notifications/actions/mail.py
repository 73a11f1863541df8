"""What can be done with mail: letters are queued once, and sent."""

from __future__ import annotations

import hashlib
import logging
import smtplib
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from email.errors import MessageError
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core import jobs
from kuvend.foundation.core.addresses import site_url
from kuvend.foundation.core.prepared import PreparedObjects, Slot
from kuvend.foundation.core.words import one_line
from kuvend.foundation.notifications.letters import Context, letter_for
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.notifications.queries import told_of
from kuvend.foundation.record.facts import RecordedFact

logger = logging.getLogger(__name__)

BATCH = 50
PAUSE = timedelta(seconds=30)  # before the second try
TRIES = 14
LONGEST_SUBJECT = 250
UNWRITTEN = (ValueError, MessageError)  # an address or a header that cannot be written; the connection is well
UNSENT = (OSError, *UNWRITTEN)  # smtplib's are OSErrors


@transaction.atomic
def queue_letters(facts: Sequence[RecordedFact]) -> int:
    """Queue the letters that follow `facts`, each once: its key names the fact, the contribution and no person."""
    addressed = [(fact, rows) for fact, rows in told_of(facts) if rows]
    contexts = _contexts([fact for fact, _rows in addressed])
    mails = [
        _mail(fact, row, contexts[fact.index]) for fact, rows in addressed if fact.index in contexts for row in rows
    ]
    Mail.objects.bulk_create(mails, ignore_conflicts=True, batch_size=500)
    if mails:
        jobs.ask("mail.deliver")
    return len(mails)


def _contexts(facts: Sequence[RecordedFact]) -> dict[int | None, Context]:
    """Return what each fact's letter names, by the fact's index; the facts of a type are asked for together."""
    contexts: dict[int | None, Context] = {}
    for fact_type in {fact.type for fact in facts}:
        letter = letter_for(fact_type)
        alike = [fact for fact in facts if fact.type == fact_type]
        for fact, context in zip(alike, letter.contexts(alike), strict=True):
            if context is not None:
                contexts[fact.index] = context | {"template": letter.template}
    return contexts


def _mail(fact: RecordedFact, row: Contribution, context: Context) -> Mail:
    person = row.participant.person
    assert person is not None  # told_of returns contributions of persons only
    with translation.override(person.mail_language):
        url = site_url(reverse("contribution", args=[row.public_id]))
        words = render_to_string(
            context["template"], {**context, "contribution": row, "url": url, "fact": fact}
        ).strip()
    subject, _, body = words.partition("\n")
    return Mail(
        key=f"fact:{fact.index}:{row.public_id}",
        person=person,
        subject=one_line(subject)[:LONGEST_SUBJECT],
        body=body.strip(),
    )


def deliver(*, at: datetime, enough: Callable[[], bool] = lambda: False) -> int:
    """Send up to BATCH queued letters over one connection; returns how many went out.

    A letter is taken in hand and marked as sent in transactions of their own: none is open while the server talks.
    One whose delivery is cut after the server took it goes again later, under the same Message-ID. When the server
    cannot be reached no letter counts as tried. `enough` is asked before each letter.
    """
    waiting = _waiting(at)
    if not waiting:
        return 0
    outlet = _Outlet()
    try:
        return sum(_deliver(pk, outlet, at) for pk in waiting if not outlet.lost and not enough())
    finally:
        outlet.close()


# A letter that could not be sent waits twice as long before each further try, two days in the end.
DUE = """sent_at IS NULL AND (tries = 0 OR tries < %(tries)s
         AND tried_at <= %(at)s - make_interval(secs => %(pause)s * 2 ^ (tries - 1)))"""
WAITING = f"SELECT id FROM notifications_mail WHERE {DUE} ORDER BY queued_at, id LIMIT %(batch)s"  # noqa: S608
TAKE = f"""UPDATE notifications_mail SET tries = tries + 1, tried_at = %(at)s WHERE id = (
             SELECT id FROM notifications_mail WHERE id = %(pk)s AND {DUE} FOR UPDATE SKIP LOCKED)"""  # noqa: S608
MAIL = PreparedObjects(lambda: Mail.objects.filter(pk=Slot("pk")), related=("person",))


def _limits(at: datetime) -> dict[str, Any]:
    return {"tries": TRIES, "pause": PAUSE.total_seconds(), "at": at}


def _waiting(at: datetime) -> list[int]:
    """The letters that are to be sent now, those that wait longest first."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING, _limits(at) | {"batch": BATCH})
        return [pk for (pk,) in cursor.fetchall()]


def _deliver(pk: int, outlet: _Outlet, at: datetime) -> bool:
    """Send one letter, unless another worker has it in hand; tell whether it went out."""
    if not outlet.ready() or (mail := _in_hand(pk, at)) is None:
        return False
    # Nobody to send to any more: the letter is done with.
    if mail.person.has_usable_mail() and not outlet.send(_letter(mail)):
        return False
    Mail.objects.filter(pk=pk).update(sent_at=at)
    return True


def _in_hand(pk: int, at: datetime) -> Mail | None:
    """Count a try of a letter that waits; None when another worker was quicker."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, _limits(at) | {"pk": pk})
        counted = cursor.rowcount == 1
    return MAIL.first(pk=pk) if counted else None


def message_id(mail: Mail) -> str:
    """Return the Message-ID of a letter: the same at every try, telling nothing."""
    digest = hashlib.sha256(f"{settings.SECRET_KEY}{mail.key}".encode()).hexdigest()[:32]
    return f"<{digest}@{settings.KUVEND_HOST.split(':')[0]}>"


def _letter(mail: Mail) -> EmailMessage:
    """A letter that no holiday note answers (RFC 3834)."""
    headers = {"Message-ID": message_id(mail), "Auto-Submitted": "auto-generated"}
    letter = EmailMessage(one_line(mail.subject), mail.body, to=[mail.person.email], headers=headers)
    letter.person_id = mail.person_id  # type: ignore[attr-defined]  # the mailbox need not look it up
    return letter


class _Outlet:
    """One connection to the mail server for a whole batch. What fails is counted by its kind and told once."""

    def __init__(self) -> None:
        self._server: BaseEmailBackend = get_connection()
        self._open = False
        self._failures: Counter[str] = Counter()
        self.lost = False  # the server cannot be reached now

    def ready(self) -> bool:
        """Open the connection unless it is open; tell whether there is one."""
        if not self._open and not self.lost:
            try:
                self._server.open()
            except OSError as error:
                self.lost = True
                logger.error("mail does not leave: the server cannot be used (%s)", _kind(error))
            else:
                self._open = True
        return self._open

    def send(self, letter: EmailMessage) -> bool:
        """Send one letter; tell whether the server took it."""
        letter.connection = self._server
        try:
            return bool(letter.send())
        except UNSENT as error:
            self._failures[_kind(error)] += 1
            self.lost = isinstance(error, TimeoutError)  # it hangs: the next letter would, too
            if not isinstance(error, (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, *UNWRITTEN)):
                self.close_connection()
            return False

    def close(self) -> None:
        """End the conversation, and tell of each kind of failure once."""
        self.close_connection()
        for kind, number in self._failures.items():
            logger.warning("letters that were not taken: %d (%s)", number, kind)

    def close_connection(self) -> None:
        """Let the connection go; the next letter opens another."""
        self._open = False
        with suppress(OSError):
            self._server.close()


def _kind(error: Exception) -> str:
    """What went wrong, without the server's words: they name addresses."""
    codes = set()
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = {str(code) for code, _said in error.recipients.values()}
    elif isinstance(error, smtplib.SMTPResponseException):
        codes = {str(error.smtp_code)}
    return " ".join([type(error).__name__, *sorted(codes)])
