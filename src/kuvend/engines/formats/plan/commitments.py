"""Reading the commitments of a plan file, with their milestones and what the IRM said."""

from __future__ import annotations

from datetime import date

from kuvend.engines.formats.plan import fields as read
from kuvend.engines.formats.plan.codes import IRM_CODES, VALUES
from kuvend.engines.formats.plan.documents import Commitment, IrmReview, Milestone, Unknown
from kuvend.engines.formats.plan.fields import Fields
from kuvend.engines.formats.plan.goals import number
from kuvend.engines.formats.plan.nodes import Node
from kuvend.engines.formats.plan.plan_keys import PlanKeys
from kuvend.engines.formats.plan.reading_details import (
    COMMITMENT_DETAILS,
    MILESTONE_DETAILS,
    read_commitment_details,
    read_milestone_details,
)

COMMITMENT = (
    "key", "number", "ogp_code", "title", "goal", "component", "lead", "supporting", "other_actors",
    "problem", "solution", "results", "values", "policy_areas", "from", "to", "irm", "milestones", "sources",
    *COMMITMENT_DETAILS,
)  # fmt: skip
MILESTONE = ("key", "number", "title", "deliverable", "from", "to", "lead", "simulated", *MILESTONE_DETAILS)


def read_commitment(node: Node, keys: PlanKeys) -> Commitment:
    """Return a commitment; its goal, component, institutions and sources must stand in the plan."""
    fields = Fields(node, COMMITMENT)
    own_number = number(fields.required("number"))
    institution = read.reference(keys.institutions, "institution")
    goal = read.reference(keys.goals, "policy goal")(fields.required("goal"))
    from_date, to_date = _days(fields)
    other_actors = fields.maybe("other_actors", read.word_list, read.NO_KEYS)
    return Commitment(
        key=keys.take("commitment", read.key(fields.required("key")), node),
        number=keys.take("commitment with the number", own_number, node),
        ogp_code=_ogp_code(fields, node, keys),
        title=read.line(fields.required("title")),
        goal=goal,
        component=fields.maybe("component", lambda child: _component(child, goal, keys), None),
        lead=fields.maybe("lead", institution, None),
        supporting=fields.maybe("supporting", read.references(keys.institutions, "institution"), ()),
        other_actors=other_actors,
        problem=fields.maybe("problem", read.text, {}),
        solution=fields.maybe("solution", read.text, {}),
        results=fields.maybe("results", read.text, {}),
        values=fields.maybe("values", read.codes(VALUES), ()),
        policy_areas=fields.maybe("policy_areas", read.short_list(120), ()),
        from_date=from_date,
        to_date=to_date,
        irm=fields.maybe("irm", lambda child: _read_irm(child, keys), None),
        milestones=fields.maybe("milestones", lambda child: _read_milestones(child, own_number, keys), ()),
        sources=fields.optional("sources", read.references(keys.sources, "source"), ()),
        details=read_commitment_details(fields, other_actors),
    )


def _ogp_code(fields: Fields, node: Node, keys: PlanKeys) -> str | Unknown:
    """Return the code by which OGP knows the commitment; two of them are two commitments."""
    code = fields.maybe("ogp_code", read.short_words(20), "")
    return keys.take("commitment with the ogp_code", code, node) if isinstance(code, str) and code else code


def _component(node: Node, goal: str, keys: PlanKeys) -> str:
    component = read.reference(keys.components, "component")(node)
    if keys.components[component] != goal:
        raise node.problem(f"“{component}” belongs to “{keys.components[component]}”, not to “{goal}”")
    return component


def _days(fields: Fields) -> tuple[date | Unknown | None, date | Unknown | None]:
    from_date, to_date = fields.maybe("from", read.day, None), fields.maybe("to", read.day, None)
    if isinstance(from_date, date) and isinstance(to_date, date) and to_date < from_date:
        raise fields.required("to").problem("the last day comes before the first")
    return from_date, to_date


def _read_irm(node: Node, keys: PlanKeys) -> IrmReview:
    fields = Fields(node, (*IRM_CODES, "sources"))
    codes = {
        name: fields.optional(name, read.code((*allowed, Unknown.UNKNOWN.value)), "")
        for name, allowed in IRM_CODES.items()
    }
    sources = fields.optional("sources", read.references(keys.sources, "source"), read.NO_KEYS)
    if not any(codes.values()):
        raise node.problem("nothing is said here; leave it out, or write unknown")
    return IrmReview(**codes, sources=sources)


def _read_milestones(node: Node, commitment: str, keys: PlanKeys) -> tuple[Milestone, ...]:
    return tuple(_read_milestone(child, commitment, keys) for child in read.entries(node))


def _read_milestone(node: Node, commitment: str, keys: PlanKeys) -> Milestone:
    fields = Fields(node, MILESTONE)
    own = number(fields.required("number"))
    if not own.startswith(f"{commitment}."):
        raise fields.required("number").problem(f"“{own}” does not begin with the commitment's number, “{commitment}.”")
    from_date, to_date = _days(fields)
    return Milestone(
        key=keys.take("milestone", read.key(fields.required("key")), node),
        number=keys.take("milestone with the number", own, node),
        title=read.line(fields.required("title")),
        deliverable=fields.maybe("deliverable", read.text, {}),
        from_date=from_date,
        to_date=to_date,
        lead=fields.maybe("lead", read.reference(keys.institutions, "institution"), None),
        simulated=fields.optional("simulated", read.flag, False),
        details=read_milestone_details(fields),
    )
