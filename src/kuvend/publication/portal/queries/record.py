"""The public record as a page: what was done, in words, with the proof of each entry."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.outcomes.facts import OutcomeTextPublished
from kuvend.foundation.outcomes.queries import outcome_urls
from kuvend.foundation.outcomes.sorts import outcome_url
from kuvend.foundation.people.enums import DEED_ROLES
from kuvend.foundation.processes.process_pages import url_names
from kuvend.foundation.record.facts import REGISTRY, RecordedFact
from kuvend.foundation.record.leaves import decode_leaf
from kuvend.foundation.record.openings import openings_of
from kuvend.foundation.record.queries import entry_leaf, first_head, published, verifier_key
from kuvend.foundation.record.queries import record_page as newest

DIGEST = re.compile(r"[0-9a-f]{64}")
UNKNOWN_DEED = _("Something that this version of the software has no words for")
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
    proof: str


@dataclass(frozen=True)
class ShownRecord:
    """Everything the page of the record shows. `checkpoint` is the signed head, "" before the first one."""

    size: int
    checkpoint: str
    signed_at: datetime | None
    entries: Sequence[ShownEntry]
    older_than: int | None


@dataclass(frozen=True)
class ShownProof:
    """Everything the page of an entry shows: the entry, the heads over it, and the words that it seals, if public.

    Attributes:
        since: when the first head over it was signed; `size` is the number of entries under the newest one.
        openings: (field, exact string) of each text that an institution said.
        sealed: it seals something that is not opened here.
    """

    entry: ShownEntry
    since: datetime
    size: int
    key: str
    place: str
    leaf: str
    openings: Sequence[tuple[str, str]]
    sealed: bool


def shown_entry(index: int) -> ShownProof:
    """Return a published entry in words. Raises LookupError when there is none at the place."""
    leaf = entry_leaf(index)
    fact = decode_leaf(leaf, index=index)
    try:
        opened = [(row["field"], row["text"]) for row in openings_of(fact)["openings"]]
    except LookupError:
        opened = []
    return ShownProof(
        entry=_entry(fact, _pages_of_outcomes([fact])),
        since=first_head(index).signed_at,
        size=published().size,
        key=str(verifier_key()),
        place=f"{settings.KUVEND_SCHEME}://{settings.KUVEND_HOST}/record",
        leaf=json.dumps(json.loads(leaf), indent=2, ensure_ascii=False),
        openings=opened,
        sealed=not opened and any(DIGEST.fullmatch(str(value)) for value in fact.data.values()),
    )


def shown_record(*, before: int | None) -> ShownRecord:
    """Return the newest entries, or those before an index, with the head they stand under."""
    page = newest(before=before)
    outcomes = _pages_of_outcomes(page.entries)
    entries = [_entry(fact, outcomes) for fact in page.entries]
    return ShownRecord(page.size, page.checkpoint, page.signed_at, entries, page.older_than)


def deed_of(fact: RecordedFact) -> str | Promise:
    """Return what a fact says was done, in words. A room that is gone took its words along, not its entries."""
    declared = REGISTRY.get(fact.type)
    return declared.label if declared else UNKNOWN_DEED


def _pages_of_outcomes(facts: Sequence[RecordedFact]) -> Mapping[str, str]:
    """Return the address of each outcome that entries begin with; one statement for those whose sort none tells."""
    pages: dict[str, str] = {}
    untold = set[str]()
    for fact in facts:
        name, public_id = next(iter(fact.subjects.items()), ("", ""))
        if name != "outcome" or not isinstance(public_id, str):
            continue
        if fact.type == OutcomeTextPublished.type:
            pages[public_id] = outcome_url(str(fact.data.get("kind")), public_id)
        else:
            untold.add(public_id)
    untold -= pages.keys()
    return pages | (outcome_urls(untold) if untold else {})


def page_of(fact: RecordedFact, outcomes: Mapping[str, str]) -> str:
    """Return the page of the first subject that has one ("" for none): a field has the name of its page.

    Args:
        outcomes: public id → address of an outcome, which has the page of its sort.
    """
    pages = url_names()
    for name, public_id in fact.subjects.items():
        if name in PLACES:
            return reverse(PLACES[name])
        if url := outcomes.get(str(public_id)) if name == "outcome" else "":
            return url
        with suppress(NoReverseMatch):
            return reverse(pages.get(name, name), args=[public_id])
    return ""


def _entry(fact: RecordedFact, outcomes: Mapping[str, str]) -> ShownEntry:
    return ShownEntry(
        index=fact.index or 0,
        deed=deed_of(fact),
        role=DEED_ROLES.get(fact.role, UNKNOWN_ROLE),
        at=fact.at,
        url=page_of(fact, outcomes),
        proof=reverse("record_page_entry", args=[fact.index or 0]),
    )
