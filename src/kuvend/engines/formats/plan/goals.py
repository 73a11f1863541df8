"""Reading the first parts of a plan file: its period, sources, institutions and policy goals."""

from __future__ import annotations

import re

from kuvend.engines.formats.plan import fields as read
from kuvend.engines.formats.plan.documents import Component, Institution, Period, PolicyGoal, Source
from kuvend.engines.formats.plan.fields import Fields
from kuvend.engines.formats.plan.nodes import Node
from kuvend.engines.formats.plan.plan_keys import PlanKeys

COUNTRY = re.compile(r"[A-Z]{2}")
GOAL = ("key", "number", "title", "lead", "sources", "components")
COMPONENT = ("key", "number", "title", "leader", "note", "sources")
LONGEST_KEYS = 150  # of a plan, a policy goal and a component together
number = read.short_words(20)


def read_country(node: Node) -> str:
    """Return a country's code (ISO 3166-1 alpha-2)."""
    value = read.words(node)
    if not COUNTRY.fullmatch(value):
        raise node.problem(f"“{value}” is no country code of two capital letters")
    return value


def read_period(node: Node) -> Period:
    """Return the days of the plan; each may be a day, a month, a year or unknown."""
    fields = Fields(node, ("from", "to", "simulated"))
    return Period(
        from_date=fields.required_or_unknown("from", read.stated_date),
        to_date=fields.required_or_unknown("to", read.stated_date),
        simulated=fields.optional("simulated", read.flag, False),
    )


def read_source(node: Node, keys: PlanKeys) -> Source:
    """Return a source; from here on entries may rest on it."""
    fields = Fields(node, ("key", "title", "url", "language"))
    key = read.key(fields.required("key"))
    keys.sources.add(keys.take("source", key, node))
    title, url = read.words(fields.required("title")), fields.optional("url", read.url, "")
    return Source(key=key, title=title, url=url, language=fields.optional("language", read.key, ""))


def read_institution(node: Node, keys: PlanKeys) -> Institution:
    """Return an institution; its parent stands before it in the list."""
    fields = Fields(node, ("key", "name", "short", "parent"))
    key = read.key(fields.required("key"))
    parent = fields.optional("parent", read.reference(keys.institutions, "earlier institution"), None)
    keys.institutions.add(keys.take("institution", key, node))
    return Institution(
        key=key,
        name=read.line(fields.required("name")),
        short=fields.optional("short", read.line, {}),
        parent=parent,
    )


def read_goal(node: Node, keys: PlanKeys) -> PolicyGoal:
    """Return a policy goal with its components."""
    fields = Fields(node, GOAL)
    key = keys.take("policy goal", read.key(fields.required("key")), node)
    _refuse_long_keys(node, keys.plan, key)
    keys.goals.add(key)
    return PolicyGoal(
        key=key,
        number=number(fields.required("number")),
        title=read.line(fields.required("title")),
        lead=fields.maybe("lead", read.references(keys.institutions, "institution"), ()),
        sources=fields.optional("sources", read.references(keys.sources, "source"), ()),
        components=fields.all_of("components", lambda child: _read_component(child, key, keys)),
    )


def _refuse_long_keys(node: Node, *keys: str) -> None:
    """Refuse keys that together are too long for the place of the goal or component among all scopes."""
    if sum(map(len, keys)) > LONGEST_KEYS:
        raise node.problem(f"the keys {', '.join(keys)} have more than {LONGEST_KEYS} characters together")


def _read_component(node: Node, goal: str, keys: PlanKeys) -> Component:
    fields = Fields(node, COMPONENT)
    key = keys.take("component", read.key(fields.required("key")), node)
    _refuse_long_keys(node, keys.plan, goal, key)
    keys.components[key] = goal
    return Component(
        key=key,
        number=number(fields.required("number")),
        title=read.line(fields.required("title")),
        leader=fields.maybe("leader", read.reference(keys.institutions, "institution"), None),
        note=fields.optional("note", read.text, {}),
        sources=fields.optional("sources", read.references(keys.sources, "source"), ()),
    )
