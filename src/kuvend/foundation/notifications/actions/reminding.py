"""Officials are reminded by one letter a day at most, of what became due since the last working day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from kuvend.engines.deadlines import is_working_day
from kuvend.engines.deadlines.following import shifted
from kuvend.foundation.core import jobs
from kuvend.foundation.core.addresses import site_url
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.notifications.models import Mail, NoReminders
from kuvend.foundation.notifications.reminders import reminders
from kuvend.foundation.people.models import Mandate, Person
from kuvend.foundation.people.queries import actor_for, in_force

TEMPLATE = "notifications/mail/reminder.txt"


@dataclass(frozen=True)
class Section:
    """The lines under one heading of the letter: (words, full address)."""

    heading: str
    lines: list[tuple[str, str]]


def queue_reminders(*, at: datetime) -> int:
    """Queue the day's letters to officials for whom something became due, each once; returns how many were new.

    On a free day nobody is written to. The key of a letter names the day and the person's row, so that the database
    refuses a second one.
    """
    today = local_date(at)
    if not is_working_day(today, country=settings.KUVEND_COUNTRY):
        return 0
    officials = Mandate.objects.filter(in_force(today), person=OuterRef("pk"))
    refused = NoReminders.objects.filter(person=OuterRef("pk"))
    people = Person.objects.filter(Exists(officials), is_active=True).exclude(Exists(refused)).order_by("pk")
    queued = sum(_remind(person, at) for person in people)
    if queued:
        jobs.ask("mail.deliver")
    return queued


def _key(day: date, person_id: int) -> str:
    return f"reminder:{day.isoformat()}:{person_id}"


@transaction.atomic
def _remind(person: Person, at: datetime) -> bool:
    """Queue one person's letter of the day, unless nothing is due or it is there already."""
    today = local_date(at)
    key = _key(today, person.pk)
    if Mail.objects.filter(key=key).exists():
        return False
    with translation.override(person.mail_language):
        sections = _sections(person, today, at)
        if not sections:
            return False
        words = render_to_string(TEMPLATE, {"sections": sections, "off": site_url(reverse("my_reminders"))}).strip()
    subject, _line, body = words.partition("\n")
    mail = Mail(key=key, person=person, subject=subject.strip()[:250], body=body.strip())
    return bool(Mail.objects.bulk_create([mail], ignore_conflicts=True))


def _sections(person: Person, today: date, at: datetime) -> list[Section]:
    actor = actor_for(person, on=today, confirmed=True)
    roles = {mandate.role for mandate in actor.mandates}
    since = shifted(today, -1, country=settings.KUVEND_COUNTRY)
    sections: list[Section] = []
    for reminder in reminders():
        due = reminder.due(actor, since, at) if roles & reminder.roles else ()
        lines = [(words, site_url(path)) for words, path in due]
        if sections and sections[-1].heading == str(reminder.heading):
            sections[-1].lines.extend(lines)
        elif lines:
            sections.append(Section(str(reminder.heading), lines))
    return sections


def choose_reminders(*, person: Person, wanted: bool) -> None:
    """Turn a person's reminders on or off; answers to the person's own words are told in any case."""
    if wanted:
        NoReminders.objects.filter(person=person).delete()
    else:
        NoReminders.objects.get_or_create(person=person)
