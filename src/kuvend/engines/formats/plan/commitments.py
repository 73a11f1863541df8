"""Reading the commitments of a plan file, with their milestones and what the IRM said."""

from __future__ import annotations

from datetime import date

from kuvend.engines.formats.plan import fields as read
from kuvend.engines.formats.plan.codes import IRM_CODES, VALUES
from kuvend.engines.formats.plan.documents import Commitment, IrmReview, Milestone, Unknown
from kuvend.engines.formats.plan.fields import Fields
from kuvend.engines.formats.plan.goals import number
from kuvend.engines.formats.plan.known import Known
from kuvend.engines.formats.plan.nodes import Node
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


def read_commitment(node: Node, known: Known) -> Commitment:
    """Return a commitment; its goal, component, institutions and sources must stand in the plan."""
    fields = Fields(node, COMMITMENT)
    own_number = number(fields.needed("number"))
    institution = read.reference(known.institutions, "institution")
    goal = read.reference(known.goals, "policy goal")(fields.needed("goal"))
    from_date, to_date = _days(fields)
    other_actors = fields.maybe("other_actors", read.word_list, read.NO_KEYS)
    return Commitment(
        key=known.take("commitment", read.key(fields.needed("key")), node),
        number=known.take("commitment with the number", own_number, node),
        ogp_code=_ogp_code(fields, node, known),
        title=read.line(fields.needed("title")),
        goal=goal,
        component=fields.maybe("component", lambda child: _component(child, goal, known), None),
        lead=fields.maybe("lead", institution, None),
        supporting=fields.maybe("supporting", read.references(known.institutions, "institution"), ()),
        other_actors=other_actors,
        problem=fields.maybe("problem", read.text, {}),
        solution=fields.maybe("solution", read.text, {}),
        results=fields.maybe("results", read.text, {}),
        values=fields.maybe("values", read.codes(VALUES), ()),
        policy_areas=fields.maybe("policy_areas", read.short_list(120), ()),
        from_date=from_date,
        to_date=to_date,
        irm=fields.maybe("irm", lambda child: _read_irm(child, known), None),
        milestones=fields.maybe("milestones", lambda child: _read_milestones(child, own_number, known), ()),
        sources=fields.optional("sources", read.references(known.sources, "source"), ()),
        details=read_commitment_details(fields, other_actors),
    )


def _ogp_code(fields: Fields, node: Node, known: Known) -> str | Unknown:
    """Return the code by which OGP knows the commitment; two of them are two commitments."""
    code = fields.maybe("ogp_code", read.short_words(20), "")
    return known.take("commitment with the ogp_code", code, node) if isinstance(code, str) and code else code


def _component(node: Node, goal: str, known: Known) -> str:
    component = read.reference(known.components, "component")(node)
    if known.components[component] != goal:
        raise node.problem(f"“{component}” belongs to “{known.components[component]}”, not to “{goal}”")
    return component


def _days(fields: Fields) -> tuple[date | Unknown | None, date | Unknown | None]:
    from_date, to_date = fields.maybe("from", read.day, None), fields.maybe("to", read.day, None)
    if isinstance(from_date, date) and isinstance(to_date, date) and to_date < from_date:
        raise fields.needed("to").problem("the last day comes before the first")
    return from_date, to_date


def _read_irm(node: Node, known: Known) -> IrmReview:
    fields = Fields(node, (*IRM_CODES, "sources"))
    said = {
        name: fields.optional(name, read.code((*allowed, Unknown.UNKNOWN.value)), "")
        for name, allowed in IRM_CODES.items()
    }
    sources = fields.optional("sources", read.references(known.sources, "source"), read.NO_KEYS)
    if not any(said.values()):
        raise node.problem("nothing is said here; leave it out, or write unknown")
    return IrmReview(**said, sources=sources)


def _read_milestones(node: Node, commitment: str, known: Known) -> tuple[Milestone, ...]:
    return tuple(_read_milestone(child, commitment, known) for child in read.entries(node))


def _read_milestone(node: Node, commitment: str, known: Known) -> Milestone:
    fields = Fields(node, MILESTONE)
    own = number(fields.needed("number"))
    if not own.startswith(f"{commitment}."):
        raise fields.needed("number").problem(f"“{own}” does not begin with the commitment's number, “{commitment}.”")
    from_date, to_date = _days(fields)
    return Milestone(
        key=known.take("milestone", read.key(fields.needed("key")), node),
        number=known.take("milestone with the number", own, node),
        title=read.line(fields.needed("title")),
        deliverable=fields.maybe("deliverable", read.text, {}),
        from_date=from_date,
        to_date=to_date,
        lead=fields.maybe("lead", read.reference(known.institutions, "institution"), None),
        simulated=fields.optional("simulated", read.flag, False),
        details=read_milestone_details(fields),
    )
