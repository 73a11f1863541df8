"""The page of an institution: how it answers, what rooms tell of it, where it asks people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kuvend.foundation.core.charts import Chart
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.parts import ShownPart
from kuvend.foundation.core.wording import Named, open_days, page_url
from kuvend.foundation.obligations.kinds import obligation_kinds
from kuvend.foundation.obligations.queries import kept_days
from kuvend.foundation.obligations.rows import InstitutionDays, KeptDays
from kuvend.foundation.people.institution_parts import parts_of
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.processes.queries import NOT_WITHDRAWN
from kuvend.foundation.responses.collective import AnswerToAll, answers_to_all, with_answers
from kuvend.foundation.responses.delays import delays_of
from kuvend.foundation.responses.obligations import ANSWER
from kuvend.publication.institutions.queries.answers_chart import answers_chart, weeks_chart

ACTIVITIES_SHOWN = 20  # closed ones that an institution owns, the latest first


@dataclass(frozen=True)
class InstitutionPage:
    """Everything that an institution's page shows; `under` its name and `parts` are what rooms hand up.

    `owes` is how it keeps its days for what it owes besides answers, each deed by its label; `open_activities` are its
    ways to take part that are open or ahead.
    """

    institution: Institution
    parent: Named | None
    children: Sequence[Named]
    under: Sequence[ShownPart]
    rates: KeptDays
    in_time_percent: int | None  # rounded down: only all of them are 100
    answers: Chart
    median_days: float | None
    weeks: Chart
    parts: Sequence[ShownPart]
    owes: Sequence[tuple[str, InstitutionDays]]
    open_activities: Sequence[tuple[str, Any, str]]
    closed_activities: Sequence[tuple[str, Any, str]]
    to_all: Sequence[AnswerToAll]


def institution_page(public_id: str, *, at: datetime) -> InstitutionPage | None:
    """Return the page of an institution, or None."""
    institution = Institution.objects.select_related("parent").filter(public_id=public_id).first()
    if institution is None:
        return None
    children = Institution.objects.filter(parent=institution).order_by("key")
    days = kept_days(institution, at)
    rates = days.pop(ANSWER.deed).days
    delays = delays_of(institution.pk)
    own = Activity.objects.filter(NOT_WITHDRAWN, owner=institution)
    activities = list(with_answers(own).order_by("-opens_at", "pk"))
    closed = [row for row in activities if row.end <= at]
    under, parts = parts_of(institution, at)
    return InstitutionPage(
        institution=institution,
        parent=_link(institution.parent) if institution.parent else None,
        children=[_link(child) for child in children],
        under=under,
        rates=rates,
        in_time_percent=100 * rates.in_time // rates.met if rates.met else None,
        answers=answers_chart(rates, institution.public_id),
        median_days=delays.median_days,
        weeks=weeks_chart(delays, institution.public_id),
        parts=parts,
        owes=[(str(kind.label), days[kind.deed]) for kind in obligation_kinds() if kind.deed in days],
        open_activities=_activities(row for row in activities if row.end > at),
        closed_activities=_activities(closed[:ACTIVITIES_SHOWN]),
        to_all=answers_to_all(closed, at),
    )


def _link(institution: Institution) -> Named:
    return Named(institution.name, page_url("institution", institution.public_id))


def _activities(rows: Iterable[Activity]) -> list[tuple[str, Any, str]]:
    """Return (address, title, days) of ways to take part."""
    return [
        (page_url("activity", row.public_id), row.title, open_days(local_date(row.opens_at), row.last_day))
        for row in rows
    ]
