"""The deeds of the record: put facts on it, give them their place, sign, and let the reactions read."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from kuvend.engines.merkle.hashing import leaf_hash
from kuvend.foundation.core import jobs
from kuvend.foundation.record import cursors
from kuvend.foundation.record.facts import FactData
from kuvend.foundation.record.leaves import encode_leaf, subject_pairs
from kuvend.foundation.record.models import Fact
from kuvend.foundation.record.signing import SigningRefusedError, lock_head, sign_checkpoint
from kuvend.foundation.record.tree import grow

__all__ = ["SigningRefusedError", "advance", "put", "put_dated", "sequence", "sign_checkpoint"]

STEP = 5_000
MANY = 1_000  # facts placed at once, from which on the planner is not left to its statistics


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
    _name_subjects(
        [
            (row.pk, name, subject)
            for row, (_, fact) in zip(rows, facts, strict=True)
            for name, subject in subject_pairs(fact)
        ]
    )
    jobs.ask("record.advance")
    return rows


def sequence(*, limit: int = STEP) -> int:
    """Give up to `limit` committed facts their index and append them to the tree; how many there were.

    Indexes have no gap. Two sequencers at once are safe: the second waits for the first one's commit. What it costs
    follows from how many facts wait, not from how many have their place.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        head = lock_head()
        # A statement of its own, so that its snapshot is taken once the lock is held (READ COMMITTED).
        cursor.execute("SELECT id, leaf FROM record_fact WHERE index IS NULL ORDER BY id LIMIT %s", [limit])
        waiting = cursor.fetchall()
        if waiting:
            _place(cursor, [pk for pk, _ in waiting], first=head.size)
            grow(size=head.size, leaves=[leaf_hash(bytes(leaf)) for _, leaf in waiting])
            cursor.execute("UPDATE record_head SET size = %s", [head.size + len(waiting)])
        return len(waiting)


PLACE = """UPDATE record_fact SET index = place.index
           FROM unnest(%s::bigint[], %s::bigint[]) AS place (id, index) WHERE record_fact.id = place.id"""


def _place(cursor: CursorWrapper, ids: Sequence[int], *, first: int) -> None:
    if len(ids) > MANY:
        # Statistics may still say that a table filled just now is empty; reading all of it once for each fact, or
        # once for each step, takes minutes. The primary key is right at any size.
        cursor.execute("SET LOCAL enable_seqscan = off")
    cursor.execute(PLACE, [list(ids), list(range(first, first + len(ids)))])


def advance(*, at: datetime) -> None:
    """Bring the record up to date: place all facts, sign the head, run the reactions until none moves.

    Reactions may put facts themselves; then it goes round again. A refusal to sign does not keep people from being
    answered: the reactions run, then SigningRefusedError is raised.
    """
    refusal: SigningRefusedError | None = None
    willing = cursors.reactions()
    unread = True
    while unread:
        while sequence() == STEP:
            pass
        try:
            sign_checkpoint(at=at)
        except SigningRefusedError as error:
            refusal = error
        steps = [(reaction, cursors.run(reaction, at=at)) for reaction in cursors.behind(willing)]
        failed = {reaction.name for reaction, step in steps if step is None}
        willing = [reaction for reaction in willing if reaction.name not in failed]
        unread = any(step for _, step in steps) or (bool(steps) and _some_wait())
    if refusal:
        raise refusal


def _name_subjects(subjects: Sequence[tuple[int, str, str]]) -> None:
    """One statement for the subjects of all facts: the fact's row, the field, the public id."""
    if not subjects:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO record_factsubject (fact_id, name, subject)
               SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[])""",
            [list(column) for column in zip(*subjects, strict=True)],
        )


def _some_wait() -> bool:
    """Tell whether facts wait for their place: the reactions may have put some."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM record_fact WHERE index IS NULL)")
        return bool(cursor.fetchone()[0])


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
