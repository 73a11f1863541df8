"""Names that say nothing of what they hold: a participle or a pronoun alone, counted room by room."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "kuvend"
WINGS = ("accountability", "engines", "foundation", "participation", "publication", "web")
PRONOUNS = "one ones who what which some other others both same something nothing mine theirs"
PARTICIPLES = """
    asked chosen come done drawn found fresh given gone held kept known left made named needed said seen shown stated
    taken told wanted written
"""
BARE = frozenset((PRONOUNS + PARTICIPLES).split())
BRIEF = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp | ast.Lambda


def bare_names(source: str) -> list[str]:
    """The bare names that a module gives, each with its line.

    What is true or false may be told by a participle (`known: bool`), and what a comprehension or a lambda of one line
    runs through is read where it is named.
    """
    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    brief = {
        id(part)
        for node in nodes
        if isinstance(node, BRIEF) and node.lineno == node.end_lineno
        for part in ast.walk(node)
    }
    booleans = {id(target) for node in nodes for target in _booleans(node)}
    return [
        f"{line} {name}"
        for node in nodes
        if id(node) not in brief | booleans
        for line, name in _given_by(node)
        if name.strip("_") in BARE
    ]


def _booleans(node: ast.AST) -> list[ast.AST]:
    if isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation).startswith("bool"):
        return [node.target]
    if isinstance(node, ast.arg) and node.annotation and ast.unparse(node.annotation).startswith("bool"):
        return [node]
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
        return list(node.targets) if ast.unparse(node.value.func).endswith("BooleanField") else []
    return []


def _given_by(node: ast.AST) -> Iterator[tuple[int, str]]:
    match node:
        case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()) | ast.arg(arg=name):
            yield node.lineno, name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            yield node.lineno, name
        case ast.ExceptHandler(name=str(name)):
            yield node.lineno, name


def room_of(path: Path) -> str:
    """The room of a module: its folder, or its folder in a wing."""
    folders = path.relative_to(SOURCE).parts[:-1]
    return "/".join(folders[: 2 if folders[:1] and folders[0] in WINGS else 1]) or "kuvend"


def bare_names_by_room() -> Counter[str]:
    """How many bare names each room gives, its modules' own among them; rooms without one count 0."""
    counts: Counter[str] = Counter()
    for path in SOURCE.rglob("*.py"):
        if "migrations" not in path.parts:
            counts[room_of(path)] += len(bare_names(path.read_text(encoding="utf-8"))) + (path.stem in BARE)
    return counts
