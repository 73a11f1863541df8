"""What is owed as lists read it: by whom the actor acts for, in processes, by an institution; whichever table holds it.

Most kinds stand in the table `Obligation`. A kind of which thousands begin in one statement keeps a narrow row of its
own, one that follows from other days has no row at all: such a kind hands up `OwedRows`, and the same readers ask it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

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


@dataclass(frozen=True)
class KeptDays:
    """How days are kept, in numbers of deeds: all that were owed, done, done in time, done late, still owed, overdue.

    What lapsed is in none of them.
    """

    owed: int
    answered: int
    in_time: int
    late: int
    waiting: int
    overdue: int


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
