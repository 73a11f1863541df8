"""Letters to those who had supported, replied to or answered words that their author then changed."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core import jobs
from kuvend.foundation.core.addresses import site_url
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Person
from kuvend.foundation.people.queries import in_force
from kuvend.foundation.record.facts import RecordedFact

TEMPLATE = "notifications/mail/words_changed.txt"


@transaction.atomic
def tell_concerned(facts: Sequence[RecordedFact]) -> int:
    """Queue the letters that follow new versions of words, each once; returns how many there were."""
    mails = [mail for fact in facts for mail in _letters_of(fact)]
    Mail.objects.bulk_create(mails, ignore_conflicts=True, batch_size=500)
    if mails:
        jobs.ask("mail.deliver")
    return len(mails)


def _letters_of(fact: RecordedFact) -> list[Mail]:
    rows = Contribution.objects.filter(public_id=fact.subjects["contribution"], state=State.PUBLISHED)
    row = rows.select_related("participant").first()
    if row is None:
        return []
    people = _concerned(row, fact).exclude(participants=row.participant_id).order_by("pk").distinct()
    return [_mail(fact, row, person) for person in people]


def _concerned(row: Contribution, fact: RecordedFact) -> QuerySet[Person]:
    """Return who supported or replied before the new version came, and the officers of who answered before."""
    supported = Q(
        participants__supports__contribution=row, participants__supports__version__lt=int(fact.data["version"])
    )
    replied = Q(
        participants__contributions__parent=row,
        participants__contributions__state=State.PUBLISHED,
        participants__contributions__posted_at__lt=fact.at,
    )
    today = local_date(fact.at)
    answered = Q(
        mandates__role=Role.INSTITUTION_OFFICER,
        mandates__institution__responses__answers__contribution=row,
    ) & in_force(today, through="mandates__")
    return Person.objects.filter(supported | replied | answered, is_active=True)


def _mail(fact: RecordedFact, row: Contribution, person: Person) -> Mail:
    with translation.override(person.mail_language):
        url = site_url(reverse("contribution", args=[row.public_id]))
        words = render_to_string(TEMPLATE, {"contribution": row, "url": url}).strip()
    subject, _line, body = words.partition("\n")
    return Mail(
        key=f"changed:{row.public_id}:{fact.data['version']}:{person.pk}",
        person=person,
        subject=subject.strip()[:250],
        body=body.strip(),
    )
