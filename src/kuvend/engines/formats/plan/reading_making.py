"""Reading how a plan was made and is followed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from kuvend.engines.formats.plan import fields as read
from kuvend.engines.formats.plan.codes import DOCUMENTS, LISTS, MEETINGS, PHASES, SECTORS, YES_NO_UNKNOWN
from kuvend.engines.formats.plan.fields import Fields
from kuvend.engines.formats.plan.making import (
    Consultation,
    Contributions,
    Count,
    Day,
    Document,
    Making,
    Meeting,
    Outreach,
    Previous,
    Website,
)
from kuvend.engines.formats.plan.nodes import Node
from kuvend.engines.formats.plan.plan_keys import PlanKeys
from kuvend.engines.formats.plan.values import Keys, Unknown

Value = TypeVar("Value")
MAKING = (
    "due", "submitted", "drafting_from", "refresh", "previous", "contrary", "forum", "website", "contributions",
    "meetings", "documents", "outreach", "consultations", "partial", "sources",
)  # fmt: skip
MEETING = ("kind", "day", "title", "government", "civil_society", "minutes", "comments", "sources")
DOCUMENT = ("kind", "title", "day", "url", "public", "languages", "phase", "commitment", "sources")
COUNT = re.compile(r"[0-9]{1,9}")
yes_no = read.code(YES_NO_UNKNOWN)


def read_making(node: Node, keys: PlanKeys) -> Making:
    """Return how the plan was made; sources and commitments that it names must stand in the plan."""
    fields = Fields(node, MAKING)
    return Making(
        due=_day(fields, "due"),
        submitted=_day(fields, "submitted"),
        drafting_from=_day(fields, "drafting_from"),
        refresh=_day(fields, "refresh"),
        previous=fields.maybe("previous", _read_previous, None),
        contrary=_yes_no(fields, "contrary"),
        forum=_yes_no(fields, "forum"),
        website=fields.maybe("website", _read_website, None),
        contributions=fields.maybe("contributions", _read_contributions, None),
        meetings=_list(fields, "meetings", lambda child: _read_meeting(child, keys)),
        documents=_list(fields, "documents", lambda child: _read_document(child, keys)),
        outreach=_list(fields, "outreach", lambda child: _read_outreach(child, keys)),
        consultations=_list(fields, "consultations", lambda child: _read_consultation(child, keys)),
        partial=fields.optional("partial", read.codes(LISTS), ()),
        sources=_sources(fields, keys),
    )


def _day(fields: Fields, name: str) -> Day:
    return fields.maybe(name, read.stated_date, None)


def _yes_no(fields: Fields, name: str) -> str:
    return fields.optional(name, yes_no, "")


def _list(fields: Fields, name: str, read_entry: Callable[[Node], Value]) -> tuple[Value, ...] | Unknown:
    return fields.maybe(name, lambda node: tuple(read_entry(child) for child in read.entries(node)), ())


def _sources(fields: Fields, keys: PlanKeys) -> Keys:
    return fields.optional("sources", read.references(keys.sources, "source"), read.NO_KEYS)


def _count(node: Node) -> int:
    value = read.words(node)
    if not COUNT.fullmatch(value):
        raise node.problem(f"“{value}” is no count")
    return int(value)


def _counted(fields: Fields, name: str) -> Count:
    return fields.maybe(name, _count, None)


def _read_previous(node: Node) -> Previous:
    fields = Fields(node, ("title", "to", "contrary"))
    previous = Previous(
        title=fields.optional("title", read.plain_or_texts, read.NOT_SAID),
        to_date=_day(fields, "to"),
        contrary=_yes_no(fields, "contrary"),
    )
    return read.not_empty(node, previous, Previous())


def _read_website(node: Node) -> Website:
    fields = Fields(node, ("url", "contact", "reachable"))
    return Website(
        url=read.url(fields.required("url")),
        contact=fields.maybe("contact", read.plain_or_texts, ""),
        reachable=_yes_no(fields, "reachable"),
    )


def _read_contributions(node: Node) -> Contributions:
    fields = Fields(node, ("received", "answered", "published"))
    received, answered = _counted(fields, "received"), _counted(fields, "answered")
    if isinstance(received, int) and isinstance(answered, int) and answered > received:
        raise fields.required("answered").problem("more answers than contributions")
    contributions = Contributions(received=received, answered=answered, published=_yes_no(fields, "published"))
    return read.not_empty(node, contributions, Contributions())


def _read_meeting(node: Node, keys: PlanKeys) -> Meeting:
    fields = Fields(node, MEETING)
    return Meeting(
        kind=read.code(MEETINGS)(fields.required("kind")),
        day=_day(fields, "day"),
        title=fields.optional("title", read.line, {}),
        government=_counted(fields, "government"),
        civil_society=_counted(fields, "civil_society"),
        minutes=fields.optional("minutes", read.url, ""),
        comments=_yes_no(fields, "comments"),
        sources=_sources(fields, keys),
    )


def _read_document(node: Node, keys: PlanKeys) -> Document:
    fields = Fields(node, DOCUMENT)
    commitments = {key for noun, key in keys.in_use if noun == "commitment"}
    return Document(
        kind=read.code(DOCUMENTS)(fields.required("kind")),
        title=read.line(fields.required("title")),
        day=_day(fields, "day"),
        url=fields.optional("url", read.url, ""),
        public=_yes_no(fields, "public"),
        languages=fields.maybe("languages", read.word_list, ()),
        phase=fields.optional("phase", read.code(PHASES), ""),
        commitment=fields.optional("commitment", read.reference(commitments, "commitment"), ""),
        sources=_sources(fields, keys),
    )


def _read_outreach(node: Node, keys: PlanKeys) -> Outreach:
    fields = Fields(node, ("title", "day", "audiences", "sources"))
    return Outreach(
        title=read.line(fields.required("title")),
        day=_day(fields, "day"),
        audiences=fields.optional("audiences", read.word_list, ()),
        sources=_sources(fields, keys),
    )


def _read_consultation(node: Node, keys: PlanKeys) -> Consultation:
    fields = Fields(node, ("title", "from", "to", "sectors", "sources"))
    return Consultation(
        title=read.line(fields.required("title")),
        from_date=_day(fields, "from"),
        to_date=_day(fields, "to"),
        sectors=fields.maybe("sectors", read.codes(SECTORS), ()),
        sources=_sources(fields, keys),
    )
