"""What a person sees of themselves: for that person's eyes only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution, Support
from kuvend.foundation.contributions.queries import Writer, of_person
from kuvend.foundation.core.text import Localized
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.people.models import Mandate, Person
from kuvend.foundation.processes.models import Participant
from kuvend.publication.portal.queries.records import standing


@dataclass(frozen=True)
class MyContribution:
    """One of my contributions and where it stands."""

    url: str
    words: str
    language: str
    day: str
    activity: Localized
    standing: str
    tint: str


@dataclass(frozen=True)
class MyPage:
    """Everything my page shows."""

    contributions: Sequence[MyContribution]
    names: Sequence[Participant]


def my_page(person_id: int, *, today: date) -> MyPage:
    """Return the page of a person: what they said, where it stands, under which names."""
    write = Writer()
    rows = of_person(person_id).select_related("activity", "duty", "answered__response")
    return MyPage([_mine(write, row, today) for row in rows], list(names_of(person_id)))


def _mine(write: Writer, row: Contribution, today: date) -> MyContribution:
    said, tint = standing(row, today)
    shown = said or str(State(row.state).label)
    return MyContribution(
        write.url(row.public_id), row.title or row.body[:110], row.language, write.day(row.posted_at),
        row.activity.title, shown, tint,
    )  # fmt: skip


def names_of(person_id: int) -> Sequence[Participant]:
    """Return the names under which a person appears, one a process, the latest process first."""
    return list(
        Participant.objects.filter(person_id=person_id)
        .select_related("process")
        .order_by("-process__to_date", "process_id")
    )


def my_data(person: Person) -> dict[str, Any]:
    """Return all that is kept about a person, as JSON values (moments in ISO 8601, UTC)."""
    return {
        "account": {
            "email": person.email,
            "language": person.language,
            "joined_at": person.joined_at.isoformat(),
            "has_password": person.has_usable_password(),
        },
        "names": [
            {"process": dict(row.process.title), "pseudonym": row.pseudonym, "shown_name": row.shown_name,
             "organisation": row.organisation}
            for row in names_of(person.pk)
        ],
        "contributions": [_words_of(row) for row in _all_of(person.pk)],
        "supports": [
            {"contribution": public_id, "given_at": given_at.isoformat()}
            for public_id, given_at in Support.objects.filter(participant__person=person)
            .order_by("given_at", "pk")
            .values_list("contribution__public_id", "given_at")
        ],
        "mandates": [
            {"role": row.role, "scope": row.scope.key, "from_date": row.from_date.isoformat(),
             "to_date": row.to_date.isoformat() if row.to_date else None}
            for row in Mandate.objects.filter(person=person).select_related("scope").order_by("from_date", "pk")
        ],
        "letters": [
            {"subject": subject, "body": body, "queued_at": queued_at.isoformat()}
            for subject, body, queued_at in Mail.objects.filter(person=person)
            .order_by("queued_at", "pk")
            .values_list("subject", "body", "queued_at")
        ],
    }  # fmt: skip


def _all_of(person_id: int) -> Sequence[Contribution]:
    return list(
        Contribution.objects.filter(participant__person_id=person_id)
        .prefetch_related("texts")
        .order_by("posted_at", "pk")
    )


def _words_of(row: Contribution) -> dict[str, Any]:
    texts = sorted(row.texts.all(), key=lambda text: text.version)
    return {
        "id": row.public_id,
        "kind": row.kind,
        "state": row.state,
        "posted_at": row.posted_at.isoformat(),
        "language": row.language,
        "versions": [
            {"version": text.version, "title": text.title, "body": text.body,
             "written_at": text.written_at.isoformat(), "salt": bytes(text.salt).hex(), "digest": text.digest}
            for text in texts
        ],
    }  # fmt: skip
