"""What the search keeps of people's words and of the answers to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.contributions.kinds import word_kind, word_kinds
from kuvend.foundation.contributions.models import STANDALONE, Contribution
from kuvend.foundation.core.markdown import plain
from kuvend.foundation.core.wording import Tag
from kuvend.foundation.datasets.findable import Findable, FindableSort, Naming
from kuvend.foundation.responses.enums import ResponseState, Verdict
from kuvend.foundation.responses.models import Response

WAITS, ANSWERED = "waits", "answered"
OF_WORDS = frozenset(
    {
        "contribution_received", "contribution_published", "contribution_edited", "version_published",
        "contribution_hidden", "contribution_taken_back", "contribution_withdrawn", "contribution_merged",
        "contribution_merge_undone", "contribution_split", "contribution_split_undone", "contribution_answered",
        "duty_passed_on", "duty_taken_back", "duty_handed_back", "response_corrected", "statement_translated",
    }
)  # fmt: skip


def _words() -> QuerySet[Contribution]:
    rows = Contribution.objects.filter(STANDALONE, kind__in=[kind.name for kind in word_kinds()])
    return rows.select_related(
        "activity__process", "activity__owner", "activity__scope", "about__scope", "duty__institution",
        "answered__response",
    ).defer("folded", "search", "body_html")  # fmt: skip


def _draw_words(rows: Sequence[Contribution]) -> Iterable[Findable]:
    places: dict[int, str] = {}
    translated: dict[int, Mapping[str, str]] = {}
    for kind in {row.kind for row in rows}:
        ids = [row.pk for row in rows if row.kind == kind]
        places |= word_kind(kind).places(ids)
        translated |= word_kind(kind).translations(ids)
    return (_findable(row, places.get(row.pk, ""), translated.get(row.pk, {})) for row in rows)


def _findable(row: Contribution, place: str, translated: Mapping[str, str]) -> Findable:
    activity, words = row.activity, plain(row.body)
    duty, answered = getattr(row, "duty", None), getattr(row, "answered", None)
    return Findable(
        public_id=row.public_id,
        kind=row.kind,
        title={**translated, **({row.language: row.title} if row.title else {})},
        words={row.language: words},
        moment=row.posted_at,
        process=activity.process.public_id,
        institution=(duty.institution if duty else activity.owner).public_id,
        scope=(row.about or activity).scope.path,
        place=place,
        state=ANSWERED if answered else WAITS if row.answer_due_date else "",
        verdict=answered.response.verdict if answered else "",
    )


def _responses() -> QuerySet[Response]:
    rows = Response.objects.filter(state=ResponseState.PUBLISHED)
    return rows.select_related("process", "scope", "institution")


def _draw_responses(rows: Sequence[Response]) -> Iterable[Findable]:
    for row in rows:
        yield Findable(
            public_id=row.public_id,
            words={code: plain(words) for code, words in row.reason.items()},
            moment=row.published_at,  # type: ignore[arg-type]  # a published one has it, by a constraint
            process=row.process.public_id,
            institution=row.institution.public_id,
            scope=row.scope.path,
            verdict=row.verdict,
        )


VERDICTS = {verdict.value: Tag(verdict.label, verdict.tint) for verdict in Verdict}

CONTRIBUTIONS = FindableSort(
    name="contribution",
    kinds=lambda: {kind.name: Naming(kind.label, kind.heading or kind.label) for kind in word_kinds()},
    page="contribution",
    rows=_words,
    draw=_draw_words,
    facts=OF_WORDS,
    named_by=("public_id", "answered__response__public_id"),
    numbers=Contribution.objects.all,
    states=lambda: {WAITS: Tag(_("waits for an answer"), "wait"), ANSWERED: Tag(_("answered"), "ok")},
    many=True,
    may_leave=True,
)
RESPONSES = FindableSort(
    name="response",
    kinds=lambda: {"response": Naming(_("answer"), _("Answers"))},
    page="response",
    rows=_responses,
    draw=_draw_responses,
    facts=frozenset({"response_published", "response_corrected", "activity_answered"}),
    many=True,
)
OF_RESPONSES = (CONTRIBUTIONS, RESPONSES)
