"""Threads of comments, a page of first comments at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString

from kuvend.foundation.contributions.authors import author_name, author_organisation, author_shown, byline
from kuvend.foundation.contributions.drawing import CONTINUES, CommentPen
from kuvend.foundation.contributions.enums import COMMENT, State
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.queries.writer import Writer
from kuvend.foundation.core.paging import Page, page_of, read_key
from kuvend.foundation.core.prepared import Prepared, Slot, ids_in


@dataclass(frozen=True, slots=True)
class ThreadComment:
    """A comment in a thread, drawn: its words only while they are public."""

    id: int
    public_id: str
    branch_id: int | None
    parent_id: int | None
    state: str
    posted_at: datetime
    comment_count: int
    html: SafeString


@dataclass(frozen=True, slots=True)
class Branch:
    """A first comment with the replies below it, in time; `html` draws them together."""

    first: ThreadComment
    replies: Sequence[ThreadComment]
    html: SafeString


THREAD = (
    "id", "public_id", "branch_id", "parent_id", "state", "body_html", author_name(), author_organisation(),
    "posted_at", "language", "comment_count", "quote", "quote_language", "continues",
)  # fmt: skip


class Reader:
    """Reads the comments of one page into rows that are drawn already."""

    def __init__(self, *, takes_replies: bool = True) -> None:
        self.write, self.pen = Writer(), CommentPen(takes_replies=takes_replies)

    def comment(self, values: tuple[Any, ...]) -> ThreadComment:
        """Return the comment whose columns (THREAD) are `values`."""
        id_, public_id, branch, parent, state, body_html, author, organisation, posted_at, *rest = values
        language, comment_count, quote, quote_language, continues = rest
        if continues and state == State.PUBLISHED:
            state = CONTINUES
        html = self.pen.draw(
            state=state,
            body_html=body_html,
            language=language,
            author=author_shown(state, byline(author)),
            organisation=author_shown(state, organisation),
            url=self.write.url(public_id),
            iso=posted_at.date().isoformat(),
            day=self.write.day(posted_at),
            quote=quote,
            quote_language=quote_language,
        )
        return ThreadComment(id_, public_id, branch, parent, state, posted_at, comment_count, html)

    def branch(self, first: ThreadComment, replies: Sequence[ThreadComment]) -> Branch:
        """Return a first comment with those of its replies that are worth showing, drawn."""
        worth = _worth_showing(replies)
        public = sum(reply.state == State.PUBLISHED for reply in worth)
        url = self.write.url(first.public_id)
        all_replies = first.comment_count + len(worth) - public
        return Branch(first, worth, self.pen.branch(first, worth, url=url, all_replies=all_replies))


REPLIES_SHOWN, FIRST_SHOWN, ALL_SHOWN = 200, 50, 100


class Comments:
    """The comments that stand in one kind of place (a condition with slots), a page of them at a time, in time."""

    def __init__(self, where: Q, *, size: int) -> None:
        self.where, self.size = where, size
        self.earliest = Prepared(lambda: self._page(Q()))
        # the moment alone is what the index is read by
        later = Q(posted_at__gt=Slot("moment")) | Q(id__gt=Slot("last"))
        self.later = Prepared(lambda: self._page(Q(posted_at__gte=Slot("moment")) & later))

    def _page(self, after: Q) -> QuerySet[Contribution, Any]:
        rows = Contribution.objects.filter(self.where, after, kind=COMMENT)
        return rows.order_by("posted_at", "id").values_list(*THREAD)[: self.size + 1]

    def page(self, read: Reader, *, after: str, **place: int) -> Page[ThreadComment]:
        """Return the page after a key, the earliest without one."""
        key = read_key(after, of="thread")
        moment = parse_datetime(str(key[0])) if key else None
        rows = self.later.rows(moment=moment, last=key[1], **place) if key and moment else self.earliest.rows(**place)
        comments = [read.comment(row) for row in rows]
        return page_of(comments, size=self.size, of="thread", key=lambda row: (row.posted_at.isoformat(), row.id))


FIRST = Q(branch__isnull=True)
BELOW_CONTRIBUTION = Comments(FIRST & Q(root_id=Slot("contribution")), size=FIRST_SHOWN)
ABOUT_OUTCOME = Comments(FIRST & Q(about_id=Slot("outcome")), size=FIRST_SHOWN)
ON_ACTIVITY = Comments(
    FIRST & Q(activity_id=Slot("activity"), about__isnull=True, parent__isnull=True), size=FIRST_SHOWN
)
BELOW_COMMENT = Comments(Q(branch_id=Slot("comment")), size=ALL_SHOWN)


def replies_below() -> QuerySet[Contribution, Any]:
    """Return the replies in some branches (a slot), in time."""
    rows = Contribution.objects.filter(branch__in=ids_in("branches"))
    return rows.order_by("posted_at", "id").values_list(*THREAD)[:REPLIES_SHOWN]


REPLIES = Prepared(replies_below)


def _thread(comments: Comments, *, takes_replies: bool, after: str, **place: int) -> Page[Branch]:
    """Return one page of a thread: first comments in time, each with its replies.

    Who may still reply is led to it (`takes_replies`).

    Hidden, waiting and withdrawn comments keep their place without words, unless nobody replied to them.
    """
    read = Reader(takes_replies=takes_replies)
    page = comments.page(read, after=after, **place)
    below: dict[int, list[ThreadComment]] = {}
    for reply in (read.comment(row) for row in REPLIES.rows(branches=[row.id for row in page.rows])):
        below.setdefault(reply.branch_id or 0, []).append(reply)
    branches = [read.branch(first, below.get(first.id, [])) for first in page.rows]
    visible = [branch for branch in branches if branch.replies or branch.first.state == State.PUBLISHED]
    return Page(visible, page.next_key)


def replies_to(comment_id: int, *, takes_replies: bool = True, after: str = "") -> Page[Branch]:
    """Return one page of all replies below a first comment, in time."""
    read = Reader(takes_replies=takes_replies)
    page = BELOW_COMMENT.page(read, after=after, comment=comment_id)
    return Page([read.branch(reply, []) for reply in _worth_showing(page.rows)], page.next_key)


def _worth_showing(replies: Sequence[ThreadComment]) -> list[ThreadComment]:
    parents = {reply.parent_id for reply in replies}
    return [reply for reply in replies if reply.state == State.PUBLISHED or reply.id in parents]


def comments_on(contribution_id: int, *, takes_replies: bool = True, after: str = "") -> Page[Branch]:
    """Return a page of the thread below a contribution that is not itself a comment."""
    return _thread(BELOW_CONTRIBUTION, takes_replies=takes_replies, after=after, contribution=contribution_id)


def comments_about(outcome_id: int, *, takes_replies: bool = True, after: str = "") -> Page[Branch]:
    """Return a page of the thread about an outcome."""
    return _thread(ABOUT_OUTCOME, takes_replies=takes_replies, after=after, outcome=outcome_id)


def comments_on_activity(activity_id: int, *, takes_replies: bool = True, after: str = "") -> Page[Branch]:
    """Return a page of the thread about an activity as a whole."""
    return _thread(ON_ACTIVITY, takes_replies=takes_replies, after=after, activity=activity_id)
