"""Typed reading of one mapping: each method returns the value of a field, or says what is wrong there."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import TypeVar

from kuvend.engines.formats.days import NoDay, read_day
from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.engines.formats.plan.documents import UNKNOWN, Keys, Text, Unknown
from kuvend.engines.formats.plan.nodes import Node
from kuvend.engines.formats.plan.values import Said
from kuvend.engines.formats.words import letters, normalise, one_line

Value = TypeVar("Value")
KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
LANGUAGE = re.compile(r"[a-z]{2}")
URL = re.compile(r"https?://\S+")
LONGEST_URL = 200
LONGEST_NAME = 200  # of one entry of a list of names
LONGEST_LINE = 1_000  # of a title; Canada's longest has 561 characters
LONGEST_TEXT = 20_000
NO_KEYS: Keys = ()
NOT_SAID: Said = ""
TRUE, FALSE = {"true", "yes"}, {"false", "no"}


class Fields:
    """The fields of one mapping; a field that is not among `known` is refused at once."""

    def __init__(self, node: Node, names: Sequence[str]) -> None:
        if not isinstance(node.value, Mapping):
            raise node.problem("fields with values are expected here")
        for name, child in node.value.items():
            if name not in names:
                raise child.problem(f"there is no such field; there are {', '.join(names)}")
        self.node, self.fields = node, node.value

    def node_of(self, name: str) -> Node | None:
        """Return the node of a field, or None when it is left out."""
        child = self.fields.get(name)
        return None if child is None or child.value is None else child

    def required(self, name: str) -> Node:
        """Return the node of a field that may not be left out."""
        child = self.node_of(name)
        if child is None:
            raise self.node.problem(f"{name} is missing")
        return child

    def maybe(self, name: str, read: Callable[[Node], Value], empty: Value) -> Value | Unknown:
        """Return what `read` makes of a field, `empty` when it is left out, UNKNOWN for the word unknown."""
        child = self.node_of(name)
        if child is None:
            return empty
        return UNKNOWN if _is_unknown(child) else read(child)

    def required_or_unknown(self, name: str, read: Callable[[Node], Value]) -> Value | Unknown:
        """Return what `read` makes of a field that may be unknown, but not left out."""
        child = self.required(name)
        return UNKNOWN if _is_unknown(child) else read(child)

    def optional(self, name: str, read: Callable[[Node], Value], empty: Value) -> Value:
        """Return what `read` makes of a field, or `empty` when it is left out."""
        child = self.node_of(name)
        return empty if child is None else read(child)

    def all_of(self, name: str, read: Callable[[Node], Value]) -> tuple[Value, ...]:
        """Return what `read` makes of each entry of a list; () when the list is left out."""
        return self.optional(name, lambda node: tuple(read(child) for child in entries(node)), ())


def entries(node: Node) -> Sequence[Node]:
    """Return the entries of a list."""
    if isinstance(node.value, str | Mapping) or node.value is None:
        raise node.problem("a list is expected here")
    return node.value


def _is_unknown(node: Node) -> bool:
    return isinstance(node.value, str) and one_line(node.value) == UNKNOWN.value


def words(node: Node) -> str:
    """Return a plain value on one line, without what shows nothing."""
    return _plain(node, one_line, LONGEST_LINE)


def paragraphs(node: Node) -> str:
    """Return a plain value of any number of lines, without what shows nothing."""
    return _plain(node, normalise, LONGEST_TEXT)


def _plain(node: Node, normalised: Callable[[str], str], longest: int) -> str:
    value = normalised(node.value) if isinstance(node.value, str) else ""
    if not value:
        raise node.problem("a plain value is expected here")
    if len(value) > longest:
        raise node.problem(f"longer than {longest:,} characters")
    return value


def short_words(longest: int) -> Callable[[Node], str]:
    """Return a reader of plain values of at most `longest` characters."""
    return lambda node: _plain(node, one_line, longest)


def key(node: Node) -> str:
    """Return a key: small letters, digits and hyphens."""
    value = words(node)
    if not KEY.fullmatch(value):
        raise node.problem(f"“{value}” is no key: use small letters, digits and hyphens, 80 at most")
    return value


def line(node: Node) -> Text:
    """Return a title or a name by language code, each on one line and with a letter or digit in it."""
    return _by_language(node, lambda child: _said_in_words(child, words))


def text(node: Node) -> Text:
    """Return a text by language code, with a letter or digit in each."""
    return _by_language(node, lambda child: _said_in_words(child, paragraphs))


def _said_in_words(node: Node, read: Callable[[Node], str]) -> str:
    value = read(node)
    if not letters(value):
        raise node.problem("there is no letter and no digit in it")
    return value


def _by_language(node: Node, read: Callable[[Node], str]) -> Text:
    if not isinstance(node.value, Mapping) or not node.value:
        raise node.problem("one text for each language is expected here, such as {sq: …, en: …}")
    for code, child in node.value.items():
        if not LANGUAGE.fullmatch(code):
            raise child.problem(f"“{code}” is no language code; inside {{…}} a text with a comma needs quotation marks")
    return {code: read(child) for code, child in node.value.items()}


def plain_or_texts(node: Node) -> Said:
    """Return a plain value as it was written (a sign such as % is enough), or a text by language code."""
    return _by_language(node, paragraphs) if isinstance(node.value, Mapping) else paragraphs(node)


def word_list(node: Node) -> Keys:
    """Return a list of names and other short values."""
    return short_list(LONGEST_NAME)(node)


def short_list(longest: int) -> Callable[[Node], Keys]:
    """Return a reader of lists of plain values of at most `longest` characters."""
    read_entry = short_words(longest)
    return lambda node: tuple(read_entry(child) for child in entries(node))


def code(allowed: Collection[str]) -> Callable[[Node], str]:
    """Return a reader of one of the codes `allowed` (YAML's true and false count as yes and no)."""

    def read(node: Node) -> str:
        value = words(node)
        if value not in allowed:
            value = {"true": "yes", "false": "no"}.get(value.lower(), value)
        if value not in allowed:
            raise node.problem(f"“{value}” is none of {', '.join(allowed)}")
        return value

    return read


def codes(allowed: Collection[str]) -> Callable[[Node], Keys]:
    """Return a reader of a list of codes, each at most once."""
    read_code = code(allowed)

    def read(node: Node) -> Keys:
        values = tuple(read_code(child) for child in entries(node))
        if len(set(values)) < len(values):
            raise node.problem("the same entry stands here twice")
        return values

    return read


def reference(keys: Collection[str], noun: str) -> Callable[[Node], str]:
    """Return a reader of the key of something that the plan names elsewhere."""

    def read(node: Node) -> str:
        value = words(node)
        if value not in keys:
            raise node.problem(f"the plan names no {noun} “{value}”")
        return value

    return read


def references(keys: Collection[str], noun: str) -> Callable[[Node], Keys]:
    """Return a reader of a list of such keys, each at most once."""
    read_reference = reference(keys, noun)

    def read(node: Node) -> Keys:
        values = tuple(read_reference(child) for child in entries(node))
        if len(set(values)) < len(values):
            raise node.problem(f"the same {noun} stands here twice")
        return values

    return read


def day(node: Node) -> date:
    """Return a whole date."""
    value = words(node)
    try:
        return read_day(value)
    except NoDay as problem:
        raise node.problem(f"“{value}” {problem}") from None


def stated_date(node: Node) -> StatedDate:
    """Return a day, a month or a year."""
    value = words(node)
    try:
        return StatedDate.read(value)
    except NoDay as problem:
        raise node.problem(f"“{value}” {problem}") from None


def url(node: Node) -> str:
    """Return a web address."""
    value = words(node)
    if not URL.fullmatch(value) or len(value) > LONGEST_URL:
        raise node.problem(f"“{value}” is no web address (https://…, {LONGEST_URL} characters at most)")
    return value


def flag(node: Node) -> bool:
    """Return true or false."""
    value = words(node).lower()
    if value not in TRUE | FALSE:
        raise node.problem("true or false is expected here")
    return value in TRUE


def not_empty(node: Node, value: Value, empty: Value) -> Value:
    """Return `value`, unless the whole block says no more than `empty`."""
    if value == empty:
        raise node.problem("nothing is said here; leave it out, or write unknown")
    return value
