"""Reading the stages of a plan file, with the conditions that open and close them."""

from __future__ import annotations

import re

from kuvend.engines.formats.plan import fields as read
from kuvend.engines.formats.plan.codes import CIVIL_SOCIETY, GATES
from kuvend.engines.formats.plan.documents import GateEvidence, GateItem, Stage
from kuvend.engines.formats.plan.fields import Fields
from kuvend.engines.formats.plan.nodes import Node
from kuvend.engines.formats.plan.plan_keys import PlanKeys

STAGE = ("key", "title", "from", "to", "sources", "items")
GATE_RULE = re.compile(r"[a-z][a-z0-9_]{0,39}")
ITEM = ("key", "text", "actors", "gate", "after_consultation", "computed", "evidence")


def read_stage(node: Node, keys: PlanKeys) -> Stage:
    """Return a stage; its days must be whole dates in order."""
    fields = Fields(node, STAGE)
    key = keys.take("stage", read.key(fields.required("key")), node)
    from_date, to_date = read.day(fields.required("from")), read.day(fields.required("to"))
    if to_date < from_date:
        raise fields.required("to").problem("a stage ends before it begins")
    return Stage(
        key=key,
        title=read.line(fields.required("title")),
        from_date=from_date,
        to_date=to_date,
        sources=fields.optional("sources", read.references(keys.sources, "source"), read.NO_KEYS),
        items=fields.all_of("items", lambda child: _read_item(child, key, keys)),
    )


def _read_item(node: Node, stage: str, keys: PlanKeys) -> GateItem:
    fields = Fields(node, ITEM)
    actors = fields.optional(
        "actors", read.references(keys.institutions | {CIVIL_SOCIETY}, "institution"), read.NO_KEYS
    )
    computed = fields.optional("computed", lambda child: _gate_rule(child, keys), "")
    if computed and fields.node_of("evidence"):
        raise node.problem("a computed condition needs no evidence")
    return GateItem(
        key=keys.take(f"condition of {stage}", read.key(fields.required("key")), node),
        text=read.text(fields.required("text")),
        actors=tuple(actor for actor in actors if actor != CIVIL_SOCIETY),
        with_civil_society=CIVIL_SOCIETY in actors,
        gate=read.code(GATES)(fields.required("gate")),
        after_consultation=fields.optional("after_consultation", read.flag, False),
        computed=computed,
        evidence=fields.maybe("evidence", _read_evidence, None),
    )


def _gate_rule(node: Node, keys: PlanKeys) -> str:
    """Return the name of a computed condition: one that the site has, where that is known."""
    if keys.gate_rules is not None:
        return read.code(sorted(keys.gate_rules))(node)
    name = read.words(node)
    if not GATE_RULE.fullmatch(name):
        raise node.problem(f"“{name}” is no name of a computed condition: use small letters and _")
    return name


def _read_evidence(node: Node) -> GateEvidence:
    fields = Fields(node, ("title", "url", "day", "simulated"))
    return GateEvidence(
        title=read.line(fields.required("title")),
        url=fields.optional("url", read.url, ""),
        day=fields.optional("day", read.day, None),
        simulated=fields.optional("simulated", read.flag, False),
    )
