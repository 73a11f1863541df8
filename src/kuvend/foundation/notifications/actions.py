"""What can be done with mail: letters are queued once, and sent."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core import jobs
from kuvend.foundation.notifications.letters import letter_for
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.notifications.queries import told_of
from kuvend.foundation.people.models import Person
from kuvend.foundation.record.facts import RecordedFact

BATCH = 50


def site_url(path: str) -> str:
    """Return the full address of a path of this site."""
    return f"{settings.KUVEND_SCHEME}://{settings.KUVEND_HOST}{path}"


@transaction.atomic
def queue_letters(facts: Sequence[RecordedFact]) -> int:
    """Queue the letters that follow `facts`, each once: its key names the fact, the contribution and no person."""
    mails = [mail for fact in facts for mail in _letters_of(fact)]
    Mail.objects.bulk_create(mails, ignore_conflicts=True, batch_size=500)
    if mails:
        jobs.ask("mail.deliver")
    return len(mails)


def _letters_of(fact: RecordedFact) -> list[Mail]:
    letter = letter_for(fact.type)
    if letter is None:
        return []
    context = letter.context(fact)
    return [_mail(fact, letter.template, row, context) for row in told_of(fact)]


def _mail(fact: RecordedFact, template: str, row: Contribution, context: dict[str, object]) -> Mail:
    person = row.participant.person
    if person is None:
        raise ValueError("told_of returns contributions of persons only")
    with translation.override(person.language):
        url = site_url(reverse("contribution", args=[row.public_id]))
        words = render_to_string(template, {**context, "contribution": row, "url": url, "fact": fact}).strip()
    subject, _, body = words.partition("\n")
    return Mail(
        key=f"fact:{fact.index}:{row.public_id}",
        person=person,
        subject=subject.strip()[:250],
        body=body.strip(),
    )


def deliver(*, at: datetime) -> int:
    """Send up to BATCH queued letters; returns how many went out.

    A letter whose delivery is cut after the server took it goes again under the same Message-ID.
    """
    with transaction.atomic():
        mails = list(
            Mail.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(sent_at__isnull=True, tries__lt=10)
            .select_related("person")
            .order_by("queued_at", "id")[:BATCH]
        )
        if not mails:
            return 0
        Mail.objects.filter(pk__in=[mail.pk for mail in mails]).update(tries=F("tries") + 1)
        connection = get_connection()
        sent = [mail.pk for mail in mails if _send(mail, mail.person, connection)]
        Mail.objects.filter(pk__in=sent).update(sent_at=at)
    return len(sent)


def message_id(mail: Mail) -> str:
    """Return the Message-ID of a letter: the same at every try, telling nothing."""
    digest = hashlib.sha256(f"{settings.SECRET_KEY}{mail.key}".encode()).hexdigest()[:32]
    return f"<{digest}@{settings.KUVEND_HOST.split(':')[0]}>"


def _send(mail: Mail, person: Person, connection: object) -> bool:
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
    except OSError:  # smtplib's errors are OSErrors too: try again later
        return False
