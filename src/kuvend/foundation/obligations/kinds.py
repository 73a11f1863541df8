"""Kinds of obligations: what a room owes, so that reminders, desk, calendar and the pages of institutions ask it.

`web/wiring.py` hands the list down once, on start; nothing registers itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise

from kuvend.foundation.core.handed import by_name
from kuvend.foundation.obligations.clocks import Clock
from kuvend.foundation.obligations.rows import OwedRows
from kuvend.foundation.obligations.telling import OnItsDay, Telling

Label = str | Promise


@dataclass(frozen=True, kw_only=True)
class ObligationKind:
    """A deed that a room owes.

    Attributes:
        deed: its code, kept in `Obligation.deed` and put on record.
        heading: what it is about, above its lines in a reminder ("Barriers").
        label: what is owed, as a calendar and an institution's page say it ("Repair of a lamp").
        reminder: the sentence of a reminder on its day, with `%(day)s`, or another way to tell of it.
        clock: the rule from which its day follows, unless the obligation begins with another one; None with `rows`.
        rows: where they stand, when that is not the table `Obligation`.
        roles: whose mandates owe it, within their scopes; those of its institution where it has one.
        on_its_day: what a calendar says of its day; its label where that is "".
        desk: name of the URL of the desk's page where it is done.
        waits_late: whether it waits there only once its day has passed; else from its beginning.
        part_of_desk: what is added to that address for those due from one day to another.
        page: name of the URL of its subject's public page, "" where that is not told of in public lists.
        acts: code → words of the acts by which it may be extended, paused, resumed, lapse or be appealed.
    """

    deed: str
    heading: Label
    label: Label
    reminder: Label | Telling
    clock: Clock | None = None
    rows: OwedRows | None = None
    roles: frozenset[str]
    on_its_day: Label = ""
    desk: str
    waits_late: bool = False
    part_of_desk: Callable[[date, date], str] = lambda first, last: ""
    page: str = ""
    acts: Mapping[str, Label] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Its days follow from a clock, or stand in rows of its own. Raises ValueError for neither or both."""
        if (self.clock is None) == (self.rows is None):
            raise ValueError(f"{self.deed} has a clock, or rows of its own")

    @property
    def telling(self) -> Telling:
        """How a letter tells of it."""
        return OnItsDay(self.reminder) if isinstance(self.reminder, Label) else self.reminder


_kinds: dict[str, ObligationKind] = {}


def set_obligation_kinds(kinds: Iterable[ObligationKind]) -> None:
    """Keep the kinds of this installation (called once by the wiring).

    Raises ValueError for a deed that two rooms use.
    """
    by_deed = by_name(kinds, "deed")
    _kinds.clear()
    _kinds.update(by_deed)


def obligation_kinds() -> tuple[ObligationKind, ...]:
    """Return all kinds, in the order in which they were handed down."""
    return tuple(_kinds.values())


def public_kinds() -> dict[str, ObligationKind]:
    """Return the kinds of the table that public lists tell of, by their deed."""
    return {deed: kind for deed, kind in _kinds.items() if kind.page and not kind.rows}
