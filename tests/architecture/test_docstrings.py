"""What a docstring of the source names in backticks exists: files, modules, functions, classes and what they have."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "kuvend"
QUOTED = re.compile(r"`+([^`\n]+)`+")
FILE = re.compile(r"[\w/.<> -]+\.(?:py|html|yaml|toml|txt|csv|md)")
DOTTED = re.compile(r"([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+)(?:\(.*\))?")
NAME = re.compile(r"(?!\w*__)([A-Z]\w+|[A-Za-z]\w*_\w+)(?:\(.*\))?")  # what no sentence has: an underscore or a capital
HOLE = re.compile(r"<[^>]*>")
WORD = re.compile(r"\w+")


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the source by its dotted name, migrations left out."""
    paths = [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]
    return {
        ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__"): ast.parse(
            path.read_text(encoding="utf-8")
        )
        for path in paths
    }


def docstrings() -> Iterator[tuple[str, str, frozenset[str]]]:
    """(module, docstring, names of parameters) of every module, class and function."""
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield name, ast.get_docstring(node) or "", frozenset(part.arg for part in parameters(node.args))
            elif isinstance(node, ast.Module | ast.ClassDef):
                yield name, ast.get_docstring(node) or "", frozenset()


def parameters(of: ast.arguments) -> list[ast.arg]:
    return [*of.posonlyargs, *of.args, *of.kwonlyargs]


def bound(body: list[ast.stmt]) -> set[str]:
    """Names that the statements of a module or a class bind."""
    names: set[str] = set()
    for statement in body:
        match statement:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                names |= {alias.asname or alias.name for alias in aliases}
            case ast.Assign() | ast.AnnAssign():
                names |= stored(statement)
            case ast.If(body=inner) | ast.With(body=inner) | ast.Try(body=inner):
                names |= bound(inner)
    return names


def stored(statement: ast.stmt) -> set[str]:
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


@cache
def classes() -> dict[str, set[str]]:
    """Every class by name: what its body binds and what its methods give to `self`."""
    members: dict[str, set[str]] = {}
    bases: dict[str, set[str]] = {}
    for tree in modules().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                given = {
                    part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute) and is_self(part.value)
                }
                members.setdefault(node.name, set()).update(bound(node.body) | given)
                bases.setdefault(node.name, set()).update(ast.unparse(base).rpartition(".")[2] for base in node.bases)
    for name, own in members.items():
        above = set(bases[name])
        while further := {base for each in above for base in bases.get(each, ())} - above:
            above |= further
        own.update(*(members.get(base, ()) for base in above))
    return members


def is_self(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in ("self", "cls")


@cache
def words() -> frozenset[str]:
    """Every word of the source that is code, data or a template: docstrings and remarks left out of Python."""
    found = [part for text in texts() for part in WORD.findall(text)]
    for pattern in ("*.html", "*.txt", "*.yaml", "*.sql"):
        found += [part for path in SOURCE.rglob(pattern) for part in WORD.findall(path.read_text(encoding="utf-8"))]
    return frozenset(found)


@cache
def texts() -> frozenset[str]:
    """Every name and every text in the code of the source."""
    fields = ("id", "arg", "attr", "name", "asname", "value")
    values = (getattr(node, field, None) for tree in modules().values() for node in code(tree) for field in fields)
    return frozenset(value for value in values if isinstance(value, str))


def code(tree: ast.Module) -> Iterator[ast.AST]:
    """Every node of a module but its docstrings."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            yield node
            waiting += ast.iter_child_nodes(node)


def lacks(reference: str, module: str, given: frozenset[str] = frozenset()) -> str:
    """Why what a docstring of `module` names does not exist; "" when it does, or does not look like code of ours.

    `given`: the parameters of the function, whose attributes are only looked for by name.
    """
    if FILE.fullmatch(reference):
        return "" if file_exists(reference) else "no such file"
    if dotted := DOTTED.fullmatch(reference):
        return lacks_dotted(dotted[1], module, given)
    if name := NAME.fullmatch(reference):
        return "" if name[1] in words() else "no such name"
    return ""


@cache
def files() -> tuple[str, ...]:
    """Every file of the source, the tests and the documents, and every folder of the source, by its path."""
    folders = [path for path in SOURCE.rglob("*/") if path.is_dir()]
    below = (path for folder in ("src/kuvend", "tests", "docs") for path in (ROOT / folder).rglob("*.*"))
    return tuple(path.relative_to(ROOT).as_posix() for path in [*folders, *below] if path.suffix != ".pyc")


def file_exists(reference: str) -> bool:
    """Whether a file lies there, or the source itself writes one of this name."""
    path = re.compile(r"(?:.*/)?" + "[^/]+".join(map(re.escape, HOLE.split(reference))))
    return reference in texts() or any(map(path.fullmatch, files()))


def lacks_dotted(reference: str, module: str, given: frozenset[str]) -> str:
    if reference in texts() or any(f".{name}".endswith(f".{reference}") for name in modules()):
        return ""
    before, _dot, last = reference.rpartition(".")
    holder = before.rpartition(".")[2]
    if holder in classes():
        return "" if last in classes()[holder] else f"{holder} has no {last}"
    named = [name for name in modules() if f".{name}".endswith(f".{before}")]
    near = [name for name in named if name.split(".")[:3] == module.split(".")[:3]] or named
    if near and before not in given:
        return "" if any(last in bound(modules()[name].body) for name in near) else f"{before} has no {last}"
    return "" if last in words() else f"nothing has {last}"


def test_what_docstrings_name_in_backticks_exists() -> None:
    wrong = [
        f"{module}: `{reference}`: {reason}"
        for module, docstring, given in docstrings()
        for reference in QUOTED.findall(docstring)
        if (reason := lacks(reference, module, given))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "reference",
    ["nowhere.py", "Actor.role_for", "Actor.nothing_of_it", "rules.nobody_has_written_this", "no_such_deed", "NoSuch"],
)
def test_a_reference_that_leads_nowhere_is_told(reference: str) -> None:
    assert lacks(reference, "kuvend.foundation.people.enums")


@pytest.mark.parametrize(
    "reference",
    ["web/wiring.py", "Contribution.kind", "contributions.rules.where_owed", "give_mandate", "a word", "at"],
)
def test_a_reference_that_leads_somewhere_is_not(reference: str) -> None:
    assert not lacks(reference, "kuvend.foundation.people.enums")
