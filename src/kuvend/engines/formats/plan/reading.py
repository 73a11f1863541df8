"""From the text of a plan file to its document, or to the first thing that is wrong with it."""

from __future__ import annotations

from collections.abc import Collection

from kuvend.engines.formats.plan import fields as read
from kuvend.engines.formats.plan.codes import FORMAT
from kuvend.engines.formats.plan.commitments import read_commitment
from kuvend.engines.formats.plan.documents import PlanDocument
from kuvend.engines.formats.plan.fields import Fields
from kuvend.engines.formats.plan.goals import (
    read_country,
    read_goal,
    read_institution,
    read_period,
    read_source,
)
from kuvend.engines.formats.plan.making import Making
from kuvend.engines.formats.plan.nodes import compose
from kuvend.engines.formats.plan.plan_keys import PlanKeys
from kuvend.engines.formats.plan.reading_making import read_making
from kuvend.engines.formats.plan.stages import read_stage

TOP = ("format", "simulated", "plan", "institutions", "policy_goals", "stages", "commitments", "making")
PLAN = ("key", "country", "title", "period", "summary", "sources")


def read_plan(
    text: str, *, known_institutions: Collection[str] = (), gate_rules: Collection[str] | None = None
) -> PlanDocument:
    """Read a plan file.

    Args:
        text: YAML, format `kuvend-plan/1`.
        known_institutions: keys that the plan may name without listing the institution again.
        gate_rules: names of the conditions that the site judges itself; None where the site is not known, and any name
            of small letters is taken.

    Raises:
        PlanFormatError: with the path and line of the first thing that is wrong.
    """
    top = Fields(compose(text), TOP)
    format_node = top.required("format")
    if read.words(format_node) != FORMAT:
        raise format_node.problem(f"“{format_node.value}” is not {FORMAT}")
    plan = Fields(top.required("plan"), PLAN)
    keys = PlanKeys(institutions=set(known_institutions), gate_rules=gate_rules)
    keys.plan = read.key(plan.required("key"))
    return PlanDocument(
        key=keys.plan,
        country=read_country(plan.required("country")),
        title=read.line(plan.required("title")),
        period=read_period(plan.required("period")),
        summary=plan.maybe("summary", read.text, {}),
        sources=plan.all_of("sources", lambda node: read_source(node, keys)),
        institutions=top.all_of("institutions", lambda node: read_institution(node, keys)),
        policy_goals=top.all_of("policy_goals", lambda node: read_goal(node, keys)),
        stages=top.all_of("stages", lambda node: read_stage(node, keys)),
        commitments=top.all_of("commitments", lambda node: read_commitment(node, keys)),
        making=_making(top, keys),
        simulated=top.optional("simulated", read.flag, False),
    )


def _making(top: Fields, keys: PlanKeys) -> Making | None:
    """Return how the plan was made; a block that says nothing is a block left out."""
    node = top.node_of("making")
    making = read_making(node, keys) if node else None
    return None if making == Making() else making
