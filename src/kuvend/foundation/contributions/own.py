"""What a person can download of all their own (GDPR art. 15 and 20)."""

from __future__ import annotations

from typing import Any

from kuvend.foundation.contributions.models import ContributionText, Support
from kuvend.foundation.contributions.receiving import sealed_words
from kuvend.foundation.people.models import Person
from kuvend.foundation.people.own import own_rows
from kuvend.foundation.people.queries import addresses_of
from kuvend.foundation.processes.models import Participant
from kuvend.foundation.record.openings import opening_file
from kuvend.foundation.record.queries import facts_about


def own_data(person: Person) -> dict[str, Any]:
    """Return everything the site keeps about a person, as plain values, for that person alone."""
    texts = ContributionText.objects.filter(contribution__participant__person=person).select_related("contribution")
    return {
        "account": {"email": person.email, "language": person.language, "joined_at": person.joined_at.isoformat()},
        "addresses": addresses_of(person),
        "sessions": list(person.sessions.order_by("begun_at").values("begun_at", "last_used_at", "browser")),
        "participants": _participants(person),
        "contributions": [
            {
                "id": text.contribution.public_id,
                "state": text.contribution.state,
                "version": text.version,
                "written_at": text.written_at.isoformat(),
                "title": text.title,
                "body": text.body,
                "quote": text.contribution.quote,
                "salt": bytes(text.salt).hex(),  # with it the author can show what the record's digest seals
                "digest": text.digest,
            }
            for text in texts.order_by("contribution_id", "version")
        ],
        "supports": list(
            Support.objects.filter(participant__person=person).values_list("contribution__public_id", flat=True)
        ),
        "mandates": list(
            person.mandates.values("role", "scope__key", "institution__key", "from_date", "to_date", "ended_at")
        ),
        "letters": list(person.mails.order_by("pk").values("subject", "body", "queued_at")),
        **own_rows(person.pk),
    }


def _participants(person: Person) -> list[dict[str, Any]]:
    rows = Participant.objects.filter(person=person).values(
        "process__key",
        "public_id",
        "pseudonym",
        "shown_name",
        "organisation",
        "waiting_name",
        "waiting_organisation",
        "name_salt",
    )
    return [dict(row) | {"name_salt": bytes(row["name_salt"]).hex()} for row in rows]


def own_openings(person: Person) -> dict[str, Any]:
    """Return the openings of everything a person wrote, for that person alone; what was erased has none."""
    rows = ContributionText.objects.filter(contribution__participant__person=person).exclude(salt=b"")
    texts = {text.digest: text for text in rows.select_related("contribution")}
    facts = facts_about(sorted({text.contribution.public_id for text in texts.values()}), fields=["contribution"])
    sealed = [(fact.index, texts[value]) for fact in facts if (value := fact.data.get("text")) in texts]
    return opening_file(
        (index, "text", bytes(text.salt), sealed_words(text.title, text.body))
        for index, text in sealed
        if index is not None
    )
