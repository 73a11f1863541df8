"""Words and supports of a person, for their download (GDPR art. 15 and 20), and what opens the seals of the words."""

from __future__ import annotations

from typing import Any

from kuvend.foundation.contributions.models import ContributionText, Support
from kuvend.foundation.contributions.receiving import sealed_words
from kuvend.foundation.people.models import Person
from kuvend.foundation.people.own import OwnRows
from kuvend.foundation.record.openings import opening_file
from kuvend.foundation.record.queries import facts_about


def _words(person: Person) -> list[dict[str, Any]]:
    texts = ContributionText.objects.filter(contribution__participant__person=person).select_related("contribution")
    return [
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
    ]


def _supports(person: Person) -> list[str]:
    rows = Support.objects.filter(participant__person=person)
    return list(rows.values_list("contribution__public_id", flat=True))


OF_CONTRIBUTIONS = [OwnRows("contributions", _words), OwnRows("supports", _supports)]


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
