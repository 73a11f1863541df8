"""Reading what a commitment and a milestone say beyond their core, and writing it back."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kuvend.engines.formats.plan import fields as read
from kuvend.engines.formats.plan.codes import AUDIENCES, EVIDENCE_TYPES, VALUES, YES_NO_UNKNOWN
from kuvend.engines.formats.plan.details import (
    Baseline,
    CommitmentDetails,
    Contact,
    Cost,
    Indicator,
    MilestoneDetails,
)
from kuvend.engines.formats.plan.fields import Fields
from kuvend.engines.formats.plan.nodes import Node
from kuvend.engines.formats.plan.values import Keys, Text, Unknown

COMMITMENT_DETAILS = (
    "causes", "baseline", "value_answers", "contact", "cost", "carried_over", "earlier", "civil_society",
    "no_civil_society", "contributions", "government_initiated", "sdg_targets",
)  # fmt: skip
MILESTONE_DETAILS = ("evidence_type", "audience", "indicators")
AMOUNT = re.compile(r"[0-9]{1,18}(\.[0-9]{1,6})?")
yes_no = read.code(YES_NO_UNKNOWN)


def read_commitment_details(fields: Fields, other_actors: Keys | Unknown) -> CommitmentDetails:
    """Return the details of a commitment from its fields; its civil society is among its other actors."""
    civil_society = fields.maybe("civil_society", read.word_list, read.NO_KEYS)
    for name in civil_society if isinstance(civil_society, tuple) else ():
        if isinstance(other_actors, Unknown) or name not in other_actors:
            raise fields.required("civil_society").problem(f"“{name}” is none of the commitment's other_actors")
    return CommitmentDetails(
        causes=fields.maybe("causes", read.text, {}),
        baseline=fields.maybe("baseline", _read_baseline, None),
        value_answers=fields.maybe("value_answers", _read_answers, {}),
        contact=fields.maybe("contact", _read_contact, None),
        cost=fields.maybe("cost", _read_cost, None),
        carried_over=fields.optional("carried_over", yes_no, ""),
        earlier=fields.maybe("earlier", read.word_list, ()),
        civil_society=civil_society,
        no_civil_society=fields.optional("no_civil_society", read.text, {}),
        contributions=fields.maybe("contributions", read.word_list, ()),
        government_initiated=fields.optional("government_initiated", read.flag, False),
        sdg_targets=fields.maybe("sdg_targets", read.word_list, ()),
    )


def read_milestone_details(fields: Fields) -> MilestoneDetails:
    """Return the details of a milestone from its fields."""
    return MilestoneDetails(
        evidence_type=fields.optional("evidence_type", read.code(EVIDENCE_TYPES), ""),
        audience=fields.optional("audience", read.code(AUDIENCES), ""),
        indicators=fields.maybe("indicators", lambda node: tuple(map(_read_indicator, read.entries(node))), ()),
    )


def _read_baseline(node: Node) -> Baseline:
    fields = Fields(node, ("figure", "day", "source"))
    baseline = Baseline(
        figure=fields.maybe("figure", read.plain_or_texts, ""),
        day=fields.maybe("day", read.stated_date, None),
        source=fields.maybe("source", read.plain_or_texts, ""),
    )
    return read.not_empty(node, baseline, Baseline())


def _read_answers(node: Node) -> Mapping[str, Text]:
    fields = Fields(node, VALUES)
    return {value: read.text(child) for value in VALUES if (child := fields.node_of(value))}


def _read_contact(node: Node) -> Contact:
    fields = Fields(node, ("name", "position", "email", "phone"))
    return Contact(
        name=read.plain_or_texts(fields.required("name")),
        position=fields.optional("position", read.plain_or_texts, read.NOT_SAID),
        email=fields.optional("email", read.words, ""),
        phone=fields.optional("phone", read.words, ""),
    )


def _read_cost(node: Node) -> Cost:
    fields = Fields(node, ("amount", "currency", "funding", "unfunded"))
    amount = fields.optional("amount", read.words, "")
    if amount and not AMOUNT.fullmatch(amount):
        raise fields.required("amount").problem(f"“{amount}” is no amount; write it as 12000000 or 12000000.50")
    cost = Cost(
        amount=amount,
        currency=fields.optional("currency", read.short_words(3), ""),
        funding=fields.optional("funding", read.text, {}),
        unfunded=fields.optional("unfunded", read.flag, False),
    )
    return read.not_empty(node, cost, Cost())


def _read_indicator(node: Node) -> Indicator:
    fields = Fields(node, ("text", "target", "unit", "day"))
    return Indicator(
        text=read.text(fields.required("text")),
        target=fields.maybe("target", read.words, ""),
        unit=fields.maybe("unit", read.plain_or_texts, ""),
        day=fields.maybe("day", read.day, None),
    )
