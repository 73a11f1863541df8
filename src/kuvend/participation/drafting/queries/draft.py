"""What an activity puts up for comments: the sections of its text, and the commitments of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from kuvend.foundation.core.text import Localized, ordinal
from kuvend.foundation.outcomes.models import Outcome, OutcomeText, standalone
from kuvend.foundation.outcomes.rules import may_open_for_comments
from kuvend.foundation.outcomes.sorts import outcome_sorts
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.processes.models import Activity


@dataclass(frozen=True, slots=True)
class PublishedSection:
    """A section of the text as it stands now, with the key by which a new version finds it."""

    key: str
    number: str
    title: Localized
    body: Localized
    comment_count: int = 0
    dropped: bool = False

    @property
    def label(self) -> str:
        """Its number and title, as one says it."""
        return f"{ordinal(self.number)} {self.title}".strip()


def published_sections(activity: Activity) -> list[PublishedSection]:
    """Return the sections of the text that `activity` puts up, in order, then those that were dropped from it.

    [] before it is published.
    """
    texts = OutcomeText.objects.filter(outcome__section__draft=activity, version=F("outcome__version"))
    return [
        PublishedSection(
            text.outcome.key,
            text.outcome.number,
            text.title,
            text.body,
            text.outcome.comment_count,
            text.outcome.section.position is None,
        )
        for text in texts.select_related("outcome__section").order_by(
            F("outcome__section__position").asc(nulls_last=True), "pk"
        )
    ]


@dataclass(frozen=True)
class CommitmentChoices:
    """The commitments that are commented in an activity already, and those that the actor can put up there."""

    here: Sequence[Outcome]
    possible: Sequence[Outcome]


def commitment_choices(actor: Actor, activity: Activity, *, at: datetime) -> CommitmentChoices:
    """Return the commitments below the activity's scope, by number, as the rule lets the actor put them up."""
    offered = [sort.name for sort in outcome_sorts() if sort.is_offered]
    rows = Outcome.objects.filter(
        standalone(), kind__in=offered, process_id=activity.process_id, scope__path__startswith=activity.scope.path
    )
    outcomes = sorted(rows.select_related("scope", "activity"), key=_by_number)
    here = [row for row in outcomes if row.activity_id == activity.pk]
    elsewhere = [row for row in outcomes if row.activity_id != activity.pk]
    return CommitmentChoices(here, [row for row in elsewhere if may_open_for_comments(actor, row, activity, at)])


def _by_number(outcome: Outcome) -> tuple[list[tuple[int, str]], int]:
    """Order 2 before 10; numbers that are no numbers come first."""
    parts = outcome.number.split(".")
    return [(int(part), "") if part.isdecimal() else (0, part) for part in parts], outcome.pk
