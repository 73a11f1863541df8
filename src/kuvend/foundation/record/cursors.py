"""Reactions: what other rooms do when a fact has got its place in the log.

Each reaction has a cursor. Its effects and its cursor move in one transaction, so a fact's effect happens
once; a reaction that fails stops only itself and is tried again at the next advance.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from kuvend.foundation.core.handed import by_name
from kuvend.foundation.core.problems import place_of
from kuvend.foundation.record.facts import RecordedFact
from kuvend.foundation.record.leaves import decode_leaf
from kuvend.foundation.record.models import Cursor, Fact, SetAside

logger = logging.getLogger(__name__)

BATCH = 500
_WELL: dict[str, Any] = {"failed_at": None, "failure": "", "failed_index": None, "failed_place": "", "failures": 0}


class NotSetAsideError(LookupError):
    """The reaction does not stand still at this entry, or has not set it aside."""


@dataclass(frozen=True, kw_only=True)
class Reaction:
    """A named reader of some fact types. `react` gets facts in the order of the log, in one transaction."""

    name: str
    fact_types: frozenset[str]
    react: Callable[[list[RecordedFact]], object]


_reactions: dict[str, Reaction] = {}


def set_reactions(reactions: Iterable[Reaction]) -> None:
    """Hand down the list of reactions (done once, by the wiring). Raises ValueError for a name used twice."""
    by_key = by_name(reactions)
    _reactions.clear()
    _reactions.update(by_key)


def reactions() -> list[Reaction]:
    """The reactions handed down, in their order."""
    return list(_reactions.values())


def behind(willing: Sequence[Reaction]) -> list[Reaction]:
    """Those of the reactions that have something to read, or failed at it.

    A reaction that reads none of the facts it has before it goes to the end of the log at once, all of them together.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, index, failure, (SELECT size FROM record_head LIMIT 1) FROM record_cursor")
        rows = cursor.fetchall()
        last = max((size or 0 for *_known, size in rows), default=0) - 1
        indexes = {name: index for name, index, failure, _size in rows if not failure}
        short = {name: index for name, index in indexes.items() if last - BATCH <= index < last}
        if short:
            lowest = min(short.values())
            cursor.execute("SELECT DISTINCT type FROM record_fact WHERE index > %s AND index <= %s", [lowest, last])
            types = {fact_type for (fact_type,) in cursor.fetchall()}
            idle = [it.name for it in willing if it.name in short and not types & it.fact_types]
            if idle:
                cursor.execute(GO_TO_END, [last, idle, lowest, last])
                indexes |= dict.fromkeys(idle, last)
    return [reaction for reaction in willing if indexes.get(reaction.name, -2) < last]


# Whoever is being run elsewhere, or was set back meanwhile, is left alone.
GO_TO_END = """UPDATE record_cursor SET index = %s FROM (
                 SELECT name FROM record_cursor WHERE name = ANY(%s) AND index >= %s AND index < %s AND failure = ''
                 FOR NO KEY UPDATE SKIP LOCKED
             ) AS free WHERE record_cursor.name = free.name"""


