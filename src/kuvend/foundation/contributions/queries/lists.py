"""Lists of contributions, paged by key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.db.models.functions import Left
from django.utils.dateparse import parse_datetime

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.queries.writer import Writer
from kuvend.foundation.core.paging import Page, page_of, read_key
from kuvend.foundation.core.search import prefix_query

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
    "id", "public_id", "title", "participant__shown_name", "participant__pseudonym", "participant__organisation",
    "posted_at", "comment_count", "support_count", "language", Left("body", EXCERPT + 1),
)  # fmt: skip


def _listed(write: Writer, values: tuple[Any, ...]) -> ListedContribution:
    id_, public_id, title, shown, pseudonym, organisation, posted_at, comments, supports, language, body = values
    excerpt = body if len(body) <= EXCERPT else body[:EXCERPT].rsplit(" ", 1)[0] + " …"
    return ListedContribution(
        id=id_,
        public_id=public_id,
        title=title,
        body=excerpt,
        author=shown or pseudonym,
        organisation=organisation,
        posted_at=posted_at,
        comment_count=comments,
        support_count=supports,
        language=language,
        url=write.url(public_id),
        day=write.day(posted_at),
    )


def listed(
    activity_id: int, *, kind: str, order: str = NEWEST, after: str = "", size: int = 25, words: str = ""
) -> Page[ListedContribution]:
    """Return one page of the published contributions of a kind in an activity.

    Args:
        order: `newest` or `supported`.
        after: the key of the page before ("" for the first page; an unreadable key counts as "").
        words: only those in which every word begins a word of title or body.
    """
    rows = Contribution.objects.filter(activity_id=activity_id, kind=kind, state=State.PUBLISHED)
    if query := prefix_query(words):
        rows = rows.filter(search=query)
    key, write = read_key(after, of=f"listed.{order}"), Writer()
    if order == SUPPORTED:
        if key and isinstance(key[0], int):
            rows = rows.filter(support_count__lte=key[0]).filter(Q(support_count__lt=key[0]) | Q(id__lt=key[1]))
        found = [_listed(write, row) for row in rows.order_by("-support_count", "-id").values_list(*LISTED)[: size + 1]]
        return page_of(found, size=size, of=f"listed.{order}", key=lambda row: (row.support_count, row.id))
    moment = parse_datetime(str(key[0])) if key else None
    if key and moment:
        rows = rows.filter(posted_at__lte=moment).filter(Q(posted_at__lt=moment) | Q(id__lt=key[1]))
    found = [_listed(write, row) for row in rows.order_by("-posted_at", "-id").values_list(*LISTED)[: size + 1]]
    return page_of(found, size=size, of=f"listed.{order}", key=lambda row: (row.posted_at.isoformat(), row.id))
