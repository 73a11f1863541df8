"""The difference of two versions of an outcome's text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kuvend.accountability.plans.queries.addresses import in_words
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.outcomes.pages import outcome_url
from kuvend.foundation.outcomes.queries import outcome, texts_of
from kuvend.publication.changes.queries.blocks import TextDifference, text_difference
from kuvend.publication.changes.queries.landings import landed_in


@dataclass(frozen=True, slots=True)
class VersionLink:
    """A version of the text by its number and day."""

    number: int
    day: str


@dataclass(frozen=True, slots=True)
class DifferencePage:
    """Everything that the page of a difference shows; `difference` is None while there is only one version."""

    outcome: Outcome
    url: str
    versions: Sequence[VersionLink]
    difference: TextDifference | None


def difference_page(public_id: str, *, from_version: int | None, to_version: int | None) -> DifferencePage | None:
    """Return the difference of two versions of an outcome's text, the first and the current unless told.

    Returns None when there is no such outcome or version. Versions given the wrong way round are turned.
    """
    found = outcome(public_id)
    texts = {text.version: text for text in texts_of(found.pk)} if found else {}
    if found is None or not texts:
        return None
    pair = sorted((from_version or min(texts), to_version or max(texts)))
    if not all(number in texts for number in pair):
        return None
    compared = None
    if len(texts) > 1:
        landed = landed_in([found.pk]).get(found.pk, ())
        compared = text_difference(texts[pair[0]], texts[pair[1]], landed)
    return DifferencePage(
        outcome=found,
        url=outcome_url(found.kind, found.public_id),
        versions=[VersionLink(number, in_words(text.published_at)) for number, text in texts.items()],
        difference=compared,
    )
