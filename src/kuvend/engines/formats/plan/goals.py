"""Reading the first parts of a plan file: its period, sources, institutions and policy goals."""

from __future__ import annotations

import re

from kuvend.engines.formats.plan import fields as read
from kuvend.engines.formats.plan.documents import Component, Institution, Period, PolicyGoal, Source
from kuvend.engines.formats.plan.fields import Fields
from kuvend.engines.formats.plan.known import Known
from kuvend.engines.formats.plan.nodes import Node

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
        from_date=fields.told("from", read.stated_date),
        to_date=fields.told("to", read.stated_date),
        simulated=fields.optional("simulated", read.flag, False),
    )


def read_source(node: Node, known: Known) -> Source:
    """Return a source; from here on entries may rest on it."""
    fields = Fields(node, ("key", "title", "url", "language"))
    key = read.key(fields.needed("key"))
    known.sources.add(known.take("source", key, node))
    title, url = read.words(fields.needed("title")), fields.optional("url", read.url, "")
    return Source(key=key, title=title, url=url, language=fields.optional("language", read.key, ""))


def read_institution(node: Node, known: Known) -> Institution:
    """Return an institution; its parent stands before it in the list."""
    fields = Fields(node, ("key", "name", "short", "parent"))
    key = read.key(fields.needed("key"))
    parent = fields.optional("parent", read.reference(known.institutions, "earlier institution"), None)
    known.institutions.add(known.take("institution", key, node))
    return Institution(
        key=key,
        name=read.line(fields.needed("name")),
        short=fields.optional("short", read.line, {}),
        parent=parent,
    )


def read_goal(node: Node, known: Known) -> PolicyGoal:
    """Return a policy goal with its components."""
    fields = Fields(node, GOAL)
    key = known.take("policy goal", read.key(fields.needed("key")), node)
    _refuse_long_keys(node, known.plan, key)
    known.goals.add(key)
    return PolicyGoal(
        key=key,
        number=number(fields.needed("number")),
        title=read.line(fields.needed("title")),
        lead=fields.maybe("lead", read.references(known.institutions, "institution"), ()),
        sources=fields.optional("sources", read.references(known.sources, "source"), ()),
        components=fields.all_of("components", lambda child: _read_component(child, key, known)),
    )


def _refuse_long_keys(node: Node, *keys: str) -> None:
    """Refuse keys that together are too long for the place of the goal or component among all scopes."""
    if sum(map(len, keys)) > LONGEST_KEYS:
        raise node.problem(f"the keys {', '.join(keys)} have more than {LONGEST_KEYS} characters together")


def _read_component(node: Node, goal: str, known: Known) -> Component:
    fields = Fields(node, COMPONENT)
    key = known.take("component", read.key(fields.needed("key")), node)
    _refuse_long_keys(node, known.plan, goal, key)
    known.components[key] = goal
    return Component(
        key=key,
        number=number(fields.needed("number")),
        title=read.line(fields.needed("title")),
        leader=fields.maybe("leader", read.reference(known.institutions, "institution"), None),
        note=fields.optional("note", read.text, {}),
        sources=fields.optional("sources", read.references(known.sources, "source"), ()),
    )
