"""Reading drafts: the text in order, and one section with its comments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.http import QueryDict

from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes.models import Outcome, OutcomeText
from kuvend.foundation.outcomes.pages import outcome_url
from kuvend.foundation.processes.models import Activity


@dataclass(frozen=True)
class ShownSection:
    """A section as a draft's page shows it: its current words and where it is discussed."""

    public_id: str
    number: str
    title: Localized
    body: Localized
    comment_count: int
    landing_count: int
    url: str


def has_text(activity: Activity) -> bool:
    """Tell whether there is something to comment on: sections of a draft, or commitments put up for comments."""
    return Outcome.objects.filter(activity=activity).exists()


def activity_page(activity: Activity, params: QueryDict) -> dict[str, Any]:
    """Return what an activity puts up for comments, as a document: sections of a draft, commitments of a plan."""
    texts = (
        OutcomeText.objects.filter(outcome__activity=activity, version=F("outcome__version"))
        .select_related("outcome")
        .order_by("outcome__section__position", "outcome__pk")
    )
    sections = [
        ShownSection(
            text.outcome.public_id,
            text.outcome.number,
            text.title,
            text.body,
            text.outcome.comment_count,
            text.outcome.landing_count,
            outcome_url(text.outcome.kind, text.outcome.public_id),
        )
        for text in texts
    ]
    return {"sections": sections}
