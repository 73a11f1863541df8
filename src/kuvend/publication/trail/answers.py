"""Reading one answer of an institution, for its own page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.queries import Writer
from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes.pages import outcome_url
from kuvend.foundation.responses.enums import ResponseState
from kuvend.foundation.responses.models import Response, ResponseText
from kuvend.foundation.responses.queries import answered_by, landings_of, response
from kuvend.publication.trail.steps import tint_of


@dataclass(frozen=True)
class AnsweredRow:
    """A contribution that an answer answers, as a list shows it."""

    url: str
    words: str
    language: str
    author: str


@dataclass(frozen=True)
class LandedRow:
    """An outcome in which an answer's words landed."""

    url: str
    number: str
    title: Localized
    passage: Localized


@dataclass(frozen=True)
class ResponsePage:
    """Everything the page of an answer shows."""

    response: Response
    tint: str
    texts: Sequence[ResponseText]
    landed: Sequence[LandedRow]
    answered: Sequence[AnsweredRow]


def response_page(public_id: str) -> ResponsePage | None:
    """Return the page of a published answer, or None."""
    found = response(public_id)
    if found is None or found.state != ResponseState.PUBLISHED:
        return None
    write = Writer()
    landed = [
        LandedRow(
            outcome_url(landing.text.outcome.kind, landing.text.outcome.public_id),
            landing.text.outcome.number,
            landing.text.outcome.title,
            landing.passage,
        )
        for landing in landings_of(found.pk)
    ]
    return ResponsePage(
        response=found,
        tint=tint_of(found.verdict),
        texts=list(ResponseText.objects.filter(response=found).order_by("version")),
        landed=landed,
        answered=[_row(write, row) for row in answered_by(found.pk)],
    )


def _row(write: Writer, row: Contribution) -> AnsweredRow:
    """Show the words only while they are public."""
    words = (row.title or row.body[:90]) if row.state == State.PUBLISHED else row.public_id
    return AnsweredRow(write.url(row.public_id), words, row.language, row.participant.name)
