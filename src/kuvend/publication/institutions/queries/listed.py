"""The list of institutions: what each leads, by the rooms that count it, and what it answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from kuvend.foundation.core.wording import page_url
from kuvend.foundation.obligations.rows import KeptDays
from kuvend.foundation.people.institution_parts import institution_figures
from kuvend.foundation.people.models import Institution
from kuvend.foundation.responses.queries import rates_of_each


@dataclass(frozen=True)
class InstitutionRow:
    """An institution in the list; `figures` are (label, count) of rooms, the others count duties to answer."""

    name: Any
    url: str
    parent: Any
    figures: Sequence[tuple[str | Promise, int]]
    answered: int
    owed: int
    overdue: int


@dataclass(frozen=True)
class InstitutionList:
    """All institutions, with the labels of the figures that rooms hand up."""

    labels: Sequence[str | Promise]
    rows: Sequence[InstitutionRow]


def institution_list(*, today: date) -> InstitutionList:
    """Return all institutions with what they lead and owe, those that lead most first."""
    figures = institution_figures()
    counts = [(figure.label, figure.counts()) for figure in figures]
    rates = rates_of_each(today=today)
    rows = [
        _row(institution, counts, rates.get(institution.pk))
        for institution in Institution.objects.select_related("parent").order_by("key")
    ]
    rows.sort(key=lambda row: ([-count for _label, count in row.figures], -row.owed, str(row.name)))
    return InstitutionList([figure.label for figure in figures], rows)


def _row(
    institution: Institution, counts: Sequence[tuple[str | Promise, Mapping[int, int]]], rates: KeptDays | None
) -> InstitutionRow:
    return InstitutionRow(
        name=institution.name,
        url=page_url("institution", institution.public_id),
        parent=institution.parent.name if institution.parent else None,
        figures=[(label, count.get(institution.pk, 0)) for label, count in counts],
        answered=rates.met if rates else 0,
        owed=rates.owed if rates else 0,
        overdue=rates.overdue if rates else 0,
    )
