"""What can be done with drafts: a text is published section by section, for comments."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.access import NotAllowed, require
from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes.actions import open_for_comments, publish_text
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.outcomes.rules import may_publish_text
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.actions import content_came
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Subject
from kuvend.participation.drafting.enums import SECTION
from kuvend.participation.drafting.facts import SectionDropped
from kuvend.participation.drafting.models import Section
from kuvend.participation.drafting.queries.document import draft_stamp


@dataclass(frozen=True)
class SectionText:
    """A section of a draft: its stable key, its number as printed, its words."""

    key: str
    number: str
    title: Localized
    body: Localized


class DraftChanged(NotAllowed):
    """Somebody else published a version of the draft since it was read; nothing was published."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else has published a version of this text since you opened it. Nothing was published.")
        )


@transaction.atomic
def publish_draft(
    *, actor: Actor, activity: Activity, sections: Sequence[SectionText], at: datetime, seen_text: str | None = None
) -> list[Section]:
    """Publish `sections` as the draft of `activity`; a section known by its key gets a new version of its words.

    What stood in the draft and is no longer among them is dropped: its page stays, with comments and landings.

    Args:
        seen_text: the stamp of the draft that was read (`draft_stamp`); None for who reads none, such as an importer.

    Raises:
        NotAllowed: with the rule's reason; DraftChanged.
    """
    require(may_publish_text(actor, activity.scope))
    _one_at_a_time(activity)
    if seen_text is not None and seen_text != draft_stamp(activity):
        raise DraftChanged
    section_ids = [_publish(actor, activity, section, at) for section in sections]
    _drop(actor, activity, {row.pk for row in section_ids}, at)
    for position, row in enumerate(section_ids, start=1):
        row.position, row.dropped_at = position, None
    Section.objects.bulk_update(section_ids, ["position", "dropped_at"])
    content_came(activity)
    return section_ids


@transaction.atomic
def publish_for_comments(
    *,
    actor: Actor,
    activity: Activity,
    sections: Sequence[SectionText],
    outcomes: Sequence[Outcome],
    seen_text: str,
    at: datetime,
) -> None:
    """Publish a text in `activity` and put existing outcomes up beside it; both, or neither.

    Raises:
        NotAllowed: with the reason of the rule that refused; DraftChanged when the draft is not the one with the stamp
            `seen_text` any more.
    """
    if sections:
        publish_draft(actor=actor, activity=activity, sections=sections, seen_text=seen_text, at=at)
    open_for_comments(actor=actor, outcomes=outcomes, activity=activity, at=at)


def _one_at_a_time(activity: Activity) -> None:
    """Wait for whoever publishes this draft now; a first version has no row yet that could be locked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"draft {activity.public_id}"])


def _publish(actor: Actor, activity: Activity, section: SectionText, at: datetime) -> Section:
    outcome, _new = Outcome.objects.get_or_create(
        process=activity.process,
        kind=SECTION,
        key=section.key,
        defaults={
            "number": section.number,
            "title": section.title,
            "institution": activity.owner,
            "scope": activity.scope,
            "activity": activity,
        },
    )
    if (outcome.number, outcome.activity_id) != (section.number, activity.pk):
        outcome.number, outcome.activity = section.number, activity
        outcome.save(update_fields=["number", "activity"])
    publish_text(actor=actor, outcome=outcome, title=section.title, body=section.body, at=at)
    # Positions are given once all are there; until then it counts as dropped.
    row, _new = Section.objects.get_or_create(outcome=outcome, defaults={"draft": activity, "dropped_at": at})
    return row


def _drop(actor: Actor, activity: Activity, section_ids: Set[int], at: datetime) -> None:
    left_out = Section.objects.filter(draft=activity, dropped_at__isnull=True).exclude(pk__in=section_ids)
    rows = list(left_out.select_related("outcome"))
    left_out.update(position=None, dropped_at=at)
    Outcome.objects.filter(pk__in=[row.pk for row in rows]).update(activity=None)
    dropped = [
        SectionDropped(outcome=Subject(row.outcome.public_id), activity=Subject(activity.public_id)) for row in rows
    ]
    put(*dropped, at=at, role=actor.role_in(activity.scope.path, Role.SECRETARIAT))
