"""What a commitment has to do with commitments of other plans, and with the contributions its plan names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from kuvend.accountability.plans.models import Commitment
from kuvend.accountability.plans.progress.progress import progress_of
from kuvend.accountability.plans.progress.queries.rows import status_tag
from kuvend.engines.formats.plan.details import CommitmentDetails
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.wording import Tag, excerpt, page_url

EXCERPT = 110


@dataclass(frozen=True)
class LinkedCommitment:
    """A commitment of another plan: which plan, and how far it came."""

    number: str
    title: Any
    url: str
    plan: Any
    progress: Tag


@dataclass(frozen=True)
class Links:
    """Commitments that this one carries on, those that carry it on, and earlier ones that are not kept here."""

    earlier: Sequence[LinkedCommitment]
    later: Sequence[LinkedCommitment]
    elsewhere: Sequence[str]


@dataclass(frozen=True)
class OriginWords:
    """A contribution that the plan names as an origin."""

    url: str
    words: str
    language: str


def links_of(row: Commitment, details: CommitmentDetails) -> Links:
    """Return what a commitment (with its outcome and goal) carries on and what carries it on; one statement."""
    earlier_keys = details.earlier if isinstance(details.earlier, tuple) else ()
    of_key = Q(outcome__key__in=earlier_keys) | Q(ogp_code__in=[key for key in earlier_keys if key])
    linked = (
        Commitment.objects.filter(of_key | Q(details__earlier__contains=[row.outcome.key]))
        .exclude(goal__plan=row.goal.plan_id)
        .select_related("outcome", "goal__plan__process")
        .annotate(statuses=ArrayAgg("milestones__status", order_by="milestones__place", default=[]))
        .order_by("-goal__plan__process__to_date", "place")
    )
    earlier = [one for one in linked if {one.outcome.key, one.ogp_code} & set(earlier_keys)]
    keys_here = {key for one in earlier for key in (one.outcome.key, one.ogp_code)}
    return Links(
        earlier=[_linked(one, one.statuses) for one in earlier],
        later=[_linked(one, one.statuses) for one in linked if one not in earlier],
        elsewhere=[key for key in earlier_keys if key not in keys_here],
    )


def _linked(commitment: Commitment, statuses: Sequence[str | None]) -> LinkedCommitment:
    return LinkedCommitment(
        number=commitment.outcome.number,
        title=commitment.outcome.title,
        url=page_url("commitment", commitment.outcome.public_id),
        plan=commitment.goal.plan.process.title,
        progress=status_tag(progress_of([status or "" for status in statuses])),
    )


def named_origins(details: CommitmentDetails, *, landed_urls: Sequence[str]) -> list[OriginWords]:
    """Return the published contributions that the plan names, but for those that landed here, by `landed_urls`.

    The plan names them by their ids or addresses; one statement, none when it names none.
    """
    origins = details.contributions if isinstance(details.contributions, tuple) else ()
    ids = [one.rstrip("/").rpartition("/")[2] for one in origins]
    ids_to_show = [one for one in ids if page_url("contribution", one) not in landed_urls]
    if not ids_to_show:
        return []
    rows = Contribution.objects.filter(public_id__in=ids_to_show, state=State.PUBLISHED).order_by("posted_at", "pk")
    return [
        OriginWords(page_url("contribution", public_id), title or excerpt(body, EXCERPT), language)
        for public_id, title, body, language in rows.values_list("public_id", "title", "body", "language")
    ]
