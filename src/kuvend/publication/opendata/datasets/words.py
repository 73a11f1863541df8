"""What people said: words and pseudonyms of what is published; of the rest only that it is there."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import QuerySet, TextField
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.contributions.authors import author_name, author_organisation
from kuvend.foundation.contributions.columns import while_published
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.kinds import word_kind_names
from kuvend.foundation.contributions.languages import language_codes
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.datasets import filters
from kuvend.foundation.datasets.columns import Column, Dataset, Section, day, moment, number, text, yes_no
from kuvend.foundation.responses.enums import DutyState


def _rows(today: date) -> QuerySet[Contribution]:
    return Contribution.objects.all()


WORDS: tuple[Column, ...] = (
    text("title", while_published("title"), "the title, while published"),
    text("body", while_published("body", TextField), "the words as written (Markdown), while published"),
    text("quote", while_published("quote", TextField), "the sentences of a text that it is about, while published"),
    text("author", while_published(author_name()), "the pseudonym or chosen name, while published"),
    text("organisation", while_published(author_organisation()), "the organisation spoken for, while published"),
)

CONTRIBUTIONS = Dataset(
    name="contributions",
    section=Section.WORDS,
    title=_("Contributions"),
    holds=_(
        "Each idea and comment: words and pseudonym while it is published, where it stands, "
        "who owes the answer by which day, and which answer it got."
    ),
    rows=_rows,
    columns=(
        text("id", "public_id", "the public id"),
        text("kind", "kind", "idea, comment or statement"),
        text("activity", "activity__public_id", "the way of taking part in which it was said"),
        text("process", "activity__process__public_id", "the process"),
        text("about", "about__public_id", "the commitment, milestone or section that it is about, if any"),
        text("parent", "parent__public_id", "the contribution that it replies to, if any"),
        text("place_code", while_published("place__code"), "the code of the county or municipality, while published"),
        text("state", "state", "pending, published, hidden or withdrawn"),
        yes_no("continues", "continues", "whether it continues in others (merged or split), which carry its answer"),
        text("language", "language", "the language in which it was written"),
        *WORDS,
        moment("posted_at", "posted_at", "when it was posted"),
        number("version", "version", "how often its words were set down"),
        number("comment_count", "comment_count", "published comments below it"),
        number("support_count", "support_count", "people who support it"),
        text("institution", "duty__institution__public_id", "the institution that owes the answer, if one is owed"),
        text("duty", "duty__state", "open (to answer), met (answered) or lapsed (no longer owed)"),
        day("due_date", "duty__due_date", "the day by which the answer is owed"),
        day("met_date", "duty__met_date", "the day on which it was answered"),
        text("response", "answered__response__public_id", "the answer that it got"),
    ),
    filters={
        "process": filters.process("activity__process"),
        "activity": filters.by_id("activity", "a way to take part"),
        "about": filters.by_id("about", "a commitment, milestone or section"),
        "parent": filters.by_id("parent", "a contribution"),
        "response": filters.by_id("answered__response", "an answer"),
        "institution": filters.institution("duty__institution"),
        "kind": filters.one_of("kind", word_kind_names, "idea, comment or statement"),
        "state": filters.one_of("state", State.values, "where it stands"),
        "duty": filters.one_of("duty__state", DutyState.values, "whether an answer is still owed"),
        "language": filters.one_of("language", language_codes, "the language in which it was written"),
        **filters.span("posted_at", "posted", "posted", datetime),
    },
    recomputes=_("Each institution’s answer rates, and all four numbers on the first page."),
    of_people=True,
    added_after="organisation",
)
