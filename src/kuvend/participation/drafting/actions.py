"""What can be done with drafts: a text is published section by section, for comments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes.actions import publish_text
from kuvend.foundation.outcomes.enums import OutcomeKind
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.processes.actions import content_came
from kuvend.foundation.processes.models import Activity
from kuvend.participation.drafting.models import Section


@dataclass(frozen=True)
class SectionText:
    """A section of a draft: its stable key, its number as printed, its words."""

    key: str
    number: str
    title: Localized
    body: Localized


@transaction.atomic
def publish_draft(*, actor: Actor, activity: Activity, sections: Sequence[SectionText], at: datetime) -> list[Section]:
    """Publish `sections` as the draft of `activity`; a section known by its key gets a new version of its words.

    Raises:
        NotAllowed: with the rule's reason.
    """
    kept = []
    for position, section in enumerate(sections, start=1):
        outcome, _made = Outcome.objects.get_or_create(
            process=activity.process,
            kind=OutcomeKind.SECTION,
            key=section.key,
            defaults={
                "number": section.number,
                "title": section.title,
                "institution": activity.owner,
                "scope": activity.scope,
                "activity": activity,
            },
        )
        if outcome.number != section.number:  # another version may count its sections in another way
            outcome.number = section.number
            outcome.save(update_fields=["number"])
        publish_text(actor=actor, outcome=outcome, title=section.title, body=section.body, at=at)
        row, _made = Section.objects.update_or_create(
            outcome=outcome, defaults={"draft": activity, "position": position}
        )
        kept.append(row)
    content_came(activity)
    return kept
