"""YAML as nodes that know their place: every scalar as it was written, with its path and line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import yaml

LONGEST_TEXT = 5_000_000  # characters; a plan of a hundred commitments has about 500,000
NO_TEXT = re.compile("[\0\ud800-\udfff]")
TAG = "tag:yaml.org,2002:"
PLAIN = frozenset(
    TAG + kind for kind in ("map", "seq", "str", "null", "bool", "int", "float", "timestamp", "value", "merge")
)


class PlanFormatError(ValueError):
    """A plan file is not what it should be; the message is one line with the place and the line number."""


@dataclass(frozen=True)
class Node:
    """A piece of the file: a scalar's text (None for null), a list of nodes, or nodes by key."""

    value: str | Sequence[Node] | Mapping[str, Node] | None
    path: str
    line: int

    def problem(self, words: str) -> PlanFormatError:
        """Return the error that says what is wrong here."""
        return PlanFormatError(f"{self.path or 'file'}: {words} (line {self.line})")

    def at(self, key: str) -> str:
        """Return the path of a field of this mapping."""
        return f"{self.path}.{key}" if self.path else key


class _Loader(yaml.SafeLoader):
    """Plain YAML without aliases, which could make a small file huge."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            line = int(self.peek_event().start_mark.line) + 1  # type: ignore[no-untyped-call]
            raise PlanFormatError(f"file: aliases (*name) have no place in a plan (line {line})")
        return super().compose_node(parent, index)


def compose(text: str) -> Node:
    """Return the root of the YAML in `text`. Raises PlanFormatError when it is none."""
    if len(text) > LONGEST_TEXT:
        raise PlanFormatError(f"file: longer than {LONGEST_TEXT:,} characters")
    try:
        root = _Loader(text).get_single_node()
    except PlanFormatError:
        raise
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PlanFormatError(f"file: not readable as YAML: {error.problem} (line {line})") from error
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:
        # The last two PyYAML lets pass, for the number of a character that there is none of.
        raise PlanFormatError(f"file: not readable as YAML: {' '.join(str(error).split())[:200]}") from error
    if root is None:
        raise PlanFormatError("file: empty")
    return _node(root, "")


def _node(raw: yaml.Node, path: str) -> Node:
    line = raw.start_mark.line + 1
    if raw.tag not in PLAIN:
        raise Node(None, path, line).problem(f"{raw.tag.replace(TAG, '!!')} has no place in a plan; write plain values")
    if isinstance(raw, yaml.SequenceNode):
        return Node([_node(child, f"{path}[{place}]") for place, child in enumerate(raw.value)], path, line)
    if isinstance(raw, yaml.MappingNode):
        return Node(_fields(raw, path), path, line)
    if raw.tag == "tag:yaml.org,2002:null":
        return Node(None, path, line)
    node = Node(str(raw.value), path, line)
    if NO_TEXT.search(raw.value):
        raise node.problem("contains a NUL, or half of a character, which no text may contain")
    return node


def _fields(raw: yaml.MappingNode, path: str) -> dict[str, Node]:
    fields: dict[str, Node] = {}
    for key, value in raw.value:
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
        node = _node(value, f"{path}.{name}" if path else name)
        if name in fields:
            raise node.problem("this field stands here twice")
        fields[name] = node
    return fields