def run(reaction: Reaction, *, at: datetime, batch: int = BATCH) -> bool | None:
    """Let a reaction read its next facts, `batch` at most; True when there may be more to read.

    False when it has read all or is being run elsewhere. None when it failed: that is on its cursor row, with the
    entry that it cannot digest: a batch that fails is read in ever smaller ones, so that all before it are done.
    """
    try:
        with transaction.atomic():
            return _step(reaction, batch)
    except Exception as error:
        if batch > 1:
            return run(reaction, at=at, batch=batch // 8 or 1)
        _fail(reaction, error, at)
        return None


def _fail(reaction: Reaction, error: Exception, at: datetime) -> None:
    """Note which entry failed, how and where. The message may hold personal data and stays out of log and row."""
    Cursor.objects.bulk_create([Cursor(name=reaction.name)], ignore_conflicts=True)
    cursor = Cursor.objects.get(pk=reaction.name)
    index = next((index for index, _leaf in _unread(reaction, after=cursor.index, limit=1)), None)
    kind, place = type(error).__name__, place_of(error.__traceback__)
    logger.error("reaction %s fails at entry %s: %s at %s", reaction.name, index, kind, place or "no line of ours")
    Cursor.objects.filter(pk=reaction.name).update(
        failed_at=at, failure=kind[:100], failed_index=index, failed_place=place[:200], failures=F("failures") + 1
    )


UNREAD = """SELECT index, leaf FROM record_fact
            WHERE index > %s AND index < %s AND type = ANY(%s)
                  AND index NOT IN (SELECT index FROM record_setaside WHERE reaction = %s)
            ORDER BY index LIMIT %s"""


def _unread(reaction: Reaction, *, after: int, size: int = 2**62, limit: int) -> list[tuple[int, bytes]]:
    """Up to `limit` facts past an index that a reaction reads, in the order of a log of `size` entries."""
    with connection.cursor() as cursor:
        cursor.execute(UNREAD, [after, size, sorted(reaction.fact_types), reaction.name, limit])
        rows: list[tuple[int, bytes]] = cursor.fetchall()
    return rows


def set_aside(name: str, index: int, *, at: datetime) -> None:
    """Let a reaction pass over the entry at which it stands still.

    Raises KeyError when there is no such reaction, NotSetAsideError when it does not stand still there.
    """
    reaction = _reactions[name]
    with transaction.atomic():
        cursor = Cursor.objects.select_for_update().filter(pk=reaction.name, failed_index=index).first()
        if cursor is None:
            raise NotSetAsideError(f"{name} does not stand still at entry {index}")
        SetAside.objects.get_or_create(reaction=name, index=index, defaults={"at": at})
        Cursor.objects.filter(pk=name).update(**_WELL)


def take_up(name: str, index: int) -> None:
    """Let a reaction read an entry that had been set aside; it stays aside when it fails again.

    Raises KeyError when there is no such reaction, NotSetAsideError when nothing was set aside there, and whatever
    the reaction raises.
    """
    reaction = _reactions[name]
    with transaction.atomic():
        if not SetAside.objects.filter(reaction=name, index=index).delete()[0]:
            raise NotSetAsideError(f"{name} has nothing set aside at entry {index}")
        leaf = Fact.objects.values_list("leaf", flat=True).get(index=index)
        reaction.react([decode_leaf(bytes(leaf), index=index)])


def replay(name: str, *, from_index: int) -> None:
    """Let a reaction read again from an index on. Raises KeyError when there is no such reaction."""
    reaction = _reactions[name]
    Cursor.objects.update_or_create(
        name=reaction.name,
        defaults={"index": from_index - 1, **_WELL},
    )


def _step(reaction: Reaction, batch: int) -> bool:
    position = _locked(reaction.name)
    if position is None:
        return False
    # The size is read with the lock: facts that get an index meanwhile are left for the next step.
    index, failure, size = position
    rows = _unread(reaction, after=index, size=size, limit=batch)
    facts = [decode_leaf(bytes(leaf), index=index) for index, leaf in rows]
    if facts:
        reaction.react(facts)
    more = len(facts) == batch
    read = facts[-1].index if more else size - 1
    if read != index or failure:
        with connection.cursor() as cursor:
            cursor.execute(MOVE, [read or 0, reaction.name])
    return more


HOLD = """SELECT index, failure, COALESCE((SELECT size FROM record_head LIMIT 1), 0) FROM record_cursor
          WHERE name = %s FOR NO KEY UPDATE OF record_cursor SKIP LOCKED"""
MOVE = """UPDATE record_cursor SET index = %s, failed_at = NULL, failure = '', failures = 0, failed_index = NULL,
                                   failed_place = '' WHERE name = %s"""


def _locked(name: str) -> tuple[int, str, int] | None:
    """Index and failure of the reaction's cursor, locked, and the log's size; None while another one has it.

    A cursor that is not there yet is made.
    """
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [name])
        position: tuple[int, str, int] | None = cursor.fetchone()
        if position is None and not Cursor.objects.filter(pk=name).exists():
            Cursor.objects.bulk_create([Cursor(name=name)], ignore_conflicts=True)
            cursor.execute(HOLD, [name])
            position = cursor.fetchone()
    return position
