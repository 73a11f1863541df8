"""No page of a room is led to from outside it: a room that is taken out leaves no dead link."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from kuvend.web import wiring
from tests.support.routes import all_patterns

SOURCE = Path(__file__).parents[2] / "src" / "kuvend"
OUTSIDE = ("foundation", "publication", "desk", "web")
LEADS = {"reverse", "redirect", "page_url", "resolve_url", "reverse_lazy"}  # calls whose first argument is a URL's name
NAMES = re.compile(r"page|latest|desk|section|\w*url(_name)?")  # arguments and keys under which one stands
IN_TEMPLATES = re.compile(r"""\{%\s*url\s+["']([a-z_]+)["']|["']([a-z_]+)["']\|address""")


def url_names(room: str) -> set[str]:
    """The names of the URLs of a room."""
    import_module("kuvend.web.urls")  # says how an id is read
    capability = import_module(f"{room}.capability").CAPABILITY
    modules = [module for module in (capability.urls, capability.file_urls) if module]
    patterns = (pattern for module in modules for pattern in all_patterns(import_module(module).urlpatterns))
    return {pattern.name for pattern in patterns if pattern.name}


def named_in_python(code: str) -> Iterator[str]:
    """Yield what stands where a URL's name does, and every text with an underscore, which is nothing else by chance."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield from texts(node.args[:1] if name in LEADS else [])
            yield from texts([word.value for word in node.keywords if word.arg and NAMES.fullmatch(word.arg)])
        elif isinstance(node, ast.Dict):
            items = zip(node.keys, node.values, strict=True)
            yield from texts([value for key, value in items if any(map(NAMES.fullmatch, texts([key])))])
        elif isinstance(node, ast.List):  # of pairs, as [("home", _("Home")), …]
            pairs = [item.elts for item in node.elts if isinstance(item, ast.Tuple) and len(item.elts) > 1]
            yield from texts([pair[0] for pair in pairs if ast.unparse(pair[1]).startswith("_(")])
        elif isinstance(node, ast.Constant):
            yield from (text for text in texts([node]) if "_" in text)


def texts(nodes: list[ast.expr | None]) -> list[str]:
    """The texts among some nodes."""
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def named_outside(source: Path) -> set[tuple[str, str]]:
    """Each file outside the rooms, with each name of a URL that it may hold."""
    files = [
        path for folder in OUTSIDE for path in (source / folder).rglob("*") if path.suffix in {".py", ".html", ".txt"}
    ]
    named = set()
    for path in files:
        content = path.read_text(encoding="utf-8")
        found = named_in_python(content) if path.suffix == ".py" else map("".join, IN_TEMPLATES.findall(content))
        named |= {(path.relative_to(source).as_posix(), name) for name in found}
    return named


@pytest.mark.parametrize("room", wiring.ROOMS)
def test_no_name_of_a_url_of_a_room_stands_outside_it(room: str) -> None:
    own = url_names(room)
    assert own
    assert sorted(place for place in named_outside(SOURCE) if place[1] in own) == []


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("publication/me.html", '<a href="{% url "my_votes" activity.public_id %}">'),
        ("publication/home.html", '<a href="{{ "plan"|address }}">'),
        ("publication/views.py", 'render(request, "stage.html", {"page": page, "section": "plan"})'),
        ("web/settings.py", 'NAVIGATION = [("plan", _("The plan"))]'),
        ("desk/views.py", 'redirect("my_votes", public_id)'),
    ],
)
def test_such_a_name_is_seen(tmp_path: Path, file: str, content: str) -> None:
    (tmp_path / file).parent.mkdir()
    (tmp_path / file).write_text(content)
    assert {name for _file, name in named_outside(tmp_path)} & {"my_votes", "plan"}
