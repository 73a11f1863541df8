"""The public record as a page: what was done, in words, with the proof of each entry."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.people.enums import DEED_ROLES
from kuvend.foundation.record.facts import REGISTRY, RecordedFact
from kuvend.foundation.record.queries import record_page as newest

UNKNOWN_DEED = _("Something that this version of the house has no words for")
PAGES = {"plan": "plan_page"}  # subjects whose page has another name
PLACES = {"calendar": "calendar"}  # subjects that are told of on a page for all of their sort
UNKNOWN_ROLE = _("another role")


@dataclass(frozen=True)
class ShownEntry:
    """An entry of the record in words; `url` is the page of what it is about, "" where that has none."""

    index: int
    deed: str | Promise
    role: str | Promise
    at: datetime
    url: str


@dataclass(frozen=True)
class ShownRecord:
    """Everything the page of the record shows. `checkpoint` is the signed head, "" before the first one."""

    size: int
    checkpoint: str
    signed_at: datetime | None
    entries: Sequence[ShownEntry]
    older_than: int | None


def shown_record(*, before: int | None) -> ShownRecord:
    """Return the newest entries, or those before an index, with the head they stand under."""
    page = newest(before=before)
    entries = [_shown(fact) for fact in page.entries]
    return ShownRecord(page.size, page.checkpoint, page.signed_at, entries, page.older_than)


def deed_of(fact: RecordedFact) -> str | Promise:
    """Return what a fact says was done, in words. A room that is gone took its words along, not its entries."""
    declared = REGISTRY.get(fact.type)
    return declared.label if declared else UNKNOWN_DEED


def page_of(fact: RecordedFact) -> str:
    """Return the page of the first subject that has one ("" for none): a field has the name of its page."""
    for name, public_id in fact.subjects.items():
        if name in PLACES:
            return reverse(PLACES[name])
        page = str(fact.data.get("kind")) if name == "outcome" else PAGES.get(name, name)
        with suppress(NoReverseMatch):
            return reverse(page, args=[public_id])
    return ""


def _shown(fact: RecordedFact) -> ShownEntry:
    return ShownEntry(
        index=fact.index or 0,
        deed=deed_of(fact),
        role=DEED_ROLES.get(fact.role, UNKNOWN_ROLE),
        at=fact.at,
        url=page_of(fact),
    )
