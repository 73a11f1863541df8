"""What rooms tell of an institution: parts of its page, and figures in the list of institutions.

`web/wiring.py` hands both lists down once, on start; nothing registers itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from kuvend.foundation.core.parts import ShownPart
from kuvend.foundation.people.models import Institution


@dataclass(frozen=True, kw_only=True)
class InstitutionPart:
    """A part of an institution's page.

    Attributes:
        order: where it stands among the parts, the lowest first; what is below 0 stands right under the name.
        template: draws it; it finds its data under the name `part`.
        data: (institution, now) → what it shows, fully loaded; None where it has nothing to show.
    """

    order: int
    template: str
    data: Callable[[Institution, datetime], Any]


@dataclass(frozen=True, kw_only=True)
class InstitutionFigure:
    """A column of the list of institutions: what is counted, and how many each (by row id) has."""

    label: str | Promise
    counts: Callable[[], Mapping[int, int]]


_parts: list[InstitutionPart] = []
_figures: list[InstitutionFigure] = []


def set_institution_parts(parts: Iterable[InstitutionPart]) -> None:
    """Keep the parts of the page of an institution (called once by the wiring)."""
    _parts[:] = sorted(parts, key=lambda part: part.order)


def set_institution_figures(figures: Iterable[InstitutionFigure]) -> None:
    """Keep the columns of the list of institutions (called once by the wiring)."""
    _figures[:] = figures


def parts_of(institution: Institution, at: datetime) -> tuple[list[ShownPart], list[ShownPart]]:
    """Return what stands under the institution's name, and what stands further down; both in order."""
    under: list[ShownPart] = []
    further: list[ShownPart] = []
    for part in _parts:
        data = part.data(institution, at)
        if data is not None:
            (under if part.order < 0 else further).append(ShownPart(part.template, data))
    return under, further


def institution_figures() -> tuple[InstitutionFigure, ...]:
    """Return the columns of the list, in the order of the rooms."""
    return tuple(_figures)
