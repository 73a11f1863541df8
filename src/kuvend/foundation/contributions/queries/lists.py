"""Lists of contributions, paged by key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import Q
from django.db.models.functions import Left
from django.utils.dateparse import parse_datetime

from kuvend.foundation.contributions.authors import author_name, author_organisation, byline
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import STANDALONE, Contribution
from kuvend.foundation.contributions.queries.writer import Writer
from kuvend.foundation.core.filter_bar import Counted, keys_of_page
from kuvend.foundation.core.paging import Page, page_of, read_key
from kuvend.foundation.core.prepared import Prepared, Slot
from kuvend.foundation.core.wording import excerpt

NEWEST, SUPPORTED = "newest", "supported"


@dataclass(frozen=True, slots=True)
class ListedContribution:
    """A row of a list: what is shown of it, nothing more, in words ready to be drawn."""

    id: int
    public_id: str
    title: str
    body: str
    author: str
    organisation: str
    posted_at: datetime
    comment_count: int
    support_count: int
    language: str
    url: str
    day: str


EXCERPT = 240  # characters
LISTED = (
    "id", "public_id", "title", author_name(), author_organisation(), "posted_at", "comment_count", "support_count",
    "language", Left("body", EXCERPT + 1),
)  # fmt: skip


def _listed(write: Writer, values: tuple[Any, ...]) -> ListedContribution:
    id_, public_id, title, author, organisation, posted_at, comments, supports, language, body = values
    return ListedContribution(
        id=id_,
        public_id=public_id,
        title=title,
        body=excerpt(body, EXCERPT),
        author=byline(author),
        organisation=organisation,
        posted_at=posted_at,
        comment_count=comments,
        support_count=supports,
        language=language,
        url=write.url(public_id),
        day=write.day(posted_at),
    )


PAGE = 25
BY = {NEWEST: "posted_at", SUPPORTED: "support_count"}


@cache
def _statement(order: str, size: int, *, later: bool) -> Prepared:
    """The page of a whole list: the first or a later one."""
    by = BY[order]
    where = Q(activity_id=Slot("activity"), kind=Slot("kind"), state=State.PUBLISHED, continues=False)
    if later:  # the first condition alone is what the index is read by
        where &= Q((f"{by}__lte", Slot("value"))) & (Q((f"{by}__lt", Slot("value"))) | Q(id__lt=Slot("last")))
    rows = Contribution.objects.filter(where).order_by(f"-{by}", "-id")
    return Prepared(lambda: rows.values_list(*LISTED)[: size + 1])


@dataclass(frozen=True)
class ListPage(Page[ListedContribution]):
    """A page of a list; how many contributions the filters leave is told on the first page of a narrowed one."""

    count: Counted | None = None


def listed(
    activity_id: int, *, kind: str, order: str = NEWEST, after: str = "", size: int = PAGE, narrowed_by: Q | None = None
) -> ListPage:
    """Return one page of the published contributions of a kind in an activity.

    Args:
        order: `newest` or `supported`.
        after: the key of the page before ("" for the first page; an unreadable key counts as "").
        narrowed_by: what filters leave; None or an empty condition for all.
    """
    key, write, count = _key(order, after), Writer(), None
    if narrowed_by:
        rows, count = _narrowed(activity_id, kind, order, key, size, narrowed_by)
    else:
        values = {"activity": activity_id, "kind": kind, "value": key and key[0], "last": key and key[1]}
        rows = _statement(order, size, later=key is not None).rows(**values)
    page = page_of([_listed(write, row) for row in rows], size=size, of=f"listed.{order}", key=KEYS[order])
    return ListPage(page.rows, page.next_key, count)


def _narrowed(
    activity_id: int, kind: str, order: str, key: tuple[Any, int] | None, size: int, narrowed_by: Q
) -> tuple[list[tuple[Any, ...]], Counted | None]:
    rows = Contribution.objects.filter(STANDALONE, activity=activity_id, kind=kind)
    fields = (BY[order], "id")
    page = keys_of_page(rows, lambda some: some.filter(narrowed_by), fields=fields, after=key, size=size)
    ids = [values[-1] for values in page.keys]
    by_id = {row[0]: row for row in Contribution.objects.filter(pk__in=ids).values_list(*LISTED)}
    return [by_id[pk] for pk in ids if pk in by_id], page.count


def _key(order: str, after: str) -> tuple[Any, int] | None:
    """Return where the page before ended: its last moment or number, and its last row; None for the first page."""
    key = read_key(after, of=f"listed.{order}")
    if key is None:
        return None
    value = key[0] if order == SUPPORTED else parse_datetime(str(key[0]))
    is_readable = isinstance(value, int) if order == SUPPORTED else value is not None
    return (value, key[1]) if is_readable else None


KEYS: dict[str, Callable[[ListedContribution], tuple[Any, int]]] = {
    NEWEST: lambda row: (row.posted_at.isoformat(), row.id),
    SUPPORTED: lambda row: (row.support_count, row.id),
}
