"""Reading the stages of a plan file, with the conditions that open and close them."""

from __future__ import annotations

from kuvend.engines.formats.plan import fields as read
from kuvend.engines.formats.plan.codes import CIVIL_SOCIETY, COMPUTED, GATES
from kuvend.engines.formats.plan.documents import GateEvidence, GateItem, Stage
from kuvend.engines.formats.plan.fields import Fields
from kuvend.engines.formats.plan.known import Known
from kuvend.engines.formats.plan.nodes import Node

STAGE = ("key", "title", "from", "to", "sources", "items")
ITEM = ("key", "text", "actors", "gate", "after_consultation", "computed", "evidence")


def read_stage(node: Node, known: Known) -> Stage:
    """Return a stage; its days must be whole dates in order."""
    fields = Fields(node, STAGE)
    key = known.take("stage", read.key(fields.needed("key")), node)
    from_date, to_date = read.day(fields.needed("from")), read.day(fields.needed("to"))
    if to_date < from_date:
        raise fields.needed("to").problem("a stage ends before it begins")
    return Stage(
        key=key,
        title=read.line(fields.needed("title")),
        from_date=from_date,
        to_date=to_date,
        sources=fields.optional("sources", read.references(known.sources, "source"), read.NO_KEYS),
        items=fields.all_of("items", lambda child: _read_item(child, key, known)),
    )


def _read_item(node: Node, stage: str, known: Known) -> GateItem:
    fields = Fields(node, ITEM)
    actors = fields.optional(
        "actors", read.references(known.institutions | {CIVIL_SOCIETY}, "institution"), read.NO_KEYS
    )
    computed = fields.optional("computed", read.code(COMPUTED), "")
    if computed and fields.given("evidence"):
        raise node.problem("a computed condition needs no evidence")
    return GateItem(
        key=known.take(f"condition of {stage}", read.key(fields.needed("key")), node),
        text=read.text(fields.needed("text")),
        actors=tuple(actor for actor in actors if actor != CIVIL_SOCIETY),
        with_civil_society=CIVIL_SOCIETY in actors,
        gate=read.code(GATES)(fields.needed("gate")),
        after_consultation=fields.optional("after_consultation", read.flag, False),
        computed=computed,
        evidence=fields.maybe("evidence", _read_evidence, None),
    )


def _read_evidence(node: Node) -> GateEvidence:
    fields = Fields(node, ("title", "url", "day", "simulated"))
    return GateEvidence(
        title=read.line(fields.needed("title")),
        url=fields.optional("url", read.url, ""),
        day=fields.optional("day", read.day, None),
        simulated=fields.optional("simulated", read.flag, False),
    )
