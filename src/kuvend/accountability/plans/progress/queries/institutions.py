"""What plans tell of an institution: what it leads and supports, and how far that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Count, Q, Value

from kuvend.accountability.plans.enums import COMMITMENT
from kuvend.accountability.plans.models import Commitment, Component, PolicyGoal
from kuvend.accountability.plans.progress.queries.progress_chart import progress_chart
from kuvend.accountability.plans.progress.queries.rows import CommitmentRow, commitment_rows
from kuvend.foundation.core.charts import Chart
from kuvend.foundation.core.text import Localized
from kuvend.foundation.core.wording import Named, page_url
from kuvend.foundation.outcomes.models import Outcome, of_its_process
from kuvend.foundation.people.models import Institution

ByPlan = Sequence[tuple[Any, Sequence[CommitmentRow]]]


@dataclass(frozen=True)
class InstitutionCommitments:
    """What an institution leads and supports, each under the title of its plan."""

    led: ByPlan
    progress: Chart | None
    supported: ByPlan


def commitments_of(institution: Institution, at: datetime) -> InstitutionCommitments:
    """Return an institution's commitments; at most two statements."""
    led_or_supported = Q(outcome__institution=institution) | Q(supporting=institution)
    rows = commitment_rows(Commitment.objects.filter(led_or_supported).distinct())
    led = [row for row in rows if row.lead_id == institution.pk]
    return InstitutionCommitments(
        led=_by_plan(led),
        progress=progress_chart(led),
        supported=_by_plan(row for row in rows if row.lead_id != institution.pk),
    )


def _by_plan(rows: Iterable[CommitmentRow]) -> list[tuple[Any, list[CommitmentRow]]]:
    """Return commitments under the titles of their plans."""
    return [(title, list(group)) for title, group in groupby(rows, key=lambda row: row.plan)]


def leads_of(institution: Institution, at: datetime) -> list[Named] | None:
    """Return the policy goals and components that an institution leads; one statement."""
    goals = PolicyGoal.objects.filter(leads=institution)
    parts = Component.objects.filter(leader=institution)
    rows = goals.values_list("title", "public_id", Value("policy_goal"), "plan_id").union(
        parts.values_list("title", "public_id", Value("component"), "goal__plan_id"), all=True
    )
    ordered = rows.order_by("-plan_id")
    return [Named(Localized(title), page_url(name, public_id)) for title, public_id, name, _plan in ordered] or None


def led_counts() -> Mapping[int, int]:
    """Return how many commitments by which plans are counted each institution leads, by its row id; one statement."""
    led = Outcome.objects.filter(of_its_process(), kind=COMMITMENT, institution__isnull=False)
    return dict(led.values_list("institution_id").annotate(n=Count("pk")))
