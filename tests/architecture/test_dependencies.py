"""Nothing is installed that nobody uses, and nothing is used that is not declared."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.distributions import needed_by

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())
DEPENDENCIES: list[str] = PROJECT["project"]["dependencies"]

USED_BY_ANOTHER = {
    "argon2-cffi": "Django's hasher loads it: src/kuvend/foundation/people/hashing.py",
}
# the module that an optional part needs, and the extra that brings it
OPTIONAL = {"distributed": "cluster"}


NAME_IN_TEXT = re.compile(r"[a-z]+_\w+|[a-z_]+(\.\w+)+")


@cache
def named() -> tuple[set[str], set[str]]:
    """Modules that import statements of the source name, and those that stand in a text, as in Django's settings."""
    imports: set[str] = set()
    texts: set[str] = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imports |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imports.add(node.module.partition(".")[0])
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and NAME_IN_TEXT.fullmatch(node.value):
                texts.add(node.value.partition(".")[0])
    return imports - set(sys.stdlib_module_names) - {"kuvend"}, texts


def distributions_of(modules: set[str]) -> set[str]:
    """Names of the distributions in which modules lie."""
    lie_in = packages_distributions()
    return {canonicalize_name(name) for module in modules for name in lie_in.get(module, [])}


def declared() -> set[str]:
    return {canonicalize_name(Requirement(line).name) for line in DEPENDENCIES}


def test_every_dependency_is_used_by_the_source() -> None:
    imports, texts = named()
    unused = declared() - distributions_of(imports | texts)
    assert unused == set(USED_BY_ANOTHER)
    for reason in USED_BY_ANOTHER.values():
        assert (ROOT / reason.rpartition(": ")[2]).exists(), reason


def test_every_module_that_is_imported_is_of_a_declared_dependency() -> None:
    modules = named()[0] - set(OPTIONAL)
    assert modules and distributions_of(modules) <= declared(), distributions_of(modules) - declared()
    assert set(OPTIONAL.values()) <= set(PROJECT["project"]["optional-dependencies"])


def locked() -> set[str]:
    """Names of the lock that are installed on a machine like this one."""
    lines = re.findall(r"^([\w.\-]+==[^\\\n]+)", (ROOT / "requirements" / "lock.txt").read_text(), re.MULTILINE)
    return {
        canonicalize_name(line.name) for line in map(Requirement, lines) if not line.marker or line.marker.evaluate()
    }


def test_the_lock_holds_what_is_needed_to_run_to_test_and_to_build_and_nothing_else() -> None:
    tests = PROJECT["project"]["optional-dependencies"]["test"]
    needed = needed_by([*DEPENDENCIES, *tests, *PROJECT["build-system"]["requires"]])
    assert locked() == needed


def test_the_table_of_legal_holidays_moves_only_by_a_commit() -> None:
    """A working day more or less moves due dates: a version that nobody has read is not let in."""
    line = next(Requirement(line) for line in DEPENDENCIES if line.startswith("holidays"))
    lock = re.search(r"^holidays==([\w.]+)", (ROOT / "requirements" / "lock.txt").read_text(), re.MULTILINE)
    assert lock
    major, minor, *_rest = map(int, lock[1].split("."))
    assert line.specifier.contains(lock[1])
    assert not line.specifier.contains(f"{major}.{minor + 1}") and not line.specifier.contains(f"{major + 1}.0")
