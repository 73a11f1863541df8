"""Reading contributions: lists by key, one with its thread, all of one person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.contributions.enums import ContributionKind, State
from kuvend.foundation.contributions.models import Contribution, ContributionText
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.paging import Page, page_of, read_key
from kuvend.foundation.core.search import prefix_query

NEWEST, SUPPORTED = "newest", "supported"
MARK = "0" * 10  # stands for a public id while an address is made


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
    url: str = ""
    day: str = ""


LISTED = (
    "id", "public_id", "title", "body", "participant__shown_name", "participant__pseudonym",
    "participant__organisation", "posted_at", "comment_count", "support_count", "language",
)  # fmt: skip
EXCERPT = 240  # characters


class Writer:
    """Writes addresses and days for the rows of one page: reversed and localized once, not once a row."""

    def __init__(self) -> None:
        self.before, self.after = reverse("contribution", args=[MARK]).split(MARK)
        self.days: dict[date, str] = {}

    def url(self, public_id: str) -> str:
        """Return the address of a contribution's page."""
        return f"{self.before}{public_id}{self.after}"

    def day(self, moment: datetime) -> str:
        """Return the local day of a moment, in words."""
        day = local_date(moment)
        if day not in self.days:
            self.days[day] = date_format(day, "DATE_FORMAT")
        return self.days[day]


def _listed(write: Writer, values: tuple[Any, ...]) -> ListedContribution:
    id_, public_id, title, body, shown, pseudonym, organisation, posted_at, *rest = values
    excerpt = body if len(body) <= EXCERPT else body[:EXCERPT].rsplit(" ", 1)[0] + " …"
    author = shown or pseudonym
    url, day = write.url(public_id), write.day(posted_at)
    return ListedContribution(id_, public_id, title, excerpt, author, organisation, posted_at, *rest, url, day)


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
    key, write = read_key(after, length=2), Writer()
    if order == SUPPORTED:
        if key and isinstance(key[0], int):
            rows = rows.filter(support_count__lte=key[0]).filter(Q(support_count__lt=key[0]) | Q(id__lt=key[1]))
        found = [_listed(write, row) for row in rows.order_by("-support_count", "-id").values_list(*LISTED)[: size + 1]]
        return page_of(found, size=size, key=lambda row: (row.support_count, row.id))
    moment = parse_datetime(str(key[0])) if key else None
    if key and moment:
        rows = rows.filter(posted_at__lte=moment).filter(Q(posted_at__lt=moment) | Q(id__lt=key[1]))
    found = [_listed(write, row) for row in rows.order_by("-posted_at", "-id").values_list(*LISTED)[: size + 1]]
    return page_of(found, size=size, key=lambda row: (row.posted_at.isoformat(), row.id))


@dataclass(frozen=True, slots=True)
class ThreadComment:
    """A comment in a thread; its words are empty unless they are public."""

    id: int
    public_id: str
    branch_id: int | None
    parent_id: int | None
    state: str
    body: SafeString
    author: str
    organisation: str
    posted_at: datetime
    language: str
    url: str
    day: str
    day_iso: str
    absence: str


ABSENCES = {
    State.HIDDEN: _("Hidden by a moderator."),
    State.WITHDRAWN: _("Withdrawn by its author."),
    State.PENDING: _("Waits to be read by a moderator."),
}

THREAD = (
    "id", "public_id", "branch_id", "parent_id", "state", "body_html", "participant__shown_name",
    "participant__pseudonym", "participant__organisation", "posted_at", "language",
)  # fmt: skip


def _comment(write: Writer, values: tuple[Any, ...]) -> ThreadComment:
    id_, public_id, branch, parent, state, html, shown, pseudonym, organisation, posted_at, language = values
    return ThreadComment(
        id_,
        public_id,
        branch,
        parent,
        state,
        mark_safe(html if state == State.PUBLISHED else ""),  # noqa: S308 - rendered and cleaned on save
        shown or pseudonym,
        organisation,
        posted_at,
        language,
        write.url(public_id),
        write.day(posted_at),
        posted_at.date().isoformat(),
        str(ABSENCES.get(State(state), "")),
    )


