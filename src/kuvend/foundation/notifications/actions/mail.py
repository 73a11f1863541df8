"""What can be done with mail: letters are queued once, and sent."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core import jobs
from kuvend.foundation.core.addresses import site_url
from kuvend.foundation.notifications.letters import Context, letter_for
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.notifications.queries import told_of
from kuvend.foundation.people.models import Person
from kuvend.foundation.record.facts import RecordedFact

BATCH = 50
PAUSE = timedelta(seconds=30)  # before the second try
TRIES = 14


@transaction.atomic
def queue_letters(facts: Sequence[RecordedFact]) -> int:
    """Queue the letters that follow `facts`, each once: its key names the fact, the contribution and no person."""
    told = [(fact, rows) for fact, rows in told_of(facts) if rows]
    contexts = _contexts([fact for fact, _rows in told])
    mails = [_mail(fact, row, contexts[fact.index]) for fact, rows in told if fact.index in contexts for row in rows]
    Mail.objects.bulk_create(mails, ignore_conflicts=True, batch_size=500)
    if mails:
        jobs.ask("mail.deliver")
    return len(mails)


def _contexts(facts: Sequence[RecordedFact]) -> dict[int | None, Context]:
    """Return what each fact's letter names, by the fact's index; the facts of a type are asked for together."""
    contexts: dict[int | None, Context] = {}
    for fact_type in {fact.type for fact in facts}:
        if letter := letter_for(fact_type):
            alike = [fact for fact in facts if fact.type == fact_type]
            for fact, context in zip(alike, letter.contexts(alike), strict=True):
                contexts[fact.index] = context | {"template": letter.template}
    return contexts


def _mail(fact: RecordedFact, row: Contribution, context: Context) -> Mail:
    person = row.participant.person
    if person is None:
        raise ValueError("told_of returns contributions of persons only")
    with translation.override(person.language):
        url = site_url(reverse("contribution", args=[row.public_id]))
        words = render_to_string(
            context["template"], {**context, "contribution": row, "url": url, "fact": fact}
        ).strip()
    subject, _, body = words.partition("\n")
    return Mail(
        key=f"fact:{fact.index}:{row.public_id}",
        person=person,
        subject=subject.strip()[:250],
        body=body.strip(),
    )


def deliver(*, at: datetime) -> int:
    """Send up to BATCH queued letters; returns how many went out.

    Each letter has a transaction of its own. Only one whose delivery is cut after the server took it goes
    again, under the same Message-ID.
    """
    connection = get_connection()
    due = Mail.objects.filter(_due(at), sent_at__isnull=True).order_by("queued_at", "id")
    return sum(_deliver(pk, connection, at) for pk in due.values_list("pk", flat=True)[:BATCH])


def _due(at: datetime) -> Q:
    """A letter that could not be sent waits twice as long before each further try, two days in the end."""
    due = Q(tries=0)
    for tries in range(1, TRIES):
        due |= Q(tries=tries, queued_at__lte=at - PAUSE * (2**tries - 1))
    return due


@transaction.atomic
def _deliver(pk: int, connection: BaseEmailBackend, at: datetime) -> bool:
    """Send one letter, unless another worker has it in hand; tell whether it went out."""
    waiting = Mail.objects.select_for_update(skip_locked=True, of=("self",)).select_related("person")
    mail = waiting.filter(pk=pk, sent_at__isnull=True).first()
    if mail is None:
        return False
    mail.tries += 1
    if _send(mail, mail.person, connection):
        mail.sent_at = at
    mail.save(update_fields=["tries", "sent_at"])
    return mail.sent_at is not None


def message_id(mail: Mail) -> str:
    """Return the Message-ID of a letter: the same at every try, telling nothing."""
    digest = hashlib.sha256(f"{settings.SECRET_KEY}{mail.key}".encode()).hexdigest()[:32]
    return f"<{digest}@{settings.KUVEND_HOST.split(':')[0]}>"


def _send(mail: Mail, person: Person, connection: BaseEmailBackend) -> bool:
    if not person.has_usable_mail():
        return True  # nobody to send to any more: the letter is done with
    letter = EmailMessage(
        mail.subject,
        mail.body,
        to=[person.email],
        headers={"Message-ID": message_id(mail)},
        connection=connection,
    )
    try:
        return bool(letter.send())
    except (OSError, ValueError):  # smtplib's errors are OSErrors, an address it cannot write is a ValueError
        return False
