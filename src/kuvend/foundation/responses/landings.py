"""Landings with the words behind them: which answer changed a passage, and which contributions it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from kuvend.foundation.contributions.authors import author_name, byline
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.core.text import Localized
from kuvend.foundation.core.wording import excerpt, in_words, page_url
from kuvend.foundation.responses.enums import Verdict
from kuvend.foundation.responses.models import Answered
from kuvend.foundation.responses.queries import landed

SAID_SHOWN = 5  # contributions under one answer; the answer's own page lists all
EXCERPT = 90


@dataclass(frozen=True, slots=True)
class Said:
    """A published contribution by its first words, and who said it."""

    url: str
    words: str
    language: str
    author: str


@dataclass(frozen=True, slots=True)
class LandedHere:
    """An answer that went into an outcome's text: its passage, its verdict, and what people had said.

    `more` is how many contributions the answer answers beyond those in `said`.
    """

    version: int
    passage: Localized
    verdict: str
    tint: str
    institution: Any
    day: str
    url: str
    contributions: Sequence[Said]
    more: int


LANDING = (
    "text__outcome_id", "landed_text__version", "passage", "response_id", "response__public_id", "response__verdict",
    "response__institution__name", "response__published_at", "response__answer_count",
)  # fmt: skip
SAID = (
    "response_id", "contribution__public_id", "contribution__title", "contribution__body", "contribution__language",
    author_name("contribution__"),
)  # fmt: skip


def landed_in(outcome_ids: Sequence[int]) -> dict[int, list[LandedHere]]:
    """Return what landed in any version of these outcomes' texts, by outcome, the latest first; two statements."""
    rows = (
        landed()
        .filter(text__outcome_id__in=outcome_ids)
        .order_by("-response__published_at", "-pk")
        .values_list(*LANDING)
    )
    loaded = list(rows)
    contributions = _contributions_behind({row[3] for row in loaded})
    by_outcome: dict[int, list[LandedHere]] = {}
    for outcome_id, version, passage, response_id, public_id, verdict, institution, at, count in loaded:
        behind = contributions.get(response_id, ())
        here = LandedHere(
            version, passage, str(Verdict(verdict).label), Verdict(verdict).tint, institution, in_words(at),
            page_url("response", public_id), behind, max(0, count - len(behind)),
        )  # fmt: skip
        by_outcome.setdefault(outcome_id, []).append(here)
    return by_outcome


def _contributions_behind(response_ids: set[int]) -> dict[int, list[Said]]:
    """Return the first published contributions that each response answers."""
    rows = Answered.objects.filter(response_id__in=response_ids, contribution__state=State.PUBLISHED)
    order = [F("contribution__posted_at").asc(), F("contribution_id").asc()]
    numbered = rows.annotate(place=Window(RowNumber(), partition_by=F("response_id"), order_by=order))
    by_response: dict[int, list[Said]] = {}
    first_rows = numbered.filter(place__lte=SAID_SHOWN).order_by("response_id", "place")
    for response_id, public_id, title, body, language, author in first_rows.values_list(*SAID):
        contribution = Said(
            page_url("contribution", public_id),
            title or excerpt(" ".join(body.split()), EXCERPT),
            language,
            byline(author),
        )
        by_response.setdefault(response_id, []).append(contribution)
    return by_response
