"""From a plan document to the canonical text of its file: fields in a fixed order, empty ones left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from kuvend.engines.formats.plan.codes import CIVIL_SOCIETY, FORMAT, IRM_CODES
from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.engines.formats.plan.documents import (
    Commitment,
    Component,
    GateEvidence,
    GateItem,
    Institution,
    IrmReview,
    Milestone,
    PlanDocument,
    PolicyGoal,
    Source,
    Stage,
    Text,
    Unknown,
)
from kuvend.engines.formats.plan.forms import file_form_of, is_empty

WIDTH = 110


def write_plan(document: PlanDocument) -> str:
    """Return the file of a plan; the same document gives the same bytes."""
    plan = {
        "key": document.key,
        "country": document.country,
        "title": _text(document.title),
        "period": _filled(
            {
                "from": document.period.from_date,
                "to": document.period.to_date,
                "simulated": document.period.simulated,
            }
        ),
        "summary": _text(document.summary),
        "sources": [_source(source) for source in document.sources],
    }
    whole = {
        "format": FORMAT,
        "simulated": document.simulated,
        "plan": _filled(plan),
        "institutions": [_institution(one) for one in document.institutions],
        "policy_goals": [_goal(goal) for goal in document.policy_goals],
        "stages": [_stage(stage) for stage in document.stages],
        "commitments": [_commitment(one) for one in document.commitments],
        "making": file_form_of(document.making) if document.making else None,
    }
    return yaml.dump(_filled(whole), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        """Write a value out each time: one day that two fields share would else become `*id001`, which is refused."""
        return True


def _filled(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that say something, in plain YAML values."""
    return {name: _plain(value) for name, value in fields.items() if not is_empty(value)}


def _plain(value: Any) -> Any:
    if isinstance(value, Unknown):
        return value.value
    if isinstance(value, StatedDate):
        return value.first_day() if value.day else str(value)
    if isinstance(value, tuple):
        return list(value)
    return value


def _text(text: Text | Unknown) -> dict[str, str] | Unknown:
    """Return a text with its languages in the order of their codes."""
    return text if isinstance(text, Unknown) else dict(sorted(text.items()))


def _source(source: Source) -> dict[str, Any]:
    return _filled({"key": source.key, "title": source.title, "url": source.url, "language": source.language})


def _institution(institution: Institution) -> dict[str, Any]:
    return _filled(
        {
            "key": institution.key,
            "name": _text(institution.name),
            "short": _text(institution.short),
            "parent": institution.parent,
        }
    )


def _goal(goal: PolicyGoal) -> dict[str, Any]:
    return _filled(
        {
            "key": goal.key,
            "number": goal.number,
            "title": _text(goal.title),
            "lead": goal.lead,
            "sources": goal.sources,
            "components": [_component(component) for component in goal.components],
        }
    )


def _component(component: Component) -> dict[str, Any]:
    return _filled(
        {
            "key": component.key,
            "number": component.number,
            "title": _text(component.title),
            "leader": component.leader,
            "note": _text(component.note),
            "sources": component.sources,
        }
    )


def _stage(stage: Stage) -> dict[str, Any]:
    return _filled(
        {
            "key": stage.key,
            "title": _text(stage.title),
            "from": stage.from_date,
            "to": stage.to_date,
            "sources": stage.sources,
            "items": [_item(item) for item in stage.items],
        }
    )


def _item(item: GateItem) -> dict[str, Any]:
    evidence = _evidence(item.evidence) if isinstance(item.evidence, GateEvidence) else item.evidence
    return _filled(
        {
            "key": item.key,
            "text": _text(item.text),
            "actors": [*item.actors, *([CIVIL_SOCIETY] if item.with_civil_society else [])],
            "gate": item.gate,
            "after_consultation": item.after_consultation,
            "computed": item.computed,
            "evidence": evidence,
        }
    )


def _evidence(evidence: GateEvidence) -> dict[str, Any]:
    return _filled(
        {
            "title": _text(evidence.title),
            "url": evidence.url,
            "day": evidence.day,
            "simulated": evidence.simulated,
        }
    )


def _commitment(commitment: Commitment) -> dict[str, Any]:
    return _filled(
        {
            "key": commitment.key,
            "number": commitment.number,
            "ogp_code": commitment.ogp_code,
            "title": _text(commitment.title),
            "goal": commitment.goal,
            "component": commitment.component,
            "lead": commitment.lead,
            "supporting": commitment.supporting,
            "other_actors": commitment.other_actors,
            "problem": _text(commitment.problem),
            "solution": _text(commitment.solution),
            "results": _text(commitment.results),
            "values": commitment.values,
            "policy_areas": commitment.policy_areas,
            "from": commitment.from_date,
            "to": commitment.to_date,
            "irm": _irm(commitment.irm) if isinstance(commitment.irm, IrmReview) else commitment.irm,
            **file_form_of(commitment.details),
            "milestones": _milestones(commitment.milestones),
            "sources": commitment.sources,
        }
    )


def _irm(review: IrmReview) -> dict[str, Any]:
    codes = {name: getattr(review, name) for name in IRM_CODES}
    return _filled({**codes, "sources": review.sources})


def _milestones(milestones: Iterable[Milestone] | Unknown) -> list[dict[str, Any]] | Unknown:
    return milestones if isinstance(milestones, Unknown) else [_milestone(one) for one in milestones]


def _milestone(milestone: Milestone) -> dict[str, Any]:
    return _filled(
        {
            "key": milestone.key,
            "number": milestone.number,
            "simulated": milestone.simulated,
            "title": _text(milestone.title),
            "deliverable": _text(milestone.deliverable),
            "from": milestone.from_date,
            "to": milestone.to_date,
            "lead": milestone.lead,
            **file_form_of(milestone.details),
        }
    )
