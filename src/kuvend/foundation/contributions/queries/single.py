"""One contribution, and those of one person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, QuerySet

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution, ContributionText, Support
from kuvend.foundation.core.prepared import PreparedObjects, Slot

UNSHOWN = ("folded", "search")
CONTRIBUTION = PreparedObjects(
    lambda: Contribution.objects.filter(public_id=Slot("public_id")),
    related=("participant", "activity__process"),
    without=UNSHOWN,
)


def contribution(public_id: str) -> Contribution | None:
    """Return a contribution with what every rule about it asks (author, activity, process), or None.

    What only some pages name (its owner, what it is about, the thread) is read when they do: ten joins for all cost
    more than one statement for one.
    """
    return CONTRIBUTION.first(public_id=public_id)


def texts_of(contribution_id: int) -> QuerySet[ContributionText]:
    """Return the versions of a contribution's words, the first at the top."""
    return ContributionText.objects.filter(contribution_id=contribution_id).order_by("version")


def of_person(person_id: int, *, limit: int = 100) -> QuerySet[Contribution]:
    """Return what a person said, in all processes, the latest first: for that person's eyes only."""
    return (
        Contribution.objects.filter(participant__person_id=person_id)
        .select_related("activity", "about", "root")
        .order_by("-posted_at", "-id")[:limit]
    )


def supported_by(person_id: int, contribution_ids: Sequence[int]) -> Mapping[int, bool]:
    """Tell which of `contribution_ids` a person supports, in the words that are shown now."""
    rows = Support.objects.filter(contribution__in=contribution_ids, participant__person_id=person_id)
    now = rows.filter(version=F("contribution__version"))
    return dict.fromkeys(now.values_list("contribution_id", flat=True), True)


@dataclass(frozen=True, slots=True)
class EarlierWords:
    """A version that was replaced after somebody had supported, replied to or answered it.

    `runs` tell how it became the next one that can be read: (words taken out, words put in), equal ones were left.
    One that a moderator hid has neither words nor title, only the rule in `hidden_rule`.
    """

    version: int
    title: str
    public_at: datetime | None
    replaced_at: datetime | None
    supports: int
    runs: Sequence[tuple[str, str]]
    hidden_rule: str = ""


def earlier_words(contribution: Contribution) -> list[EarlierWords]:
    """Return the earlier versions of published words on which something rests, the latest first."""
    if contribution.version == 1 or contribution.state != State.PUBLISHED:
        return []
    public = ContributionText.objects.filter(contribution=contribution, public_at__isnull=False).order_by("-version")
    texts = list(public)
    after = dict(zip((text.version for text in texts[1:]), (text.public_at for text in texts), strict=False))
    counts = Support.objects.filter(contribution=contribution).values_list("version").annotate(n=Count("pk"))
    supports: dict[int, int] = dict(counts)
    return [
        EarlierWords(
            text.version,
            "" if text.hidden_rule else text.title,
            text.public_at,
            after.get(text.version),
            supports.get(text.version, 0),
            [] if text.hidden_rule else text.became,
            text.hidden_rule,
        )
        for text in texts
        if text.stays
    ]
