"""What the record shows: facts about a thing, single entries and their proofs, tiles, and the log's state."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from kuvend.engines.merkle.bundles import pack_entries
from kuvend.engines.merkle.notes import VerifierKey, parse_verifier_key
from kuvend.engines.merkle.paths import TILE_WIDTH, TileName
from kuvend.engines.merkle.proofs import inclusion_proof
from kuvend.engines.merkle.receipts import Receipt, write_receipt
from kuvend.engines.merkle.tiles import tile_width
from kuvend.foundation.core.prepared import Prepared, codes_in
from kuvend.foundation.record import cursors, home
from kuvend.foundation.record.facts import RecordedFact
from kuvend.foundation.record.leaves import decode_leaf
from kuvend.foundation.record.models import Checkpoint, Cursor, Fact, FactSubject, Head, Origin
from kuvend.foundation.record.tree import read_tile, stored_tree

PAGE = 50


class NotPublishedError(LookupError):
    """There is no such thing under the last published checkpoint."""


@dataclass(frozen=True, kw_only=True)
class RecordPage:
    """The record at a glance. `checkpoint` is the signed note, empty before the first one."""

    size: int
    checkpoint: str
    signed_at: datetime | None
    entries: list[RecordedFact]
    older_than: int | None
    """Give this as `before` for the next page; None on the last one."""


@dataclass(frozen=True, kw_only=True)
class ReactionState:
    """Where a reaction stands: how many facts of the log it has not read, and whether it fails."""

    name: str
    behind: int
    failed_at: datetime | None
    failure: str
    failures: int
    failed_index: int | None
    failed_place: str


def _about(**conditions: Any) -> QuerySet[Fact, Any]:
    about = FactSubject.objects.filter(subject__in=codes_in("ids"), **conditions).values("fact")
    return Fact.objects.filter(pk__in=about).order_by("at", "pk").values_list("index", "leaf")


ABOUT = Prepared(_about)
NAMED = Prepared(lambda: _about(name__in=codes_in("names")))


def facts_about(ids: Sequence[str], *, fields: Sequence[str] = ()) -> list[RecordedFact]:
    """All facts that have one of the ids among their subjects, by when they happened. One statement.

    `fields` narrows to subjects in these fields: replies name a contribution as `parent`, and may be many.
    """
    codes = {"ids": list(ids)}
    rows = NAMED.rows(names=list(fields), **codes) if fields else ABOUT.rows(**codes)
    return [decode_leaf(bytes(leaf), index=index) for index, leaf in rows]


def published() -> Checkpoint:
    """The last published checkpoint. Raises NotPublishedError before the first one."""
    newest = Checkpoint.objects.filter(origin=settings.KUVEND_LOG_ORIGIN).order_by("-size").first()
    if newest is None:
        raise NotPublishedError("no checkpoint has been signed yet")
    return newest


def first_head(index: int) -> Checkpoint:
    """The first published checkpoint over an entry. Raises NotPublishedError."""
    over = Checkpoint.objects.filter(origin=settings.KUVEND_LOG_ORIGIN, size__gt=index).order_by("size").first()
    if over is None:
        raise NotPublishedError(f"no entry {index} in the published log")
    return over


def record_page(*, before: int | None = None, limit: int = PAGE) -> RecordPage:
    """The newest published entries, or those before an index, and the head they stand under."""
    try:
        head = published()
    except NotPublishedError:
        return RecordPage(size=0, checkpoint="", signed_at=None, entries=[], older_than=None)
    end = head.size if before is None else max(0, min(before, head.size))
    rows = Fact.objects.filter(index__lt=end).order_by("-index").values_list("index", "leaf")[:limit]
    entries = [decode_leaf(bytes(leaf), index=index) for index, leaf in rows]
    last = entries[-1].index if entries else None
    return RecordPage(
        size=head.size,
        checkpoint=head.note,
        signed_at=head.signed_at,
        entries=entries,
        older_than=last or None,
    )


def entry_leaf(index: int) -> bytes:
    """The bytes of a published entry. Raises NotPublishedError."""
    return _leaf(index, size=published().size)


def entry(index: int) -> RecordedFact:
    """A published entry. Raises NotPublishedError."""
    return decode_leaf(entry_leaf(index), index=index)


def proof_file(index: int) -> str:
    """The proof that an entry stands in the log (c2sp.org/tlog-proof), the entry itself put in as extra.

    Raises NotPublishedError.
    """
    head = published()
    leaf = _leaf(index, size=head.size)
    proof = inclusion_proof(tree=stored_tree(size=head.size), index=index)
    receipt = Receipt(index=index, proof=tuple(proof), checkpoint_note=head.note, extra=leaf)
    return write_receipt(receipt)


def tile(name: TileName) -> bytes:
    """A tile or a bundle of entries, whole or any published part of it. Raises NotPublishedError."""
    width = tile_width(size=published().size, level=name.level or 0, number=name.number)
    if name.width > width:
        raise NotPublishedError(f"{name.path} is not published")
    return read_tile(name) if name.level is not None else _bundle(name)


def verifier_key() -> VerifierKey:
    """The public key that the log signs with. Raises NotPublishedError before the first signature."""
    try:
        return home.signer(may_create=False).verifier
    except home.KeyMissingError:
        # A machine that only shows the record has no secret key.
        line = Origin.objects.filter(name=settings.KUVEND_LOG_ORIGIN).values_list("key", flat=True).first()
        if line is None:
            raise NotPublishedError("no key yet") from None
        return parse_verifier_key(line)


def reactions_state() -> list[ReactionState]:
    """Each reaction's state, for the operator."""
    rows = {cursor.name: cursor for cursor in Cursor.objects.all()}
    size = Head.objects.values_list("size", flat=True).first() or 0
    states = []
    for reaction in cursors.reactions():
        row = rows.get(reaction.name) or Cursor(name=reaction.name)
        states.append(
            ReactionState(
                name=row.name,
                behind=size - 1 - row.index,
                failed_at=row.failed_at,
                failure=row.failure,
                failures=row.failures,
                failed_index=row.failed_index,
                failed_place=row.failed_place,
            )
        )
    return states


def _bundle(name: TileName) -> bytes:
    first = name.number * TILE_WIDTH
    rows = Fact.objects.filter(index__gte=first, index__lt=first + name.width)
    return pack_entries(bytes(leaf) for leaf in rows.order_by("index").values_list("leaf", flat=True))


def _leaf(index: int, *, size: int) -> bytes:
    leaf = Fact.objects.filter(index=index).values_list("leaf", flat=True).first() if index < size else None
    if leaf is None:
        raise NotPublishedError(f"no entry {index} in the published log of {size}")
    return bytes(leaf)
