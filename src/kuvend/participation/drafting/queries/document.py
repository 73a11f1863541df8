"""Reading drafts: the text in order, and one section with its comments."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.models import F
from django.http import QueryDict
from django.urls import reverse

from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes.models import Outcome, OutcomeText, standalone
from kuvend.foundation.outcomes.queries import WentOn, texts_that_went_on
from kuvend.foundation.outcomes.sorts import outcome_url
from kuvend.foundation.processes.models import Activity
from kuvend.participation.drafting.models import Section

KIND = "drafting"  # of the activities that put up a text for comments


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
    comment_url: str
    went: WentOn | None


def has_text(activity: Activity) -> bool:
    """Tell whether there is something to comment on: sections of a draft, or commitments put up for comments."""
    return Outcome.objects.filter(standalone(), activity=activity).exists()


def activity_page(activity: Activity, params: QueryDict, at: datetime) -> dict[str, Any]:
    """Return what an activity puts up for comments, as a document: sections of a draft, commitments of a plan."""
    rows = (
        OutcomeText.objects.filter(outcome__activity=activity, version=F("outcome__version"))
        .select_related("outcome")
        .order_by("outcome__section__position", "outcome__pk")
    )
    texts = list(rows)
    went = texts_that_went_on(text.outcome for text in texts)
    sections = [
        ShownSection(
            text.outcome.public_id,
            text.outcome.number,
            text.title,
            text.body,
            text.outcome.comment_count,
            text.outcome.landing_count,
            outcome_url(text.outcome.kind, text.outcome.public_id),
            reverse("comment_on_outcome", args=[text.outcome.public_id]),
            went.get(text.outcome_id),
        )
        for text in texts
    ]
    dropped = Section.objects.filter(draft=activity, dropped_at__isnull=False).select_related("outcome")
    return {
        "sections": sections,
        "dropped": list(dropped.order_by("dropped_at", "pk")),
    }


def section_with(public_id: str) -> Section | None:
    """Return a section with its outcome, the activity that takes comments on it now, and the draft it stood in."""
    related = ("outcome__activity__process", "outcome__activity__scope", "draft")
    return Section.objects.select_related(*related).filter(outcome__public_id=public_id).first()


def draft_stamp(activity: Activity) -> str:
    """Return what tells one version of a whole draft from another: which sections stand where, in which version."""
    rows = Section.objects.filter(draft=activity).order_by("pk")
    sections = rows.values_list("outcome__key", "outcome__version", "outcome__number", "position")
    return sha256(json.dumps(list(sections)).encode()).hexdigest()[:16]
