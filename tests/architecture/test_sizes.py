"""The shapes of files: small modules, small functions, small templates. A longer one is named here with its reason."""

from __future__ import annotations

import ast
from pathlib import Path
from statistics import median

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "kuvend"
MODULE_LINES, FUNCTION_LINES, TEMPLATE_LINES, EXCEPTION_LINES = 300, 40, 150, 410
MEDIAN_LINES = 75

EXCEPTIONS = {
    "engines/merkle/kuvend_verify.py": "one file that a citizen downloads, reads and runs with nothing else",
}


def modules() -> list[Path]:
    return [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]


def name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_module_is_long_but_the_named_ones() -> None:
    long = {name(path): length(path) for path in modules() if length(path) > MODULE_LINES}
    assert set(long) <= set(EXCEPTIONS), long
    assert all(lines <= EXCEPTION_LINES for lines in long.values()), long
    assert len(EXCEPTIONS) <= 5


def test_the_median_module_is_short() -> None:
    assert median(length(path) for path in modules()) <= MEDIAN_LINES


@pytest.mark.parametrize("path", modules(), ids=name)
def test_functions_are_short(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = {f.name: lines for f in functions if (lines := (f.end_lineno or 0) - f.lineno + 1) > FUNCTION_LINES}
    assert not long


def test_templates_are_short() -> None:
    long = {name(path): length(path) for path in SOURCE.rglob("*.html") if length(path) > TEMPLATE_LINES}
    assert not long


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty_names = {"utils", "helpers", "services", "manager", "common"}
    assert not [name(path) for path in modules() if path.stem in empty_names or path.parent.name in empty_names]
