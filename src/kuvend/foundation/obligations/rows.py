"""What is owed as lists read it: by whom the actor acts for, in processes, by an institution; whichever table holds it.

Most kinds stand in the table `Obligation`. A kind of which thousands begin in one statement keeps a narrow row of its
own, one that follows from other days has no row at all: such a kind hands up `OwedRows`, and the same readers ask it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet

from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.models import Process


@dataclass(frozen=True, slots=True)
class Owed:
    """What is owed by a day.

    Attributes:
        count: how many deeds that nothing tells apart; thousands are one line then.
        title, url, process: what it is about, its public page, the title of its process; "" where a list names none.
        key: a code that stays the same when the day moves, as calendar files need it.
    """

    due_date: date
    count: int = 1
    title: Any = ""
    url: str = ""
    process: Any = ""
    key: str = ""


def owed_by_day(rows: QuerySet[Any]) -> list[Owed]:
    """Return rows that are owed (with a `due_date`) as one line for each day, the first due first; one statement."""
    by_day = rows.order_by("due_date").values_list("due_date").annotate(count=Count("pk"))
    return [Owed(day, count) for day, count in by_day]


@dataclass(frozen=True)
class KeptDays:
    """How days are kept, in numbers of deeds: all that were owed, met, in time, late, still owed, overdue.

    What lapsed is in none of them, nor what is paused.
    """

    owed: int
    met: int
    in_time: int
    late: int
    waiting: int
    overdue: int

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> KeptDays:
        """Return the numbers that a row of a query holds under these names, whatever else it holds."""
        return cls(**{field.name: row[field.name] for field in fields(cls)})


@dataclass(frozen=True)
class InstitutionDays:
    """How an institution keeps its days for one deed.

    `next` is the first day that is still to come or has passed, `overdue` what is told of one by one; a kind may
    leave out both.
    """

    days: KeptDays
    next: date | None = None
    overdue: Sequence[Owed] = ()


@dataclass(frozen=True, kw_only=True)
class OwedRows:
    """Where the obligations of a kind stand that are not in the table.

    Attributes:
        of_actor: (who, now) → what is owed by those in whose name they act, the first due first; one statement.
        in_processes: processes → what the calendar lists of them; None where it lists nothing.
        of_institution: (institution, today) → how it keeps its days, None where it never owed one; None where the
            page of an institution does not tell of it.
    """

    of_actor: Callable[[Actor, datetime], Iterable[Owed]]
    in_processes: Callable[[Sequence[Process]], Iterable[Owed]] | None = None
    of_institution: Callable[[Institution, date], InstitutionDays | None] | None = None
