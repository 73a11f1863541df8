"""A commitment as OGP's form asks for it: its sections and questions, each answered in the plan's own words.

Source: the commitment form of OGP's action plan template of 2022, by its fields on opengovpartnership.org (AL0096).
The form ends with the planning; how far the commitment is stands behind it, under a heading of ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kuvend.accountability.plans.document.queries.details import DetailsPart
from kuvend.accountability.plans.enums import Value
from kuvend.accountability.plans.models import Commitment, Milestone, Report
from kuvend.accountability.plans.progress.progress import progress_of
from kuvend.accountability.plans.progress.queries.planned import planned_part
from kuvend.accountability.plans.progress.queries.rows import status_tag
from kuvend.engines.formats.papers.tree import Block, Items, Paragraph, Run, Table, Words, joined
from kuvend.foundation.core.text import Localized, ordinal
from kuvend.foundation.core.wording import in_words, page_url, span
from kuvend.foundation.datasets.paper_words import facts, heading, linked, paragraphs, spoken
from kuvend.foundation.outcomes.queries import WentOn

QUESTIONS: Mapping[str, str | Promise] = {
    Value.ACCESS_TO_INFORMATION: gettext_lazy("How will the commitment promote transparency?"),
    Value.PUBLIC_ACCOUNTABILITY: gettext_lazy("How will the commitment help foster accountability?"),
    Value.CIVIC_PARTICIPATION: gettext_lazy(
        "How will the commitment improve citizen participation in defining, implementing and monitoring solutions?"
    ),
    Value.TECHNOLOGY_AND_INNOVATION: gettext_lazy("How do technology and innovation serve it?"),
}


@dataclass(frozen=True)
class ToldCommitment:
    """A commitment with all that its form tells, loaded.

    `earlier` are titles of commitments that it carries on, with their addresses; `reports` by the row id of their
    milestone, the latest first; `went` says where the text continues.
    """

    row: Commitment
    details: DetailsPart
    milestones: Sequence[Milestone]
    reports: Mapping[int, Sequence[Report]]
    earlier: Sequence[tuple[str, str]]
    went: WentOn | None


def form_of(commitment: ToldCommitment, level: int) -> list[Block]:
    """Return the form of a commitment; its sections are headings of this level, its questions one below."""
    return [
        *_head(commitment),
        *_problem(commitment, level),
        *_description(commitment, level),
        *_analysis(commitment, level),
        *_planning(commitment, level),
    ]


def _head(commitment: ToldCommitment) -> list[Block]:
    row, details = commitment.row, commitment.details
    supporting = ", ".join(str(Localized(one["name"])) for one in row.supporters)  # type: ignore[attr-defined]
    contact = details.contact
    person = joined([spoken(part) for part in (contact.name, contact.position, contact.email)], ", ") if contact else ()
    money = [details.cost, details.funding, _("No money has been found for it yet.") if details.unfunded else ""]
    return facts(
        (
            (_("Commitment lead"), row.outcome.institution.name if row.outcome.institution else ""),
            (_("Supporting: government"), supporting),
            (_("Supporting: civil society"), _civil_society(details)),
            (_("Supporting: others"), spoken_in(", ".join(details.other_actors), details.other_actors_language)),
            (_("Contact"), person),
            (_("Period covered"), span(row.from_date, row.to_date)),
            (_("Component"), row.component.title if row.component else ""),
            (_("Cost and funding"), joined([spoken(part) for part in money], ". ")),
            (_("Policy areas"), ", ".join(details.policy_areas)),
            (_("Goals of the United Nations for 2030"), ", ".join(details.sdg_targets)),
            (_("OGP code"), row.ogp_code),
            (_("What became of it"), _where_it_went(commitment.went)),
        )
    )


def _civil_society(details: DetailsPart) -> Words:
    if details.civil_society:
        return spoken_in(", ".join(details.civil_society), details.civil_society_language)
    return (
        joined([spoken(_("None, because:")), spoken(details.no_civil_society)], " ")
        if (details.no_civil_society)
        else ()
    )


def spoken_in(text: str, language: str) -> Words:
    """Return words in a language that was guessed, "" where nobody knows."""
    return (Run(text, language=language),) if text else ()


def _where_it_went(went: WentOn | None) -> Words:
    if went is None:
        return ()
    return joined([spoken(went.words), *(linked(one.title, one.url) for one in went.texts)], " · ")


def _question(level: int, text: Any, answer: Iterable[Block]) -> list[Block]:
    blocks = list(answer)
    return [heading(level, text), *(blocks or paragraphs(_("None of our sources says this."), soft=True))]


def _problem(commitment: ToldCommitment, level: int) -> list[Block]:
    baseline = commitment.details.baseline
    figures: list[Block] = []
    if baseline:
        parts = [spoken(baseline.figure), spoken(baseline.day), spoken(baseline.source)]
        figures = [Paragraph((*spoken(_("Where things stood at the start")), Run(": "), *joined(parts, " · ")))]
    return [
        heading(level, _("Problem definition")),
        *_question(
            level + 1,
            _("1. What problem does the commitment aim to address?"),
            [*paragraphs(commitment.row.problem), *figures],
        ),
        *_question(level + 1, _("2. What are the causes of the problem?"), paragraphs(commitment.details.causes)),
    ]


def _description(commitment: ToldCommitment, level: int) -> list[Block]:
    earlier = tuple((Paragraph(linked(title, url) if url else spoken(title)),) for title, url in commitment.earlier)
    carried = [*paragraphs(_("It carries on earlier promises:")), Items(earlier)] if earlier else []
    return [
        heading(level, _("Commitment description")),
        *_question(level + 1, _("1. What has been done so far to solve the problem?"), carried),
        *_question(level + 1, _("2. What solution is proposed?"), paragraphs(commitment.row.solution)),
        *_question(level + 1, _("3. What results should the commitment achieve?"), paragraphs(commitment.row.results)),
    ]


def _analysis(commitment: ToldCommitment, level: int) -> list[Block]:
    answers = dict(zip(commitment.row.values, commitment.details.values, strict=True))
    claimed = [value for value in QUESTIONS if value in answers]
    blocks: list[Block] = [heading(level, _("Commitment analysis"))]
    if not claimed:
        return [*blocks, *paragraphs(_("None of our sources says this."), soft=True)]
    for number, value in enumerate(claimed, start=1):
        answer = paragraphs(answers[value].answer) or paragraphs(_("The plan does not say how."), soft=True)
        blocks += [heading(level + 1, f"{number}. {QUESTIONS[value]}"), *answer]
    return [*blocks, *paragraphs(commitment.details.why_not_alone, soft=True)]


def _planning(commitment: ToldCommitment, level: int) -> list[Block]:
    heads = (_("Milestones"), _("Expected outputs"), _("Expected completion date"), _("Stakeholders"))
    rows = tuple(
        (
            joined(
                [
                    linked(_milestone_title(milestone), page_url("milestone", milestone.outcome.public_id)),
                    _simulated(milestone),
                ],
                " ",
            ),
            joined([spoken(milestone.deliverable), _shown_by(milestone)], " "),
            spoken(in_words(milestone.to_date)),
            spoken(milestone.outcome.institution.name if milestone.outcome.institution else ""),
        )
        for milestone in commitment.milestones
    )
    table: list[Block] = [Table(tuple(spoken(head) for head in heads), rows)] if rows else []
    return _question(level, _("Commitment planning"), table)


def _milestone_title(milestone: Milestone) -> Words | str:
    outcome = milestone.outcome
    text, language = outcome.title.reading()
    return Localized({language: f"{ordinal(outcome.number)} {text}".strip()})  # type: ignore[return-value]


def _simulated(milestone: Milestone) -> Words:
    return spoken(f"({_('simulated')})") if milestone.simulated else ()


def _shown_by(milestone: Milestone) -> Words:
    evidence = planned_part(milestone).evidence_type
    return (*spoken(_("What will show it:")), Run(" "), *spoken(evidence)) if evidence else ()


def progress_in_short(commitment: ToldCommitment, level: int) -> list[Block]:
    """Return how far a commitment is, behind its form; nothing before the first report."""
    counted = [one for one in commitment.milestones if one.in_plan]  # type: ignore[attr-defined]
    state = status_tag(progress_of([one.status for one in counted])).words
    if not state:
        return []
    completed = _("%(done)s of %(all)s milestones completed") % {
        "done": sum(one.status == "completed" for one in counted),
        "all": len(counted),
    }
    items = tuple(tuple(_milestone(one, commitment.reports.get(one.pk, ()))) for one in commitment.milestones)
    return [
        heading(level, _("How far it is")),
        Paragraph((*spoken(state, strong=True), Run(f" · {completed}"))),
        Items(items),
    ]


def _milestone(milestone: Milestone, reports: Sequence[Report]) -> list[Block]:
    """Return how far a milestone is, and what was reported last."""
    tag = status_tag(milestone.status, unproven=milestone.unproven).words
    state = _("closed undone") if milestone.closed_undone else tag or _("no report yet")
    first = Paragraph((*spoken(_milestone_title(milestone)), Run(": "), *spoken(state, strong=True)))
    if not reports:
        return [first]
    last = reports[0]
    day = _("Report of %(day)s") % {"day": in_words(last.as_of_date)}
    return [first, *paragraphs(last.text), Paragraph(joined([spoken(day), spoken(_by(last))], " · "), soft=True)]


def _by(report: Report) -> Any:
    return report.institution.name if report.institution else ""