@dataclass(frozen=True, slots=True)
class Branch:
    """A first comment with the replies below it, in time."""

    first: ThreadComment
    replies: Sequence[ThreadComment]


REPLIES_SHOWN = 200


def thread(where: Q, *, after: str = "", size: int = 50) -> Page[Branch]:
    """Return one page of a thread: first comments in time (found by `where`), each with its replies.

    Hidden, waiting and withdrawn comments keep their place without words, unless nobody replied to them.
    """
    key = read_key(after, length=2)
    firsts = Contribution.objects.filter(where, kind=ContributionKind.COMMENT, branch__isnull=True)
    if key and (moment := parse_datetime(str(key[0]))):
        firsts = firsts.filter(posted_at__gte=moment).filter(Q(posted_at__gt=moment) | Q(id__gt=key[1]))
    write = Writer()
    rows = [_comment(write, row) for row in firsts.order_by("posted_at", "id").values_list(*THREAD)[: size + 1]]
    page = page_of(rows, size=size, key=lambda row: (row.posted_at.isoformat(), row.id))
    below: dict[int, list[ThreadComment]] = {}
    replies = Contribution.objects.filter(branch_id__in=[row.id for row in page.rows]).order_by("posted_at", "id")
    for reply in (_comment(write, row) for row in replies.values_list(*THREAD)[:REPLIES_SHOWN]):
        below.setdefault(reply.branch_id or 0, []).append(reply)
    branches = [Branch(first, _worth_showing(below.get(first.id, []))) for first in page.rows]
    shown = [branch for branch in branches if branch.replies or branch.first.state == State.PUBLISHED]
    return Page(shown, page.next_key)


def _worth_showing(replies: Sequence[ThreadComment]) -> list[ThreadComment]:
    parents = {reply.parent_id for reply in replies}
    return [reply for reply in replies if reply.state == State.PUBLISHED or reply.id in parents]


def comments_on(contribution_id: int, *, after: str = "") -> Page[Branch]:
    """Return a page of the thread below a contribution that is not itself a comment."""
    return thread(Q(root_id=contribution_id), after=after)


def comments_about(outcome_id: int, *, after: str = "") -> Page[Branch]:
    """Return a page of the thread about an outcome."""
    return thread(Q(about_id=outcome_id), after=after)


def comments_on_activity(activity_id: int, *, after: str = "") -> Page[Branch]:
    """Return a page of the thread about an activity as a whole."""
    return thread(Q(activity_id=activity_id, about__isnull=True, parent__isnull=True), after=after)


def contribution(public_id: str) -> Contribution | None:
    """Return a contribution with everything its page and its rules name, or None."""
    related = (
        "participant", "activity__owner", "activity__process", "activity__scope", "about", "parent", "root", "branch",
    )  # fmt: skip
    return Contribution.objects.select_related(*related).filter(public_id=public_id).first()


def texts_of(contribution_id: int) -> QuerySet[ContributionText]:
    """Return the versions of a contribution's words, the first at the top."""
    return ContributionText.objects.filter(contribution_id=contribution_id).order_by("version")


def of_person(person_id: int, *, limit: int = 100) -> QuerySet[Contribution]:
    """Return what a person said, in all processes, the latest first: for that person's eyes only."""
    return (
        Contribution.objects.filter(participant__person_id=person_id)
        .select_related("activity", "about", "root")
        .order_by("-posted_at", "-id")[:limit]
    )


def contributions_with(words: str, *, limit: int) -> list[Contribution]:
    """Return up to `limit` published contributions in which every word of `words` begins a word."""
    query = prefix_query(words)
    if query is None:
        return []
    return list(
        Contribution.objects.filter(search=query, state=State.PUBLISHED)
        .select_related("activity", "participant")
        .order_by("-posted_at", "-id")[:limit]
    )


def supported_by(person_id: int, contribution_ids: Sequence[int]) -> Mapping[int, bool]:
    """Tell which of `contribution_ids` a person supports."""
    rows = Contribution.objects.filter(pk__in=contribution_ids, supports__participant__person_id=person_id)
    return dict.fromkeys(rows.values_list("pk", flat=True), True)
