"""Statements that say nearly the same: found by their words, compared by the letters they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.search import WORD, fold
from kuvend.participation.deliberation.enums import STATEMENT

LEAST_LETTERS = 4  # shorter words say little about what a statement is about
STEM = 6  # letters of a word that are compared, so that other endings of it are found
CANDIDATES, SHOWN = 40, 5
ALIKE = 0.25  # share of common letter triples from which on two statements are shown as similar


@dataclass(frozen=True)
class SimilarStatement:
    """A statement that is there already, and how alike it is (0 to 1)."""

    id: int
    public_id: str
    words: str
    language: str
    alike: float


def similar_statements(activity_id: int, words: str) -> Sequence[SimilarStatement]:
    """Return the statements of an activity, asked now, that are like `words`, the most alike first."""
    stems = sorted({word[:STEM] for word in WORD.findall(fold(words)) if len(word) >= LEAST_LETTERS})[:12]
    if not stems:
        return []
    query = SearchQuery(" | ".join(f"{stem}:*" for stem in stems), config="simple", search_type="raw")
    rows = Contribution.objects.filter(
        activity_id=activity_id, kind=STATEMENT, state=State.PUBLISHED, continues=False, search=query
    )
    ranked = rows.annotate(rank=SearchRank(F("search"), query)).order_by("-rank", "pk")
    candidates = [
        SimilarStatement(pk, public_id, title, language, alike(words, title))
        for pk, public_id, title, language in ranked.values_list("pk", "public_id", "title", "language")[:CANDIDATES]
    ]
    return sorted((one for one in candidates if one.alike >= ALIKE), key=lambda one: (-one.alike, one.id))[:SHOWN]


def alike(text: str, other_text: str) -> float:
    """Return the share of letter triples that two texts have in common, from 0 (none) to 1 (the same words)."""
    triples, other_triples = _triples(text), _triples(other_text)
    return len(triples & other_triples) / len(triples | other_triples) if triples | other_triples else 0.0


def _triples(text: str) -> set[str]:
    padded = (f"  {word} " for word in WORD.findall(fold(text)))
    return {word[i : i + 3] for word in padded for i in range(len(word) - 2)}
