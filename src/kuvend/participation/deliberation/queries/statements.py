"""Statements as the public reads them: with plain counts, once enough people have voted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kuvend.foundation.contributions.authors import author_name, byline
from kuvend.foundation.contributions.queries import MergedInto, Writer
from kuvend.foundation.core.arrays import one_of
from kuvend.foundation.core.templatetags.words import number
from kuvend.foundation.core.text import Localized
from kuvend.participation.deliberation.models import Statement
from kuvend.participation.deliberation.queries.rows import release_of
from kuvend.participation.deliberation.queries.words import Words, reader_language, shown_words, translations

COLUMNS = (
    "pk", "contribution__public_id", "contribution__title", "contribution__language", "seeded", "meta", "agree_count",
    "disagree_count", "pass_count", author_name("contribution__"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tally:
    """How a statement was answered: rounded counts, their shares in whole per cent, and all of it in one sentence."""

    agrees: int
    disagrees: int
    passes: int
    agree_share: int
    disagree_share: int
    sentence: str

    @property
    def pass_begins(self) -> int:
        """Where the part of a bar begins that shows who passed."""
        return self.agree_share + self.disagree_share

    @property
    def pass_share(self) -> int:
        """The rest of a hundred."""
        return 100 - self.pass_begins if self.agrees + self.disagrees + self.passes else 0


@dataclass(frozen=True, slots=True)
class ListedStatement:
    """A row of a list of statements; `tally` is None while numbers are not shown."""

    id: int
    public_id: str
    url: str
    words: Words
    author: str
    seeded: bool
    meta: bool
    tally: Tally | None


def tally_of(agrees: int, disagrees: int, passes: int) -> Tally:
    """Return the tally of a statement with these counts."""
    votes = agrees + disagrees + passes
    if not votes:
        return Tally(0, 0, 0, 0, 0, _("too few answers yet"))
    agree_share, disagree_share = round(100 * agrees / votes), round(100 * disagrees / votes)
    parts = [
        ngettext("%(n)s agrees", "%(n)s agree", agrees) % {"n": number(agrees)},
        ngettext("%(n)s disagrees", "%(n)s disagree", disagrees) % {"n": number(disagrees)},
        ngettext("%(n)s passed", "%(n)s passed", passes) % {"n": number(passes)},
    ]
    return Tally(agrees, disagrees, passes, agree_share, min(disagree_share, 100 - agree_share), " · ".join(parts))


def listed(statements: QuerySet[Statement], *, owner: Localized, numbers: bool) -> list[ListedStatement]:
    """Return statements as lists show them, in the order of the query, in two queries; seeded ones under `owner`."""
    return listed_rows(list(statements.values_list(*COLUMNS)), owner=owner, numbers=numbers)


def listed_rows(rows: Sequence[tuple[Any, ...]], *, owner: Localized, numbers: bool) -> list[ListedStatement]:
    """Return statements, read by their COLUMNS, as lists show them; one statement."""
    reader, write = reader_language(), Writer()
    translated = translations([row[0] for row in rows], reader)
    return [_listed(row, translated, reader, write, str(owner) if row[4] else "", numbers) for row in rows]


def _listed(
    row: tuple[Any, ...], translated: dict[int, str], reader: str, write: Writer, owner: str, numbers: bool
) -> ListedStatement:
    id_, public_id, title, language, seeded, meta, agrees, disagrees, passes, author = row
    return ListedStatement(
        id=id_,
        public_id=public_id,
        url=write.url(public_id),
        words=shown_words(title, language, translated.get(id_), reader),
        author=owner or byline(author),
        seeded=seeded,
        meta=meta,
        tally=tally_of(agrees, disagrees, passes) if numbers else None,
    )


@dataclass(frozen=True)
class StatementDetail:
    """What the page of a statement adds to its words."""

    tally: Tally | None
    translated: str
    language: str
    place: str
    meta: bool
    merged_url: str
    vote_url: str


def statement_details(contribution_ids: Sequence[int]) -> dict[int, StatementDetail]:
    """Return what the pages of statements add, by id, in two queries."""
    rows = Statement.objects.filter(pk__in=one_of(contribution_ids)).select_related(
        "contribution__activity__deliberation__map"
    )
    rows = rows.annotate(asked_instead=MergedInto("contribution_id"))
    reader = reader_language()
    translated = translations(contribution_ids, reader)
    return {row.pk: _detail(row, translated.get(row.pk, ""), reader) for row in rows}


def _detail(row: Any, translated: str, reader: str) -> StatementDetail:
    activity, into = row.contribution.activity, row.asked_instead
    numbers = release_of(activity.deliberation) is not None
    vote = reverse("vote", args=[activity.public_id])
    return StatementDetail(
        tally=tally_of(row.agree_count, row.disagree_count, row.pass_count) if numbers else None,
        translated=translated if row.contribution.language != reader else "",
        language=reader,
        place=row.place,
        meta=row.meta,
        merged_url=reverse("contribution", args=[into]) if into else "",
        vote_url="" if into else f"{vote}?statement={row.contribution.public_id}",
    )
