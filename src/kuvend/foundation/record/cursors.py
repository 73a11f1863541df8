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
from django.db.models import F, QuerySet, Subquery

from kuvend.foundation.core.problems import place_of
from kuvend.foundation.record.facts import RecordedFact
from kuvend.foundation.record.leaves import decode_leaf
from kuvend.foundation.record.models import Cursor, Fact, Head, SetAside

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
    index = _unread(reaction, after=cursor.index).values_list("index", flat=True).first()
    kind, place = type(error).__name__, place_of(error.__traceback__)
    logger.error("reaction %s fails at entry %s: %s at %s", reaction.name, index, kind, place or "no line of ours")
    Cursor.objects.filter(pk=reaction.name).update(
        failed_at=at, failure=kind[:100], failed_index=index, failed_place=place[:200], failures=F("failures") + 1
    )


def _unread(reaction: Reaction, *, after: int) -> QuerySet[Fact]:
    """The facts past an index that a reaction reads, in the order of the log."""
    aside = SetAside.objects.filter(reaction=reaction.name).values("index")
    return Fact.objects.filter(index__gt=after, type__in=reaction.fact_types).exclude(index__in=aside).order_by("index")


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
    cursor = _locked(reaction.name)
    if cursor is None:
        return False
    # The size is read with the lock: facts that get an index meanwhile are left for the next step.
    size = cursor.size or 0
    rows = list(_unread(reaction, after=cursor.index).filter(index__lt=size).values_list("index", "leaf")[:batch])
    facts = [decode_leaf(bytes(leaf), index=index) for index, leaf in rows]
    if facts:
        reaction.react(facts)
    more = len(facts) == batch
    read = facts[-1].index if more else size - 1
    if read != cursor.index or cursor.failure:
        Cursor.objects.filter(pk=cursor.pk).update(index=read or 0, **_WELL)
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
