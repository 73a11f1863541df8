"""The whole plan as a paper: what it is for, how it was made, and the form of each commitment, goal by goal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet
from django.utils.translation import gettext as _

from kuvend.accountability.plans.document.paper.form import ToldCommitment, form_of, progress_in_short
from kuvend.accountability.plans.document.queries.commitment import SUPPORTING
from kuvend.accountability.plans.document.queries.details import details_of, details_part
from kuvend.accountability.plans.document.queries.goals import GoalPart, goal_parts
from kuvend.accountability.plans.document.queries.making import MadeStep, MakingPart, making_part
from kuvend.accountability.plans.document.queries.plan import period_of
from kuvend.accountability.plans.models import Commitment, Milestone, Plan, PolicyGoal
from kuvend.accountability.plans.progress.queries.reports import reports_of
from kuvend.accountability.plans.progress.queries.rows import CommitmentRow, commitment_rows, counted
from kuvend.engines.formats.papers.tree import Block, Items, PaperDocument, Paragraph, Run, joined
from kuvend.foundation.core.text import Localized, ordinal
from kuvend.foundation.core.wording import in_words, page_url
from kuvend.foundation.datasets.paper_words import facts, heading, linked, paragraphs, spoken
from kuvend.foundation.outcomes.models import of_its_process
from kuvend.foundation.outcomes.queries import texts_that_went_on

RELATED = ("outcome__institution", "goal__plan__process", "component")


def plan_entries(public_id: str) -> int | None:
    """Return how many commitments a plan has, None where there is no such plan; one statement."""
    rows = Plan.objects.filter(public_id=public_id).annotate(n=Count("goals__commitments"))
    return rows.values_list("n", flat=True).first()


def plan_paper(public_id: str, at: datetime) -> PaperDocument | None:
    """Return the whole plan, or None; the statements do not grow with its commitments."""
    plan = Plan.objects.select_related("process").filter(public_id=public_id).first()
    if plan is None:
        return None
    rows = commitment_rows(Commitment.objects.filter(goal__plan=plan))
    commitments = {one.row.pk: one for one in told_of(Commitment.objects.filter(goal__plan=plan))}
    period = period_of(plan)
    title, language = plan.process.title.reading()
    return PaperDocument(
        title=title,
        language=language,
        author="",
        above=" · ".join(part for part in (_("Action plan"), period) if part),
        blocks=(
            *_introduction(plan, rows, period),
            *_making(making_part(plan)),
            *(
                block
                for goal in goal_parts(PolicyGoal.objects.filter(plan=plan), rows)
                for block in _goal(goal, commitments)
            ),
            *_sources(plan.sources),
        ),
    )


def told_of(commitments: QuerySet[Commitment]) -> list[ToldCommitment]:
    """Return commitments with all that their forms tell, in the plan's order."""
    rows = list(commitments.select_related(*RELATED).annotate(supporters=SUPPORTING).order_by("goal__place", "place"))
    in_plan = ExpressionWrapper(of_its_process("outcome__"), output_field=BooleanField())
    milestones: dict[int, list[Milestone]] = {}
    for milestone in (
        Milestone.objects.filter(commitment__in=rows)
        .annotate(in_plan=in_plan)
        .select_related("outcome__institution")
        .order_by("place")
    ):
        milestones.setdefault(milestone.commitment_id, []).append(milestone)
    reports = reports_of([one.pk for several in milestones.values() for one in several])
    went, details = texts_that_went_on(row.outcome for row in rows), {row.pk: details_of(row) for row in rows}
    earlier = {row.pk: _keys(details[row.pk].earlier) for row in rows}
    titles = _titles({key for keys in earlier.values() for key in keys})
    return [
        ToldCommitment(
            row=row,
            details=details_part(row, details[row.pk], milestones=len(milestones.get(row.pk, ()))),
            milestones=milestones.get(row.pk, []),
            reports=reports,
            earlier=[titles.get(key, (key, "")) for key in earlier[row.pk]],
            went=went.get(row.outcome_id),
        )
        for row in rows
    ]


