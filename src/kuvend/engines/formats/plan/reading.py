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
from kuvend.engines.formats.plan.known import Known
from kuvend.engines.formats.plan.making import Making
from kuvend.engines.formats.plan.nodes import compose
from kuvend.engines.formats.plan.reading_making import read_making
from kuvend.engines.formats.plan.stages import read_stage

TOP = ("format", "simulated", "plan", "institutions", "policy_goals", "stages", "commitments", "making")
PLAN = ("key", "country", "title", "period", "summary", "sources")


def read_plan(text: str, *, known_institutions: Collection[str] = ()) -> PlanDocument:
    """Read a plan file.

    Args:
        text: YAML, format `kuvend-plan/1`.
        known_institutions: keys that the plan may name without listing the institution again.

    Raises:
        PlanFormatError: with the path and line of the first thing that is wrong.
    """
    top = Fields(compose(text), TOP)
    said = top.needed("format")
    if read.words(said) != FORMAT:
        raise said.problem(f"“{said.value}” is not {FORMAT}")
    plan = Fields(top.needed("plan"), PLAN)
    known = Known(institutions=set(known_institutions))
    known.plan = read.key(plan.needed("key"))
    return PlanDocument(
        key=known.plan,
        country=read_country(plan.needed("country")),
        title=read.line(plan.needed("title")),
        period=read_period(plan.needed("period")),
        summary=plan.maybe("summary", read.text, {}),
        sources=plan.all_of("sources", lambda node: read_source(node, known)),
        institutions=top.all_of("institutions", lambda node: read_institution(node, known)),
        policy_goals=top.all_of("policy_goals", lambda node: read_goal(node, known)),
        stages=top.all_of("stages", lambda node: read_stage(node, known)),
        commitments=top.all_of("commitments", lambda node: read_commitment(node, known)),
        making=_making(top, known),
        simulated=top.optional("simulated", read.flag, False),
    )


def _making(top: Fields, known: Known) -> Making | None:
    """Return how the plan was made; a block that says nothing is a block left out."""
    node = top.given("making")
    making = read_making(node, known) if node else None
    return None if making == Making() else making
