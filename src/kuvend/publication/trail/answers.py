"""Reading one answer of an institution, for its own page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from kuvend.engines.deadlines import is_overdue
from kuvend.foundation.contributions.authors import author_shown
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.queries import Writer
from kuvend.foundation.core.text import Localized
from kuvend.foundation.core.wording import excerpt
from kuvend.foundation.responses.enums import ResponseState, Standing, Verdict
from kuvend.foundation.responses.models import Landing, Response, ResponseText
from kuvend.foundation.responses.queries import answered_by, landings_of, response
from kuvend.publication.trail.landings import ending_of


@dataclass(frozen=True)
class AnsweredRow:
    """A contribution that an answer answers, as a list shows it."""

    url: str
    words: str
    language: str
    author: str


@dataclass(frozen=True)
class LandedRow:
    """A text into which words went, or are to go: how far that is, by which day, and what was refused why.

    `ended` says since when and why it no longer holds; "" while it does.
    """

    url: str
    number: str
    title: Localized
    passage: Localized
    standing: str
    tint: str
    day: str
    version: int | None
    refusal: Localized
    ended: str


@dataclass(frozen=True)
class ResponsePage:
    """Everything the page of an answer shows."""

    response: Response
    tint: str
    texts: Sequence[ResponseText]
    landed: Sequence[LandedRow]
    answered: Sequence[AnsweredRow]


def response_page(public_id: str, *, today: date) -> ResponsePage | None:
    """Return the page of a published answer, or None."""
    answer = response(public_id)
    if answer is None or answer.state != ResponseState.PUBLISHED:
        return None
    write = Writer()
    texts = list(ResponseText.objects.filter(response=answer).order_by("version"))
    landings = sorted(landings_of(answer.pk), key=lambda one: one.taken_back_at is not None)
    return ResponsePage(
        response=answer,
        tint=Verdict(answer.verdict).tint,
        texts=texts,
        landed=[_landing(landing, texts, today) for landing in landings],
        answered=[_row(write, row) for row in answered_by(answer.pk)],
    )


def _landing(landing: Landing, texts: Sequence[ResponseText], today: date) -> LandedRow:
    outcome, due = landing.text.outcome, landing.due_date
    due = due if landing.standing == Standing.PROMISED else None
    late = due is not None and is_overdue(due, on=today)
    return LandedRow(
        url=outcome.url,
        number=outcome.number,
        title=outcome.title,
        passage=landing.passage,
        standing=str(landing.standing.label),
        tint="stop" if late else Standing(landing.standing).tint,
        day=date_format(due, "DATE_FORMAT") if due else "",
        version=landing.landed_text.version if landing.landed_text else None,
        refusal=landing.refusal,
        ended=ending_of(landing, texts),
    )


def _row(write: Writer, row: Contribution) -> AnsweredRow:
    """Show the words only while they are public."""
    words = (row.title or excerpt(row.body, 90)) if row.state == State.PUBLISHED else row.public_id
    return AnsweredRow(write.url(row.public_id), words, row.language, author_shown(row.state, row.author))
