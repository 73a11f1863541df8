"""No language is written into the code: which there are is data of the instance, and texts are held by their codes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "kuvend"
OURS = ("sq", "en")
OF_A_LANGUAGE = re.compile(r"\w+_(sq|en)")
IN_A_TEMPLATE = re.compile(r"""\b\w+_(sq|en)\b|["'](sq|en)["']""")
# What speaks of languages themselves, what reads and writes files whose columns name one, and what is simulated.
MAY_NAME_THEM = (
    "engines/",  # laws, rules and file formats: data with the languages that it came in
    "foundation/core/instance.py",  # the languages of an instance that says nothing
    "foundation/core/language_names.py",  # what languages are called
    "foundation/core/search.py",  # endings of Albanian words
    "foundation/demonstration/",  # simulated people speak Albanian and English
    "accountability/plans/demonstration/",
    "participation/deliberation/demonstration/",
    "accountability/plans/document/actions/tracker.py",  # Canada's tables
    "accountability/plans/document/queries/tracker.py",
    "publication/opendata/catalogue.py",  # the names that the European Union gives languages
)


def may_name_languages(path: Path) -> bool:
    place = path.relative_to(SOURCE).as_posix()
    return "/migrations/" in place or place.startswith(MAY_NAME_THEM)


def languages_in_code(source: str) -> Iterator[str]:
    """Each place where a module names one of our languages, as a value or at the end of a name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if node.value in OURS or OF_A_LANGUAGE.fullmatch(node.value):
                yield f"{node.lineno} {node.value!r}"
        elif isinstance(node, (ast.Name, ast.Attribute, ast.arg, ast.keyword)):
            name = getattr(node, "id", None) or getattr(node, "attr", None) or getattr(node, "arg", None) or ""
            if OF_A_LANGUAGE.fullmatch(name) or (isinstance(node, ast.keyword) and name in OURS):
                yield f"{getattr(node, 'lineno', 0)} {name}"


def test_no_module_names_a_language() -> None:
    named = [
        f"{path.relative_to(SOURCE)}:{place}"
        for path in sorted(SOURCE.rglob("*.py"))
        if not may_name_languages(path)
        for place in languages_in_code(path.read_text(encoding="utf-8"))
    ]
    assert not named, "\n".join(named)


def test_no_template_names_a_language() -> None:
    named = [
        f"{path.relative_to(SOURCE)}:{number}: {line.strip()[:80]}"
        for path in sorted(SOURCE.rglob("templates/**/*"))
        if path.is_file()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if IN_A_TEMPLATE.search(line)
    ]
    assert not named, "\n".join(named)


def test_a_language_in_code_is_found() -> None:
    source = 'form = ReasonForm(reason_sq="x")\ntexts = {"sq": 1}\nnote(en="")\ntitle_en.value'
    assert [place.split()[0] for place in sorted(languages_in_code(source))] == ["1", "2", "3", "4"]


def test_what_may_name_them_is_there() -> None:
    assert all((SOURCE / place).exists() for place in MAY_NAME_THEM)
