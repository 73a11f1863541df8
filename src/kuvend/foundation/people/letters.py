"""Letters of the sign-in: sealed on their way, sent by a job, deleted when they went; and the way back they hold.

No request talks to a mail server: one that is silent would hold the thread, and a few of them the whole site.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from kuvend.foundation.core import jobs, sealing
from kuvend.foundation.people.models import DoorLetter, Person

logger = logging.getLogger(__name__)

JOB = "people.send_letters"
LETTER, WAY_BACK = "letter", "way back"  # what is sealed
NEWS_KEPT = timedelta(days=2)  # how long a letter without a code is tried
WAY_BACK_SECONDS = 3 * 24 * 3600


def post(letter: EmailMessage, *, person_id: int | None, holds_code: bool, at: datetime) -> None:
    """Keep a letter, sealed, and ask for the job that sends it.

    Args:
        person_id: whose letter it is, where that is known; it goes with the account.
        holds_code: it is of no use once its code has ended.
    """
    words = {"to": letter.to[0], "subject": str(letter.subject), "body": str(letter.body), "person": person_id}
    lasts = timedelta(seconds=settings.CODE_SECONDS) if holds_code else NEWS_KEPT
    DoorLetter.objects.create(
        sealed=sealing.seal(json.dumps(words), purpose=LETTER), queued_at=at, gives_up_at=at + lasts
    )
    jobs.ask(JOB)


def write(person: Person, template: str, *, at: datetime) -> None:
    """Post a letter to a person in their language, unless they have none; the first line is the subject."""
    if not person.has_usable_mail():
        return
    with translation.override(person.mail_language):
        subject, _line, body = render_to_string(template, {"host": settings.KUVEND_HOST}).strip().partition("\n")
    post(EmailMessage(subject, body.strip(), to=[person.email]), person_id=person.pk, holds_code=False, at=at)


def send_waiting(*, at: datetime) -> int:
    """Send every letter that waits, the oldest first; returns how many went. One that is too late is deleted."""
    DoorLetter.objects.filter(gives_up_at__lt=at).delete()
    return sum(_send(pk) for pk in DoorLetter.objects.order_by("queued_at", "pk").values_list("pk", flat=True))


@transaction.atomic
def _send(pk: int) -> bool:
    """Send one letter, unless another worker has it in hand; tell whether it went out."""
    row = DoorLetter.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
    if row is None:
        return False
    words = json.loads(sealing.opened(row.sealed, purpose=LETTER))
    letter = EmailMessage(
        words["subject"], words["body"], to=[words["to"]], headers={"Auto-Submitted": "auto-generated"}
    )
    letter.person_id = words["person"]  # type: ignore[attr-defined]  # for the mailbox, which keeps by person
    try:
        letter.send()
    except (OSError, ValueError) as error:  # smtplib's errors name addresses: their kind is said alone
        logger.error("a letter of the sign-in could not be sent: %s", type(error).__name__)
        row.tries += 1
        row.save(update_fields=["tries"])
        return False
    row.delete()
    return True


@dataclass(frozen=True)
class WayBack:
    """What a letter about a change leads back to: the account, the address it went to, and since when."""

    person: Person
    address: str
    since: datetime


def way_back(person: Person, address: str, *, at: datetime) -> str:
    """Return the address of the page on which a change of `person`'s account is taken back, for three days, once."""
    token = sealing.seal(json.dumps([person.pk, address, at.isoformat()]), purpose=WAY_BACK)
    return f"{settings.KUVEND_SCHEME}://{settings.KUVEND_HOST}{reverse('way_back', args=[token])}"


def read_way_back(token: str) -> WayBack | None:
    """Return where a token leads, or None: too old, used before, or of an account that is gone."""
    try:
        pk, address, since = json.loads(sealing.opened(token, purpose=WAY_BACK, seconds=WAY_BACK_SECONDS))
    except sealing.NotOpened:
        return None
    person, begun = Person.objects.filter(pk=pk).first(), datetime.fromisoformat(since)
    if person is None or (person.undone_at and begun <= person.undone_at):
        return None
    return WayBack(person, address, begun)