def _keys(earlier: Any) -> tuple[str, ...]:
    return tuple(key for key in earlier if key) if isinstance(earlier, tuple) else ()


def _titles(keys: set[str]) -> dict[str, tuple[Any, str]]:
    """Return title and address of commitments by their keys and OGP codes; one statement, none for none."""
    if not keys:
        return {}
    rows = Commitment.objects.filter(Q(outcome__key__in=keys) | Q(ogp_code__in=keys))
    titles: dict[str, tuple[Any, str]] = {}
    for row in rows.select_related("outcome", "goal__plan__process"):
        numbered_title = Localized(
            {language: f"{row.outcome.number}. {text}" for language, text in row.outcome.title.items()}
        )
        titles[row.outcome.key] = titles[row.ogp_code] = (numbered_title, page_url("commitment", row.outcome.public_id))
    return titles


def _introduction(plan: Plan, rows: Sequence[CommitmentRow], period: str) -> list[Block]:
    standing = counted(rows)
    milestones, completed = sum(row.milestones for row in standing), sum(row.completed for row in standing)
    completed_words = _("%(done)s of %(all)s") % {"done": completed, "all": milestones}
    return [
        heading(1, _("Introduction")),
        *(paragraphs(plan.process.summary) or paragraphs(_("None of our sources says this."), soft=True)),
        *facts(
            (
                (_("Period covered"), period + (f" · {_('days simulated')}" if plan.period_simulated else "")),
                (_("Commitments"), str(len(standing))),
                (_("Milestones completed"), completed_words if milestones else ""),
                (_("Submitted to OGP"), in_words(plan.submitted_at)),
                (_("Version"), str(plan.version or "")),
            )
        ),
    ]


def _making(making: MakingPart | None) -> list[Block]:
    if making is None or not (making.steps or making.undated):
        return []
    finding = _("The Independent Reporting Mechanism found that the plan was made contrary to OGP’s process.")
    return [
        heading(1, _("How it was made")),
        *paragraphs(finding if making.contrary == "yes" else ""),
        *facts(((_("Due at OGP"), making.due), (_("Submitted"), making.submitted), (_("Contact"), making.contact))),
        Items(tuple((_making_step(step),) for step in (*making.steps, *making.undated))),
    ]


def _making_step(step: MadeStep) -> Paragraph:
    title = linked(step.title, step.url) if step.url.startswith(("http://", "https://")) else spoken(step.title)
    return Paragraph(joined([spoken(step.when), title, spoken(step.kind), spoken(step.note)], " · "))


def _goal(goal: GoalPart, commitments: dict[int, ToldCommitment]) -> Iterator[Block]:
    yield heading(1, f"{ordinal(goal.number)} {goal.title}".strip())
    if goal.leads:
        yield Paragraph((Run(_("Led by: ")), *joined([spoken(lead.title) for lead in goal.leads], ", ")), soft=True)
    for component in goal.components:
        yield from _forms(component.commitments, commitments)
    yield from _forms(goal.commitments, commitments)


def _forms(rows: Iterable[CommitmentRow], commitments: dict[int, ToldCommitment]) -> Iterator[Block]:
    for row in rows:
        title, language = row.title.reading()
        yield heading(2, Localized({language: f"{row.number}. {title}"}))
        yield from form_of(commitments[row.id], 3)
        yield from progress_in_short(commitments[row.id], 3)


def _sources(sources: Sequence[dict[str, str]]) -> list[Block]:
    if not sources:
        return []
    items = tuple(
        (
            Paragraph(
                (Run(source["title"], address=_address(source.get("url", "")), language=source.get("language", "")),)
            ),
        )
        for source in sources
    )
    return [heading(1, _("Sources")), Items(items)]


def _address(url: str) -> str:
    return url if url.startswith(("http://", "https://")) else ""
