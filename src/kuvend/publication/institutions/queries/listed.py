"""The list of institutions: what each leads, by the rooms that count it, and what it answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.filter_bar import Choice, FilterBar, Narrowing
from kuvend.foundation.core.search import fold
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
    waiting: int
    overdue: int


@dataclass(frozen=True)
class InstitutionList:
    """Institutions, with the labels of the figures that rooms hand up."""

    labels: Sequence[str | Promise]
    rows: Sequence[InstitutionRow]


NAME, NAME_BACK, LATE, OPEN, LEADS = "name", "-name", "-late", "-open", "-leads"
INSTITUTIONS = FilterBar(
    filters=(
        Choice(
            name="answers",
            label=_("Answers"),
            choices=lambda about: [("late", _("some are overdue")), ("open", _("some are still owed"))],
        ),
    ),
    orders=(
        (LEADS, _("Those that lead most first")),
        (NAME, _("By name, from A to Z")),
        (NAME_BACK, _("By name, from Z to A")),
        (LATE, _("Most overdue answers first")),
        (OPEN, _("Most open answers first")),
    ),
)
ORDERED: dict[str, Callable[[InstitutionRow], Any]] = {
    LEADS: lambda row: ([-count for _label, count in row.figures], -row.owed),
    LATE: lambda row: (-row.overdue, -row.waiting),
    OPEN: lambda row: -row.waiting,
}
LEFT: dict[str, Callable[[InstitutionRow], int]] = {
    "late": lambda row: row.overdue,
    "open": lambda row: row.waiting,
    "": lambda row: 1,
}


def institution_list(bar: Narrowing, *, today: date) -> InstitutionList:
    """Return the institutions that a filter leaves, with what they lead and owe, in the order that is asked."""
    figures = institution_figures()
    counts = [(figure.label, figure.counts()) for figure in figures]
    rates = rates_of_each(today=today)
    rows = [
        _row(institution, counts, rates.get(institution.pk))
        for institution in Institution.objects.select_related("parent").order_by("key")
    ]
    rows = [row for row in rows if LEFT[bar.value("answers")](row)]
    rows.sort(key=lambda row: fold(str(row.name)), reverse=bar.order == NAME_BACK)
    if bar.order in ORDERED:
        rows.sort(key=ORDERED[bar.order])
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
        waiting=rates.waiting if rates else 0,
        overdue=rates.overdue if rates else 0,
    )
