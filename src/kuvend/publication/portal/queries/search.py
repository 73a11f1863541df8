"""One box for everything: what people said, what their words can change, where one can take part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kuvend.foundation.contributions.queries import Writer, contributions_with
from kuvend.foundation.core.search import beginnings, fold
from kuvend.foundation.core.text import Localized
from kuvend.foundation.core.wording import excerpt
from kuvend.foundation.core.words import one_line
from kuvend.foundation.outcomes.queries import outcomes_with
from kuvend.foundation.outcomes.sorts import outcome_url
from kuvend.foundation.processes.models import Activity
from kuvend.publication.portal.queries.activities import ListedActivity, listed_activities

MOST = 20
LONGEST = 100


@dataclass(frozen=True)
class FoundContribution:
    """A contribution that holds the words."""

    url: str
    words: str
    excerpt: str
    language: str
    byline: str
    activity: Localized


@dataclass(frozen=True)
class FoundOutcome:
    """A commitment, milestone or section that holds the words."""

    url: str
    kind: str
    number: str
    title: Localized


@dataclass(frozen=True)
class SearchPage:
    """Everything a search found, the first twenty of each."""

    words: str
    activities: Sequence[ListedActivity]
    outcomes: Sequence[FoundOutcome]
    contributions: Sequence[FoundContribution]

    @property
    def empty(self) -> bool:
        """Whether nothing was found."""
        return not (self.activities or self.outcomes or self.contributions)


def activities_with(words: str) -> list[Activity]:
    """Return the activities in whose title or summary some word begins as each asked; they are few: Python looks."""
    patterns = [re.compile(rf"\b{re.escape(word)}") for word in beginnings(words)]
    if not patterns:
        return []
    rows = Activity.objects.select_related("owner", "process", "scope").order_by("-closes_at", "pk")
    texts = ((row, fold(" ".join([*row.title.values(), *row.summary.values()]))) for row in rows)
    return [row for row, text in texts if all(word.search(text) for word in patterns)][:MOST]


def search_page(words: str, at: datetime) -> SearchPage:
    """Return what holds every word of `words`, in any of its forms or begun, with or without ë and ç."""
    words = one_line(words)[:LONGEST]
    write = Writer()
    contributions = [
        FoundContribution(
            write.url(row.public_id),
            row.title or excerpt(row.body, 110),
            excerpt(row.body, 200) if row.title else "",
            row.language,
            f"{row.author} · {write.day(row.posted_at)}",
            row.activity.title,
        )
        for row in contributions_with(words, limit=MOST)
    ]
    outcomes = [
        FoundOutcome(outcome_url(row.kind, row.public_id), str(row.sort.label), row.number, row.title)
        for row in outcomes_with(words, limit=MOST)
    ]
    return SearchPage(words, listed_activities(activities_with(words), at), outcomes, contributions)
