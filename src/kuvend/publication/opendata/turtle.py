"""JSON-LD of the catalogue's shape, written as Turtle: the form that most harvesters ask for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

Node = Mapping[str, Any]


def write_turtle(document: Node) -> str:
    """Return a JSON-LD tree (a context of prefixes, nodes with `@id`, texts with `@language`) as Turtle."""
    prefixes = [f"@prefix {name}: <{address}> ." for name, address in document["@context"].items()]
    return "\n".join([*prefixes, "", *_blocks(document)])


def _blocks(node: Node) -> Iterator[str]:
    """A node's own statements, then those of the nodes inside it."""
    inner: list[Node] = []
    lines = [f"<{node['@id']}> a {node['@type']}"]
    for name, value in node.items():
        if name.startswith("@"):
            continue
        values = value if isinstance(value, list) else [value]
        inner += [one for one in values if isinstance(one, Mapping) and "@type" in one]
        lines.append(f"    {name} {', '.join(_term(one) for one in values)}")
    yield " ;\n".join(lines) + " .\n"
    for inner_node in inner:
        yield from _blocks(inner_node)


def _term(value: Any) -> str:
    if not isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False)
    if "@id" in value:
        return f"<{value['@id']}>"
    return f"{json.dumps(value['@value'], ensure_ascii=False)}@{value['@language']}"
