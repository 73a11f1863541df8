"""How often something was said: the stored counters of threads, outcomes and activities, moved in one order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection

from kuvend.foundation.contributions.enums import COMMENT
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.processes.models import Activity

Counts = Counter[tuple[str, int, str]]  # (table, id, counter) → by how much it moves
COUNTED: dict[str, Any] = {"contributions": Contribution, "outcomes": Outcome, "activities": Activity}  # as locked
_COUNTING: ContextVar[Counts | None] = ContextVar("counting", default=None)


def count_published(rows: Sequence[Contribution], *, step: int = 1) -> None:
    """Move the stored counters of threads, outcomes and activities as `rows` appear (or disappear, -1).

    Every deed locks in this order, each table from the latest row on: a reply before what it replies to, then
    outcomes, then activities. So no two deeds wait for each other.
    """
    counts = _COUNTING.get()
    if counts is None:
        with counting_last():
            return count_published(rows, step=step)
    for row in rows:
        comment = row.kind == COMMENT
        counts["activities", row.activity_id, "comment_count" if comment else "contribution_count"] += step
        if comment:
            for pk in {row.root_id, row.branch_id}:
                if pk is not None:
                    counts["contributions", pk, "comment_count"] += step
            if outcome := _outcome_id(row):
                counts["outcomes", outcome, "comment_count"] += step
    return None


@contextmanager
def counting_last() -> Iterator[None]:
    """Gather what is counted within and move the counters at the end, so that their rows are locked briefly."""
    counts: Counts = Counter()
    token = _COUNTING.set(counts)
    try:
        yield
    finally:
        _COUNTING.reset(token)
    for table, model in COUNTED.items():
        moves: dict[int, dict[str, int]] = {}
        for (where, pk, field), times in counts.items():
            if where == table and times:
                moves.setdefault(pk, {})[field] = times
        for pk in sorted(moves, reverse=True):
            _move(model, pk, moves[pk])


def _move(model: Any, pk: int, moves: Mapping[str, int]) -> None:
    """Move counters of one row, each by its number."""
    columns = ", ".join(f"{name} = {name} + %s" for name in moves)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {model._meta.db_table} SET {columns} WHERE id = %s", [*moves.values(), pk])  # noqa: S608


def _outcome_id(comment: Contribution) -> int | None:
    """Return the outcome whose thread a comment stands in; in the thread of a contribution there is none."""
    in_own_thread = comment.branch_id is not None and comment.branch_id == comment.root_id
    return comment.branch.about_id if in_own_thread and comment.branch else comment.about_id
