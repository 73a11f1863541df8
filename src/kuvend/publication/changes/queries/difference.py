"""The difference of two versions of an outcome's text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kuvend.foundation.core.wording import in_words
from kuvend.foundation.outcomes.differences import Differences
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.outcomes.queries import outcome, texts_of
from kuvend.foundation.outcomes.sorts import outcome_url
from kuvend.foundation.responses.landings import landed_in
from kuvend.foundation.responses.text_difference import TextDifference, text_difference


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
    row = outcome(public_id)
    days = dict(texts_of(row.pk).values_list("version", "published_at")) if row else {}
    if row is None or not days:
        return None
    pair = sorted((from_version or min(days), to_version or max(days)))
    if not all(number in days for number in pair):
        return None
    compared = None
    if len(days) > 1:
        texts = {text.version: text for text in texts_of(row.pk).filter(version__in=pair)}
        old, new = (texts[number] for number in pair)
        compared = text_difference(old, new, landed_in([row.pk]).get(row.pk, ()), Differences([(old, new)]))
    return DifferencePage(
        outcome=row,
        url=outcome_url(row.kind, row.public_id),
        versions=[VersionLink(number, in_words(at)) for number, at in days.items()],
        difference=compared,
    )
