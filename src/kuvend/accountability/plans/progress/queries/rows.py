"""Rows that several pages list: commitments with their progress and their values, institutions by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kuvend.accountability.plans.enums import Status, Value
from kuvend.accountability.plans.models import Commitment, Milestone
from kuvend.accountability.plans.progress.progress import progress_of
from kuvend.accountability.plans.progress.queries.landings import landed_counts
from kuvend.foundation.core.wording import Named, Tag, page_url
from kuvend.foundation.outcomes.models import of_its_process
from kuvend.foundation.outcomes.queries import WentOn, texts_that_went_on

SAID_ONLY = _("said to be completed, without evidence")


@dataclass(frozen=True)
class CommitmentRow:
    """A commitment in a list: who leads it, what it serves, how far it is, and how many contributions it came from.

    `status` is the code of its progress, "" before the first report; `cost` is what the plan says of it, in the form
    of the file; `landed` is None where the list does not count it, `landed_words` says it in words, "" for none.
    `went` says how it stands for itself no more: then it is listed and not counted.
    """

    id: int
    plan: Any
    goal_id: int
    component_id: int | None
    number: str
    title: Any
    url: str
    lead: Any
    lead_id: int | None
    values: Sequence[str | Promise]
    cost: Any
    status: str
    progress: Tag
    milestones: int
    completed: int
    landed: int | None
    landed_words: str
    went: WentOn | None


def status_tag(status: str | None, *, unproven: bool = False) -> Tag:
    """Return the tag of a status; an empty one before the first report.

    `unproven`: it is said to be completed, and nothing public shows it.
    """
    if unproven:
        return Tag(SAID_ONLY, "wait")
    return Tag(Status(status).label, Status(status).tint) if status else Tag()


def gone_on_tag(row: Milestone, went: Mapping[int, WentOn]) -> Tag:
    """Return what became of a milestone that stands for itself no more, alone or with its commitment; else no words.

    `went` as `texts_that_went_on` returns it for its text and that of its commitment.
    """
    if way := went.get(row.outcome_id):
        return way.tag
    if way := went.get(row.commitment.outcome_id):
        words = _("its commitment continues elsewhere") if way.texts else _("its commitment was left aside")
        return Tag(words, way.tag.tint)
    return Tag()


def institution_name(institution: Any) -> Named | None:
    """Return an institution by its name, or None for none."""
    return Named(institution.name, page_url("institution", institution.public_id)) if institution else None


def statuses_of(commitment_ids: Iterable[int]) -> dict[int, list[str]]:
    """Return the statuses of the milestones of commitments by which the plan is counted, in its order."""
    statuses: dict[int, list[str]] = {}
    rows = Milestone.objects.filter(of_its_process("outcome__"), commitment_id__in=list(commitment_ids)).order_by(
        "place"
    )
    for commitment_id, status in rows.values_list("commitment_id", "status"):
        statuses.setdefault(commitment_id, []).append(status)
    return statuses


def commitment_rows(commitments: QuerySet[Commitment], *, with_words: bool = False) -> list[CommitmentRow]:
    """Return commitments as rows, in the plan's order, the plan that ends last first.

    Two statements; three when the contributions that landed are counted (`with_words`), and one more where a
    commitment stands for itself no more.
    """
    related = ("outcome__institution", "goal__plan__process")
    order = ("-goal__plan__process__to_date", "goal__plan_id", "goal__place", "place")
    loaded = list(commitments.select_related(*related).order_by(*order))
    ids = [row.pk for row in loaded]
    statuses, landed = statuses_of(ids), landed_counts(ids) if with_words else None
    went = texts_that_went_on(row.outcome for row in loaded)
    return [
        _row(row, statuses.get(row.pk, ()), None if landed is None else landed.get(row.pk, 0), went.get(row.outcome_id))
        for row in loaded
    ]


def counted(rows: Iterable[CommitmentRow]) -> list[CommitmentRow]:
    """Return the commitments by which their plan is counted: the others are counted where they continue."""
    return [row for row in rows if row.went is None or row.went.is_counted]


def _row(row: Commitment, statuses: Sequence[str], landed: int | None, went: WentOn | None) -> CommitmentRow:
    outcome = row.outcome
    status = progress_of(statuses)
    return CommitmentRow(
        id=row.pk,
        plan=row.goal.plan.process.title,
        goal_id=row.goal_id,
        component_id=row.component_id,
        number=outcome.number,
        title=outcome.title,
        url=page_url("commitment", outcome.public_id),
        lead=outcome.institution.name if outcome.institution else None,
        lead_id=outcome.institution_id,
        values=[Value(value).label for value in row.values],
        cost=row.details.get("cost"),
        status=status or "",
        progress=status_tag(status),
        milestones=len(statuses),
        completed=statuses.count(Status.COMPLETED),
        landed=landed,
        landed_words=_in_words(landed) if landed else "",
        went=went,
    )


def _in_words(landed: int) -> str:
    return ngettext("%(n)s contribution landed here", "%(n)s contributions landed here", landed) % {"n": landed}
