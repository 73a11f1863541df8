"""What waits for a moderator, and what was decided lately."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.dateparse import parse_datetime

from kuvend.foundation.contributions.authors import author_name, byline
from kuvend.foundation.contributions.models import Contribution, ContributionText
from kuvend.foundation.contributions.versions import hidden_texts, staying_texts
from kuvend.foundation.core.arrays import one_of
from kuvend.foundation.core.ids import read_public_id
from kuvend.foundation.core.paging import Page, page_of, read_key
from kuvend.foundation.moderation.models import Complaint, Decision
from kuvend.foundation.moderation.queries import (
    lately_decided,
    names_unread,
    overdue_before,
    reported,
    unread,
    versions_waiting,
    waiting,
)
from kuvend.foundation.people.actor import Actor

PAGE_SIZE = 25
DECISIONS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class ToRead:
    """One contribution that waits to be read; `earlier` are the versions that stay public and nobody has read."""

    id: int
    public_id: str
    title: str
    body: str
    language: str
    version: int
    author: str
    posted_at: datetime
    activity: Any
    about: Any
    own: bool
    read_version: int = 0
    earlier: list[ContributionText] = field(default_factory=list)


SHOWN = (
    "id",
    "public_id",
    "title",
    "body",
    "language",
    "version",
    author_name(),
    "posted_at",
    "activity__title",
    "about__title",
    "participant__person_id",
    "read_version",
)


def to_read(actor: Actor, *, after: str) -> Page[ToRead]:
    """Return one page of what waits to be read within the actor's scopes, the oldest first."""
    rows = waiting(actor).values_list(*SHOWN)
    page_rows = [_to_read(row, actor) for row in _after(rows, after, of="to_read", moment="posted_at")]
    return page_of(page_rows, size=PAGE_SIZE, of="to_read", key=lambda row: (row.posted_at.isoformat(), row.id))


def _to_read(values: tuple[Any, ...], actor: Actor) -> ToRead:
    id_, public_id, title, body, language, version, author, posted_at, activity, about, *rest = values
    person_id, read_version = rest
    return ToRead(
        id=id_,
        public_id=public_id,
        title=title,
        body=body,
        language=language,
        version=version,
        author=byline(author),
        posted_at=posted_at,
        activity=activity,
        about=about,
        own=person_id is not None and person_id == actor.person_id,
        read_version=read_version,
    )


def _with_earlier(rows: Sequence[ToRead]) -> Sequence[ToRead]:
    """Add the earlier versions that stay public unread; one statement, where any row has earlier versions."""
    edited = {row.id: row for row in rows if row.version > 1}
    if edited:
        texts = ContributionText.objects.filter(contribution__in=one_of(list(edited)), stays=True, hidden_rule="")
        for text in texts.order_by("version"):
            row = edited[text.contribution_id]
            if row.read_version < text.version < row.version:
                row.earlier.append(text)
    return rows


def late_decisions(actor: Actor) -> list[Decision]:
    """Return the latest decisions within the actor's scopes."""
    return list(lately_decided(actor, limit=DECISIONS_SHOWN))


def contribution_id(typed: str) -> str | None:
    """Return the public id of the contribution that was typed or pasted (its id, or its address), or None."""
    public_id = read_public_id(typed.strip().rstrip("/").rsplit("/", 1)[-1])
    return public_id if public_id and Contribution.objects.filter(public_id=public_id).exists() else None


def decisions_about(contribution: Contribution) -> Sequence[Decision]:
    """Return what was decided about a contribution, the latest first."""
    return list(Decision.objects.filter(contribution=contribution).order_by("-decided_at", "-pk"))


def earlier_texts(contribution: Contribution) -> Sequence[ContributionText]:
    """Return the earlier versions to judge: those that stay public, those hidden alone, and those people reported."""
    earlier = ContributionText.objects.filter(contribution=contribution, version__lt=contribution.version)
    reported = Complaint.objects.filter(contribution=contribution, decision__isnull=True).values("version")
    staying = Q(pk__in=staying_texts(contribution).values("pk"))
    hidden = Q(pk__in=hidden_texts(contribution).values("pk"))
    return list(earlier.filter(staying | hidden | Q(version__in=reported)).order_by("-version"))


def complaints_about(contribution: Contribution) -> Sequence[Complaint]:
    """Return what people reported about a contribution and nobody has decided, the oldest first."""
    return list(Complaint.objects.filter(contribution=contribution, decision__isnull=True).order_by("made_at", "pk"))


def reported_page(actor: Actor, *, after: str) -> Page[Any]:
    """Return one page of what people reported within the actor's scopes, what waits longest at the top."""
    rows = _after(reported(actor), after, of="reported", moment="since")
    return page_of(list(rows), size=PAGE_SIZE, of="reported", key=lambda row: (row.since.isoformat(), row.pk))


def versions_page(actor: Actor, *, after: str) -> Page[ContributionText]:
    """Return one page of the new versions that wait within the actor's scopes, the oldest first."""
    rows = _after(versions_waiting(actor), after, of="versions", moment="written_at")
    return page_of(list(rows), size=PAGE_SIZE, of="versions", key=lambda row: (row.written_at.isoformat(), row.pk))


def names_page(actor: Actor, *, after: str) -> Page[Any]:
    """Return one page of the chosen names that nobody has read within the actor's scopes, the oldest first."""
    rows = _after(names_unread(actor), after, of="names", moment="since")
    return page_of(list(rows), size=PAGE_SIZE, of="names", key=lambda row: (row.since.isoformat(), row.pk))


def _after(rows: Any, after: str, *, of: str, moment: str) -> Any:
    """Return one row more than a page of `rows`, which are ordered by a moment and their key, after a page's key."""
    key = read_key(after, of=of)
    if key and (last := parse_datetime(str(key[0]))):
        rows = rows.filter(**{f"{moment}__gte": last}).filter(Q(**{f"{moment}__gt": last}) | Q(pk__gt=key[1]))
    return rows[: PAGE_SIZE + 1]


def after_publication(actor: Actor, *, page_keys: Mapping[str, str], at: datetime) -> dict[str, Any]:
    """Return what is published already and waits for a moderator: reports, new versions, words nobody has read.

    Args:
        page_keys: the query of the address; each list has its own page key in it.
    """
    late = overdue_before(at)
    too_long = Q(posted_at__lt=late)
    rows = _after(unread(actor).values_list(*SHOWN), page_keys.get("unread", ""), of="unread", moment="posted_at")
    unread_rows = _with_earlier([_to_read(row, actor) for row in rows])
    return {
        "unread": page_of(
            unread_rows, size=PAGE_SIZE, of="unread", key=lambda row: (row.posted_at.isoformat(), row.id)
        ),
        **unread(actor).order_by().aggregate(unread_count=Count("pk"), overdue_count=Count("pk", filter=too_long)),
        **waiting(actor).order_by().aggregate(count=Count("pk"), waits_too_long=Count("pk", filter=too_long)),
        "late": late,
        "reported": reported_page(actor, after=page_keys.get("reported", "")),
        "reported_count": reported(actor).order_by().count(),
        "names": names_page(actor, after=page_keys.get("names", "")),
        "names_count": names_unread(actor).order_by().count(),
        "versions": versions_page(actor, after=page_keys.get("versions", "")),
    }
