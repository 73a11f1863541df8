"""Reading moderation: what waits to be read, and what was decided about one contribution."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution, ContributionText
from kuvend.foundation.moderation.enums import Decided
from kuvend.foundation.moderation.models import Decision

STANDING = (Decided.LET_THROUGH, Decided.HIDDEN, Decided.RESTORED)


def within(scope_paths: Sequence[str]) -> Q:
    """Return the condition "in an activity whose scope lies in one of these"."""
    condition = Q(pk__in=[])
    for path in scope_paths:
        condition |= Q(activity__scope__path__startswith=path)
    return condition


def waiting(scope_paths: Sequence[str]) -> QuerySet[Contribution]:
    """Return what waits to be read within scopes, the oldest first."""
    return (
        Contribution.objects.filter(within(scope_paths), state=State.PENDING)
        .select_related("activity", "participant", "about", "root")
        .order_by("posted_at", "pk")
    )


def versions_waiting(scope_paths: Sequence[str]) -> QuerySet[ContributionText]:
    """Return the new versions of published words that wait to be read within scopes, the oldest first."""
    here = Contribution.objects.filter(within(scope_paths), state=State.PUBLISHED)
    texts = ContributionText.objects.filter(waits=True, contribution__in=here.values("pk"))
    related = ("contribution__activity", "contribution__participant", "contribution__about")
    return texts.select_related(*related).order_by("written_at", "pk")


def lately_decided(scope_paths: Sequence[str], *, limit: int = 30) -> QuerySet[Decision]:
    """Return the latest decisions within scopes."""
    ids = Contribution.objects.filter(within(scope_paths)).values("pk")
    related = ("contribution__activity", "contribution__participant")
    return Decision.objects.filter(contribution__in=ids).select_related(*related).order_by("-decided_at", "-pk")[:limit]


def latest_decision(contribution_id: int) -> Decision | None:
    """Return the latest decision about where a contribution stands, or None."""
    decisions = Decision.objects.filter(contribution_id=contribution_id, decided__in=STANDING)
    return decisions.order_by("-decided_at", "-pk").first()
