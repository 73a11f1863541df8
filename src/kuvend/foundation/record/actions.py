"""The deeds of the record: put facts on it, give them their place, sign, and let the reactions read."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from kuvend.engines.merkle.hashing import leaf_hash
from kuvend.foundation.core import jobs
from kuvend.foundation.record import cursors
from kuvend.foundation.record.facts import FactData
from kuvend.foundation.record.leaves import encode_leaf, subject_pairs
from kuvend.foundation.record.models import Fact, FactSubject
from kuvend.foundation.record.signing import SigningRefusedError, lock_head, sign_checkpoint
from kuvend.foundation.record.tree import grow

__all__ = ["SigningRefusedError", "advance", "put", "put_dated", "sequence", "sign_checkpoint"]

STEP = 5_000


class OutsideTransactionError(RuntimeError):
    """A fact was put on record outside the transaction of the deed it tells of."""


def put(*facts: FactData, at: datetime, role: str) -> list[Fact]:
    """Put facts on record in the caller's transaction; they get their place in the log after its commit.

    Raises OutsideTransactionError without a transaction, leaves.NotAFactError for what may not stand there.
    """
    return put_dated([(at, fact) for fact in facts], role=role)


def put_dated(facts: Sequence[tuple[datetime, FactData]], *, role: str) -> list[Fact]:
    """The same for facts that happened at different moments (an import): two statements for thousands."""
    if not connection.in_atomic_block:
        raise OutsideTransactionError("facts go on record in the transaction of the deed they tell of")
    rows = [Fact(type=fact.type, at=at, role=role, leaf=encode_leaf(fact=fact, at=at, role=role)) for at, fact in facts]
    if not rows:
        return []
    _insert(rows)
    FactSubject.objects.bulk_create(
        FactSubject(fact_id=row.pk, name=name, subject=subject)
        for row, (_, fact) in zip(rows, facts, strict=True)
        for name, subject in subject_pairs(fact)
    )
    jobs.ask("record.advance")
    return rows


def sequence(*, limit: int = STEP) -> int:
    """Give up to `limit` committed facts their index and append them to the tree; how many there were.

    Indexes have no gap. Two sequencers at once are safe: the second waits for the first one's commit.
    """
    with transaction.atomic():
        head = lock_head()
        # A statement of its own, so that its snapshot is taken once the lock is held (READ COMMITTED).
        with connection.cursor() as cursor:
            # Where statistics still say that a table filled just now is empty, a nested loop takes minutes.
            cursor.execute("SET LOCAL enable_nestloop = off")
            cursor.execute(
                """WITH waiting AS (
                       SELECT id, row_number() OVER (ORDER BY id) - 1 + %s::bigint AS place
                       FROM record_fact WHERE index IS NULL ORDER BY id LIMIT %s::bigint)
                   UPDATE record_fact SET index = waiting.place FROM waiting WHERE record_fact.id = waiting.id
                   RETURNING record_fact.index, record_fact.leaf""",
                [head.size, limit],
            )
            placed = sorted(cursor.fetchall())
        if placed:
            grow(size=head.size, leaves=[leaf_hash(bytes(leaf)) for _, leaf in placed])
            head.size += len(placed)
            head.save(update_fields=["size"])
        return len(placed)


def advance(*, at: datetime) -> None:
    """Bring the record up to date: place all facts, sign the head, run the reactions until none moves.

    Reactions may put facts themselves, so it goes round until nothing is new. A refusal to sign does not
    keep people from being answered: the reactions run, then SigningRefusedError is raised.
    """
    refusal: SigningRefusedError | None = None
    willing = cursors.reactions()
    moved = True
    while moved:
        while sequence():
            pass
        try:
            sign_checkpoint(at=at)
        except SigningRefusedError as error:
            refusal = error
        steps = [(reaction, cursors.run(reaction, at=at)) for reaction in willing]
        willing = [reaction for reaction, step in steps if step is not None]
        moved = any(step for _, step in steps)
    if refusal:
        raise refusal


def _insert(rows: list[Fact]) -> None:
    """One statement for all rows; sets their primary keys."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO record_fact (type, at, role, leaf)
               SELECT type, at, role, leaf
               FROM unnest(%s::text[], %s::timestamptz[], %s::text[], %s::bytea[])
                    WITH ORDINALITY AS given (type, at, role, leaf, place)
               ORDER BY place RETURNING id""",
            [[getattr(row, name) for row in rows] for name in ("type", "at", "role", "leaf")],
        )
        for row, (pk,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = pk
