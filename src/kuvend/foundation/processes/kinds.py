"""Kinds of activity: what a capability brings so that the shared pages can show it.

`web/wiring.py` hands the list down once, on start; nothing registers itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.handed import by_name


@dataclass(frozen=True)
class ActivityKind:
    """One way to take part.

    Attributes:
        name: the code kept in `Activity.kind`.
        label: its name for people ("Ideas").
        page: (activity, params of the page's URL, at) → what its page shows, fully loaded.
        reads: the names of that URL that it reads, besides `after`.
        page_template: draws the body of the activity's page; it finds that under the name `kind` ("" for no body).
        takes_part_url: name of the URL at which a person contributes ("" when only outcomes are commented).
        run_url: name of the URL at which its owner runs an activity of this kind ("" for none).
        run_label: what that page is for, as the desk names it.
        ready: (activity) → whether it has what people need to take part: its text, its statements.
        lacks: what it waits for while it has not ("its text").
        stays_open: whether it may stand in a standing process, with or without a last day.
        bring_in: how it takes rows of a file (`contributions.importing.BringIn`); None when it takes none.
        share: (activity, at) → what is told of it besides its own words where somebody links to it: fields of a
            `core.sharing.Share`.
        unused: why nobody takes part in its activities, "" where people may.
    """

    name: str
    label: str | Promise
    page: Callable[[Any, Any, datetime], dict[str, Any]] = field(default=lambda activity, params, at: {})
    reads: Sequence[str] = ()
    page_template: str = ""
    takes_part_url: str = ""
    run_url: str = ""
    run_label: str | Promise = ""
    ready: Callable[[Any], bool] = field(default=lambda activity: True)
    lacks: str | Promise = ""
    stays_open: bool = False
    bring_in: Callable[..., list[Any]] | None = None
    share: Callable[[Any, datetime], Mapping[str, Any]] = field(default=lambda activity, at: {})
    unused: str | Promise = ""


_OF_NO_ROOM = ActivityKind(
    name="",
    label=_("Activity"),
    unused=_("The part of the site to which this belongs is no longer in use. What was said in it stays readable."),
)

_kinds: dict[str, ActivityKind] = {}


def set_kinds(kinds: Iterable[ActivityKind]) -> None:
    """Keep the kinds of this installation (called once by the wiring).

    Raises ValueError for a name that two rooms use.
    """
    kinds_by_name = by_name(kinds)
    _kinds.clear()
    _kinds.update(kinds_by_name)


def kind_of(name: str) -> ActivityKind:
    """Return the kind called `name`; of activities whose room was taken away, one that can be read and no more."""
    return _kinds.get(name, _OF_NO_ROOM)


def names_of_pages() -> frozenset[str]:
    """Return the names that the pages of all kinds read in their address."""
    return frozenset(name for kind in _kinds.values() for name in kind.reads)


def kind_names() -> list[str]:
    """Return the names of all kinds."""
    return list(_kinds)
