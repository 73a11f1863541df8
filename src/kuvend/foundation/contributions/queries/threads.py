"""Threads of comments, a page of first comments at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString

from kuvend.foundation.contributions.drawing import CommentPen
from kuvend.foundation.contributions.enums import ContributionKind, State
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.queries.writer import Writer
from kuvend.foundation.contributions.rules import author_shown
from kuvend.foundation.core.arrays import one_of
from kuvend.foundation.core.paging import Page, page_of, read_key


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
    "id", "public_id", "branch_id", "parent_id", "state", "body_html", "participant__shown_name",
    "participant__pseudonym", "participant__organisation", "posted_at", "language", "comment_count",
    "quote", "quote_language",
)  # fmt: skip


class Reader:
    """Reads the comments of one page into rows that are drawn already."""

    def __init__(self, *, takes_replies: bool = True) -> None:
        self.write, self.pen = Writer(), CommentPen(takes_replies=takes_replies)

    def comment(self, values: tuple[Any, ...]) -> ThreadComment:
        """Return the comment whose columns (THREAD) are `values`."""
        id_, public_id, branch, parent, state, body_html, shown, pseudonym, organisation, posted_at, *rest = values
        language, comment_count, quote, quote_language = rest
        html = self.pen.draw(
            state=state,
            body_html=body_html,
            language=language,
            author=author_shown(state, shown or pseudonym),
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
        said = sum(reply.state == State.PUBLISHED for reply in worth)
        url = self.write.url(first.public_id)
        all_replies = first.comment_count + len(worth) - said
        return Branch(first, worth, self.pen.branch(first, worth, url=url, all_replies=all_replies))


REPLIES_SHOWN = 200


def thread(where: Q, *, takes_replies: bool = True, after: str = "", size: int = 50) -> Page[Branch]:
    """Return one page of a thread: first comments in time (found by `where`), each with its replies.

    Who may still reply is led to it (`takes_replies`).

    Hidden, waiting and withdrawn comments keep their place without words, unless nobody replied to them.
    """
    read = Reader(takes_replies=takes_replies)
    page = _in_time(read, where & Q(branch__isnull=True), after, size)
    below: dict[int, list[ThreadComment]] = {}
    replies = Contribution.objects.filter(branch__in=one_of(row.id for row in page.rows)).order_by("posted_at", "id")
    for reply in (read.comment(row) for row in replies.values_list(*THREAD)[:REPLIES_SHOWN]):
        below.setdefault(reply.branch_id or 0, []).append(reply)
    branches = [read.branch(first, below.get(first.id, [])) for first in page.rows]
    shown = [branch for branch in branches if branch.replies or branch.first.state == State.PUBLISHED]
    return Page(shown, page.next_key)


def replies_to(comment_id: int, *, takes_replies: bool = True, after: str = "", size: int = 100) -> Page[Branch]:
    """Return one page of all replies below a first comment, in time."""
    read = Reader(takes_replies=takes_replies)
    page = _in_time(read, Q(branch_id=comment_id), after, size)
    return Page([read.branch(reply, []) for reply in _worth_showing(page.rows)], page.next_key)


def _in_time(read: Reader, where: Q, after: str, size: int) -> Page[ThreadComment]:
    """Return one page of comments, the oldest first."""
    comments = Contribution.objects.filter(where, kind=ContributionKind.COMMENT)
    key = read_key(after, of="thread")
    if key and (moment := parse_datetime(str(key[0]))):
        comments = comments.filter(posted_at__gte=moment).filter(Q(posted_at__gt=moment) | Q(id__gt=key[1]))
    rows = [read.comment(row) for row in comments.order_by("posted_at", "id").values_list(*THREAD)[: size + 1]]
    return page_of(rows, size=size, of="thread", key=lambda row: (row.posted_at.isoformat(), row.id))


def _worth_showing(replies: Sequence[ThreadComment]) -> list[ThreadComment]:
    parents = {reply.parent_id for reply in replies}
    return [reply for reply in replies if reply.state == State.PUBLISHED or reply.id in parents]


def comments_on(contribution_id: int, *, takes_replies: bool = True, after: str = "") -> Page[Branch]:
    """Return a page of the thread below a contribution that is not itself a comment."""
    return thread(Q(root_id=contribution_id), takes_replies=takes_replies, after=after)


def comments_about(outcome_id: int, *, takes_replies: bool = True, after: str = "") -> Page[Branch]:
    """Return a page of the thread about an outcome."""
    return thread(Q(about_id=outcome_id), takes_replies=takes_replies, after=after)


def comments_on_activity(activity_id: int, *, takes_replies: bool = True, after: str = "") -> Page[Branch]:
    """Return a page of the thread about an activity as a whole."""
    return thread(
        Q(activity_id=activity_id, about__isnull=True, parent__isnull=True), takes_replies=takes_replies, after=after
    )
