"""One contribution, those of one person, and those that words find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution, ContributionText
from kuvend.foundation.core.search import prefix_query

UNSHOWN = (
    "folded",
    "search",
    "about__folded",
    "about__search",
    "parent__folded",
    "parent__search",
    "root__folded",
    "root__search",
    "branch__folded",
    "branch__search",
)


def contribution(public_id: str) -> Contribution | None:
    """Return a contribution with everything its page and its rules name, or None."""
    related = (
        "participant", "activity__owner", "activity__process", "activity__scope", "about", "parent", "root", "branch",
    )  # fmt: skip
    return Contribution.objects.defer(*UNSHOWN).select_related(*related).filter(public_id=public_id).first()


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


def contributions_with(words: str, *, limit: int) -> list[Contribution]:
    """Return up to `limit` published contributions in which every word of `words` begins a word."""
    query = prefix_query(words)
    if query is None:
        return []
    return list(
        Contribution.objects.filter(search=query, state=State.PUBLISHED)
        .select_related("activity", "participant")
        .order_by("-posted_at", "-id")[:limit]
    )


def supported_by(person_id: int, contribution_ids: Sequence[int]) -> Mapping[int, bool]:
    """Tell which of `contribution_ids` a person supports."""
    rows = Contribution.objects.filter(pk__in=contribution_ids, supports__participant__person_id=person_id)
    return dict.fromkeys(rows.values_list("pk", flat=True), True)
