"""Kinds of obligations: what a room owes, so that reminders, desk, calendar and the pages of institutions ask it.

`web/wiring.py` hands the list down once, on start; nothing registers itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

from kuvend.foundation.core.handed import by_name
from kuvend.foundation.obligations.clocks import Clock

Label = str | Promise


@dataclass(frozen=True, kw_only=True)
class ObligationKind:
    """A deed that a room owes.

    Attributes:
        deed: its code, kept in `Obligation.deed` and put on record.
        heading: what it is about, above its lines in a reminder ("Barriers").
        label: what is owed, as a calendar and an institution's page say it ("Repair of a lamp").
        reminder: the sentence of a reminder, with `%(day)s`.
        clock: the rule from which its day follows, unless the obligation begins with another one.
        roles: whose mandates owe it; those of its institution where it has one.
        desk: name of the URL of the desk's page where it is done.
        page: name of the URL of its subject's public page, "" where that is not told of in public lists.
        acts: code → words of the acts by which it may be extended, paused, resumed, lapse or be appealed.
    """

    deed: str
    heading: Label
    label: Label
    reminder: Label
    clock: Clock
    roles: frozenset[str]
    desk: str
    page: str = ""
    acts: Mapping[str, Label] = field(default_factory=dict)


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
    """Return the kinds that public lists tell of, by their deed."""
    return {deed: kind for deed, kind in _kinds.items() if kind.page}
