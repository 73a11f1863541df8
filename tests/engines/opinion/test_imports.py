"""The opinion engine is arithmetic: it imports numpy, the standard library's types, and nothing else."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3] / "src/kuvend/engines/opinion"
ALLOWED = {"numpy", "__future__", "collections", "dataclasses", "enum", "typing", "functools", "json", "math"}


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda path: path.name)
def test_a_module_imports_numpy_only(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    absolute = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and not node.level]
    named = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    assert {str(one).split(".")[0] for one in absolute + named} <= ALLOWED
