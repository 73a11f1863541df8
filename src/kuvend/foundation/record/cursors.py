"""Reactions: what other rooms do when a fact has got its place in the log.

Each reaction has a cursor. Its effects and its cursor move in one transaction, so a fact's effect happens
once; a reaction that fails stops only itself and is tried again at the next advance.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Subquery

from kuvend.foundation.record.facts import RecordedFact
from kuvend.foundation.record.leaves import decode_leaf
from kuvend.foundation.record.models import Cursor, Fact, Head

logger = logging.getLogger(__name__)

BATCH = 500


@dataclass(frozen=True, kw_only=True)
class Reaction:
    """A named reader of some fact types. `react` gets facts in the order of the log, in one transaction."""

    name: str
    fact_types: frozenset[str]
    react: Callable[[list[RecordedFact]], object]


_reactions: dict[str, Reaction] = {}


def set_reactions(reactions: Iterable[Reaction]) -> None:
    """Hand down the list of reactions (done once, by the wiring). Raises ValueError for a name used twice."""
    given = list(reactions)
    if len({reaction.name for reaction in given}) != len(given):
        raise ValueError("two reactions of the same name")
    _reactions.clear()
    _reactions.update({reaction.name: reaction for reaction in given})


def reactions() -> list[Reaction]:
    """The reactions handed down, in their order."""
    return list(_reactions.values())


def behind(willing: Sequence[Reaction]) -> list[Reaction]:
    """Those of the reactions that have something to read, or failed at it. One statement."""
    size = Subquery(Head.objects.values("size")[:1])
    rows = Cursor.objects.annotate(size=size).values_list("name", "index", "size", "failure")
    done = {name for name, index, size, failure in rows if index >= (size or 0) - 1 and not failure}
    return [reaction for reaction in willing if reaction.name not in done]


def run(reaction: Reaction, *, at: datetime, batch: int = BATCH) -> bool | None:
    """Let a reaction read its next facts, `batch` at most; True when there may be more to read.

    False when it has read all or is being run elsewhere. None when it failed: that is on its cursor row.
    """
    try:
        with transaction.atomic():
            return _step(reaction, batch)
    except Exception as error:
        # The message may hold personal data and stays out of the log and the row.
        logger.error("reaction %s failed: %s", reaction.name, type(error).__name__)
        Cursor.objects.bulk_create([Cursor(name=reaction.name)], ignore_conflicts=True)
        Cursor.objects.filter(pk=reaction.name).update(
            failed_at=at, failure=type(error).__name__[:100], failures=F("failures") + 1
        )
        return None


def replay(name: str, *, from_index: int) -> None:
    """Let a reaction read again from an index on. Raises KeyError when there is no such reaction."""
    reaction = _reactions[name]
    Cursor.objects.update_or_create(
        name=reaction.name,
        defaults={"index": from_index - 1, "failed_at": None, "failure": "", "failures": 0},
    )


def _step(reaction: Reaction, batch: int) -> bool:
    cursor = _locked(reaction.name)
    if cursor is None:
        return False
    # The size is read with the lock: facts that get an index meanwhile are left for the next step.
    size = cursor.size or 0
    rows = list(
        Fact.objects.filter(index__gt=cursor.index, index__lt=size, type__in=reaction.fact_types)
        .order_by("index")
        .values_list("index", "leaf")[:batch]
    )
    facts = [decode_leaf(bytes(leaf), index=index) for index, leaf in rows]
    if facts:
        reaction.react(facts)
    more = len(facts) == batch
    read = facts[-1].index if more else size - 1
    if read != cursor.index or cursor.failure:
        Cursor.objects.filter(pk=cursor.pk).update(index=read or 0, failed_at=None, failure="", failures=0)
    return more


def _locked(name: str) -> Any:
    """The reaction's cursor with the log's `size`, locked; made where it is new, None while another one has it."""
    rows = Cursor.objects.annotate(size=Subquery(Head.objects.values("size")[:1])).filter(pk=name)
    held = rows.select_for_update(skip_locked=True, of=("self",))
    cursor = held.first()
    if cursor is None and not rows.exists():
        Cursor.objects.bulk_create([Cursor(name=name)], ignore_conflicts=True)
        cursor = held.first()
    return cursor
