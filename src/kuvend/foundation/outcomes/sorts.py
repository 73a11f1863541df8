"""Sorts of outcomes: what a room says about the texts that it brings, so that the shared deeds and pages ask it.

`web/wiring.py` hands the list down once, on start; nothing registers itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.handed import by_name
from kuvend.foundation.record.steps import Step, StepsAfter


@dataclass(frozen=True, kw_only=True)
class OutcomeSort:
    """One sort of outcomes.

    Attributes:
        name: the code kept in `Outcome.kind` and put on record.
        label: what it is to people, within a sentence ("commitment").
        page: name of the URL of its page.
        moves: whether it may be put up for comments in another activity than the one it was published in.
        is_offered: whether officials are offered it, where they choose what an activity is about.
        steps: (outcome ids) → what followed where words landed in them; None for nothing. Sorts of one room that tell
            it by the same function are asked together.
    """

    name: str
    label: str | Promise
    page: str
    moves: bool = True
    is_offered: bool = False
    steps: StepsAfter | None = None


_OF_NO_ROOM = OutcomeSort(name="", label=_("text"), page="", moves=False)

_sorts: dict[str, OutcomeSort] = {}


def set_outcome_sorts(sorts: Iterable[OutcomeSort]) -> None:
    """Keep the sorts of outcomes of this installation (called once by the wiring).

    Raises ValueError for a name that two rooms use.
    """
    by_kind = by_name(sorts)
    _sorts.clear()
    _sorts.update(by_kind)


def outcome_sort(name: str) -> OutcomeSort:
    """Return the sort called `name`; of texts whose room was taken away, one that has a name and no page."""
    return _sorts.get(name, _OF_NO_ROOM)


def outcome_sorts() -> list[OutcomeSort]:
    """Return all sorts, in the order in which they were handed down."""
    return list(_sorts.values())


def outcome_sort_names() -> list[str]:
    """Return the codes of all sorts, by letter."""
    return sorted(_sorts)


def outcome_url(kind: str, public_id: str) -> str:
    """Return the address of an outcome's page, in the active language; "" where its room was taken away."""
    page = outcome_sort(kind).page
    return reverse(page, args=[public_id]) if page else ""


def steps_after(outcomes: Iterable[tuple[str, int]]) -> list[Step]:
    """Return what followed where words landed, in outcomes given as (kind, id)."""
    ids_by_steps: dict[StepsAfter, list[int]] = {}
    for kind, outcome_id in outcomes:
        if steps := outcome_sort(kind).steps:
            ids_by_steps.setdefault(steps, []).append(outcome_id)
    return [step for steps, ids in ids_by_steps.items() for step in steps(ids)]
