"""What waits for a moderator, and what was decided lately."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.dateparse import parse_datetime

from kuvend.desk.rules import MODERATE, scopes_with
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.ids import read_public_id
from kuvend.foundation.core.paging import Page, page_of, read_key
from kuvend.foundation.moderation.models import Complaint, Decision
from kuvend.foundation.moderation.queries import (
    lately_decided,
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
    """One contribution that waits to be read."""

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


SHOWN = (
    "id",
    "public_id",
    "title",
    "body",
    "language",
    "version",
    "participant__shown_name",
    "participant__pseudonym",
    "posted_at",
    "activity__title",
    "about__title",
    "participant__person_id",
)


def to_read(actor: Actor, *, after: str) -> Page[ToRead]:
    """Return one page of what waits to be read within the actor's scopes, the oldest first."""
    rows = waiting(scopes_with(actor, MODERATE.roles))
    key = read_key(after, of="to_read")
    if key and (moment := parse_datetime(str(key[0]))):
        rows = rows.filter(posted_at__gte=moment).filter(Q(posted_at__gt=moment) | Q(pk__gt=key[1]))
    found = [_to_read(row, actor) for row in rows.values_list(*SHOWN)[: PAGE_SIZE + 1]]
    return page_of(found, size=PAGE_SIZE, of="to_read", key=lambda row: (row.posted_at.isoformat(), row.id))


def _to_read(values: tuple[Any, ...], actor: Actor) -> ToRead:
    id_, public_id, title, body, language, version, shown, pseudonym, posted_at, activity, about, person_id = values
    return ToRead(
        id=id_,
        public_id=public_id,
        title=title,
        body=body,
        language=language,
        version=version,
        author=shown or pseudonym,
        posted_at=posted_at,
        activity=activity,
        about=about,
        own=person_id is not None and person_id == actor.person_id,
    )


def late_decisions(actor: Actor) -> list[Decision]:
    """Return the latest decisions within the actor's scopes."""
    return list(lately_decided(scopes_with(actor, MODERATE.roles), limit=DECISIONS_SHOWN))


def contribution_id(typed: str) -> str | None:
    """Return the public id of the contribution that was typed or pasted (its id, or its address), or None."""
    public_id = read_public_id(typed.strip().rstrip("/").rsplit("/", 1)[-1])
    return public_id if public_id and Contribution.objects.filter(public_id=public_id).exists() else None


def decisions_about(contribution: Contribution) -> Sequence[Decision]:
    """Return what was decided about a contribution, the latest first."""
    return list(Decision.objects.filter(contribution=contribution).order_by("-decided_at", "-pk"))


def complaints_about(contribution: Contribution) -> Sequence[Complaint]:
    """Return what people reported about a contribution and nobody has decided, the oldest first."""
    return list(Complaint.objects.filter(contribution=contribution, decision__isnull=True).order_by("made_at", "pk"))


def after_publication(actor: Actor, *, after: str, at: datetime) -> dict[str, Any]:
    """Return what is published already and waits for a moderator: reports, new versions, words nobody has read."""
    scopes = scopes_with(actor, MODERATE.roles)
    rows, late = unread(scopes), overdue_before(at)
    too_long = Q(posted_at__lt=late)
    key = read_key(after, of="unread")
    if key and (moment := parse_datetime(str(key[0]))):
        rows = rows.filter(posted_at__gte=moment).filter(Q(posted_at__gt=moment) | Q(pk__gt=key[1]))
    found = [_to_read(row, actor) for row in rows.values_list(*SHOWN)[: PAGE_SIZE + 1]]
    return {
        "unread": page_of(found, size=PAGE_SIZE, of="unread", key=lambda row: (row.posted_at.isoformat(), row.id)),
        **unread(scopes).order_by().aggregate(unread_count=Count("pk"), overdue_count=Count("pk", filter=too_long)),
        **waiting(scopes).order_by().aggregate(count=Count("pk"), waits_too_long=Count("pk", filter=too_long)),
        "late": late,
        "reported": list(reported(scopes)[:PAGE_SIZE]),
        "versions": list(versions_waiting(scopes)[:PAGE_SIZE]),
    }
