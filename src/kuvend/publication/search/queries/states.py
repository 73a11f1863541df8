"""The states in which things are found: those of their rooms, and what time alone says."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.wording import Tag
from kuvend.foundation.datasets.findable import findable_sorts

AHEAD, OPEN, CLOSED = "ahead", "open", "closed"
BY_TIME = {AHEAD: Tag(_("not open yet")), OPEN: Tag(_("open"), "ok"), CLOSED: Tag(_("closed"))}


def by_time(opens_at: datetime, closes_at: datetime | None, at: datetime) -> Tag:
    """Return whether something is open at a moment; without a closing moment it stays so (as SQL: `hits.STATE`)."""
    if opens_at > at:
        return BY_TIME[AHEAD]
    return BY_TIME[CLOSED if closes_at is not None and closes_at <= at else OPEN]


def all_states() -> dict[str, Tag]:
    """Return every state that something can be in, by its code."""
    return {code: tag for sort in findable_sorts().values() for code, tag in sort.states().items()} | BY_TIME
