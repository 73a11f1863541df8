"""What import-linter cannot say: the edges of a room are imported by no other room, except by `web`."""

from __future__ import annotations

import ast
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src"
EDGES = {"views", "forms", "tasks", "api", "kind", "urls"}


def room_of(module: str) -> str:
    """The app a module belongs to: three names deep, two for the desk and the web."""
    parts = module.split(".")
    return ".".join(parts[: 2 if parts[1] in {"desk", "web"} else 3])


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("kuvend."):
            found.update({node.module, *(f"{node.module}.{alias.name}" for alias in node.names)})
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names if alias.name.startswith("kuvend."))
    return found


def test_edges_of_a_room_are_its_own() -> None:
    crossed = []
    for path in (SOURCE / "kuvend").rglob("*.py"):
        module = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        if module.startswith("kuvend.web") or module.count(".") < 2:
            continue
        for imported in imports(path):
            parts = imported.split(".")
            if len(parts) > 3 and parts[3] in EDGES and room_of(imported) != room_of(module):
                crossed.append((module, imported))
    assert not crossed


def test_the_clock_is_read_at_the_edge_only() -> None:
    # Where a library calls us with no moment: the actor behind a request, its session, the door of the sign-in.
    asked = {f"kuvend/foundation/people/{name}.py" for name in ("queries", "sessions", "door", "adapter")}
    allowed = {"views", "api", "tasks", "cli", "commands", "web", "forms"}
    readers = [
        path.relative_to(SOURCE).as_posix()
        for path in (SOURCE / "kuvend").rglob("*.py")
        if "clock import" in path.read_text(encoding="utf-8")
        and "now" in path.read_text(encoding="utf-8").split("clock import", 1)[1].split("\n", 1)[0]
        and not allowed & {path.stem, *path.relative_to(SOURCE).parts}
    ]
    around_views = {"kuvend/foundation/core/door/sending.py", "kuvend/foundation/core/door/kept_forms.py"}
    assert set(readers) == around_views | asked, readers
