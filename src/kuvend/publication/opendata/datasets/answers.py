"""What institutions answered, and where the words went."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Case, OuterRef, Subquery, Value, When
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.datasets import filters
from kuvend.foundation.datasets.columns import Dataset, Section, day, localized, moment, number, text
from kuvend.foundation.outcomes.sorts import outcome_sort_names
from kuvend.foundation.responses.enums import ResponseState, Standing, Verdict
from kuvend.foundation.responses.models import Landing, Response, ResponseText


def _corrected_at() -> Case:
    latest = ResponseText.objects.filter(response=OuterRef("pk"), version=OuterRef("version"))
    return Case(When(version__gt=1, then=Subquery(latest.values("published_at")[:1])))


RESPONSES = Dataset(
    name="responses",
    section=Section.ANSWERS,
    title=_("Answers"),
    holds=_("Each published answer of an institution: its verdict, its reasons and how many contributions it answers."),
    rows=lambda today: Response.objects.filter(state=ResponseState.PUBLISHED),
    columns=(
        text("id", "public_id", "the public id"),
        text("process", "process__public_id", "the process"),
        text("institution", "institution__public_id", "the institution that answers"),
        text("verdict", "verdict", "what it decided"),
        localized("reason", "reason", "why"),
        localized("nowhere", "nowhere", "why accepted words went into no text yet"),
        number("version", "version", "1, and more after corrections"),
        moment("published_at", "published_at", "when it was first published"),
        moment("corrected_at", _corrected_at(), "when its latest correction was published, if it was corrected"),
        number("answer_count", "answer_count", "contributions that it answers"),
    ),
    filters={
        "process": filters.process(),
        "institution": filters.institution(),
        "verdict": filters.one_of("verdict", Verdict.values, "what was decided"),
        **filters.span("published_at", "published", "published", datetime),
    },
)

STANDING = Case(
    When(taken_back_at__isnull=False, then=Value(Standing.TAKEN_BACK)),
    When(landed_text__isnull=False, then=Value(Standing.LANDED)),
    When(refused_at__isnull=False, then=Value(Standing.REFUSED)),
    When(agreed_at__isnull=False, then=Value(Standing.PROMISED)),
    default=Value(Standing.PROPOSED),
)

LANDINGS = Dataset(
    name="landings",
    section=Section.ANSWERS,
    title=_("Where words went"),
    holds=_(
        "Where an answer says that words go: into which commitment, milestone or section of a draft. Landed is what a "
        "version of the text, published later than the words, bears out; the rest is promised, proposed, refused "
        "or taken back by a correction."
    ),
    rows=lambda today: Landing.objects.filter(response__state=ResponseState.PUBLISHED).annotate(told=STANDING),
    columns=(
        text("response", "response__public_id", "the answer"),
        text("process", "text__outcome__process__public_id", "the process"),
        text("outcome", "text__outcome__public_id", "the commitment, milestone or section"),
        text("outcome_kind", "text__outcome__kind", "commitment, milestone or section"),
        text("outcome_number", "text__outcome__number", "its official number"),
        localized("outcome_title", "text__title", "its title in that version"),
        number("text_version", "text__version", "the version of its text that the answer names"),
        localized("passage", "passage", "the passage, word for word as that version has it"),
        text("standing", "told", "landed, promised, proposed, refused or taken_back"),
        number("landed_version", "landed_text__version", "the version that changed there; empty until it came"),
        moment("landed_at", "landed_at", "since when it counts as landed"),
        day("due_date", "due_date", "the day by which the change was promised"),
        moment("taken_back_at", "taken_back_at", "when a correction of the answer took it back"),
    ),
    filters={
        "process": filters.process("text__outcome__process"),
        "response": filters.by_id("response", "an answer"),
        "outcome": filters.by_id("text__outcome", "a commitment, milestone or section"),
        "kind": filters.one_of("text__outcome__kind", outcome_sort_names, "what the words went into"),
    },
    address="",
    recomputes=_("How many contributions changed a text, on the first page."),
)
