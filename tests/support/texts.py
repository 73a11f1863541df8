"""The English texts that people read, in code and templates, and the catalogues that translate them.

`make texts` (this module as a program) adds new texts to the catalogue and drops unused ones.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polib

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
LANGUAGES = ("sq",)  # beside English, in which the texts are written
# name: positions of context, text and plural
CALLS = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
ARGUMENT = re.compile(r"""\b_\(("[^"]*"|'[^']*')\)""")  # {{ _("…") }}, {% if a == _("…") %}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


@dataclass(frozen=True)
class Text:
    """One text to translate."""

    text: str
    plural: str = ""
    context: str | None = None
    place: str = field(default="", compare=False)

    @property
    def key(self) -> tuple[str | None, str]:
        """What a catalogue finds it by."""
        return self.context, self.text


def texts() -> set[Text]:
    """Return every text of the code and of the templates."""
    found: set[Text] = set()
    for path in sorted(SOURCE.rglob("*.py")):
        found.update(_in_python(path))
    for path in sorted(SOURCE.rglob("templates/**/*")):
        if path.is_file():
            found.update(_in_template(path))
    return found


def _in_python(path: Path) -> Iterator[Text]:
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        context, text, plural = (_constant(node, position) for position in CALLS.get(name, (None, None, None)))
        if text:
            yield Text(text, plural or "", context, f"{path.relative_to(ROOT)}:{node.lineno}")


def _constant(call: ast.Call, position: int | None) -> str | None:
    if position is None or position >= len(call.args):
        return None
    argument = call.args[position]
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def _in_template(path: Path) -> Iterator[Text]:
    from django.template import engines
    from django.template.base import Lexer, TokenType

    source = path.read_text()
    for token in Lexer(source).tokenize():
        if token.token_type in (TokenType.VAR, TokenType.BLOCK):
            for literal in ARGUMENT.findall(token.contents):
                yield Text(literal[1:-1].replace("%", "%%"), place=str(path.relative_to(ROOT)))
    template = engines["django"].engine.from_string(source)
    for node in _parts(template.nodelist, set()):
        for text, plural, context in _of_node(node):
            yield Text(text, plural, context, str(path.relative_to(ROOT)))


def _parts(thing: Any, seen: set[int]) -> Iterator[Any]:
    """Yield every node inside a compiled template."""
    from django.template.base import Node

    if id(thing) in seen:
        return
    seen.add(id(thing))
    if isinstance(thing, dict):
        thing = list(thing.values())
    if isinstance(thing, list | tuple):
        for part in thing:
            yield from _parts(part, seen)
    elif isinstance(thing, Node):
        yield thing
        yield from _parts(getattr(thing, "__dict__", {}), seen)


def _of_node(node: Any) -> Iterator[tuple[str, str, str | None]]:
    from django.templatetags.i18n import BlockTranslateNode, TranslateNode

    if isinstance(node, TranslateNode):
        literal = getattr(node.filter_expression.var, "literal", None)
        if isinstance(literal, str):
            yield literal.replace("%", "%%"), "", _said(node.message_context)
    elif isinstance(node, BlockTranslateNode):
        text, _ = node.render_token_list(node.singular)
        plural = node.render_token_list(node.plural)[0] if node.plural else ""
        yield text, plural, _said(node.message_context)


def _said(context: Any) -> str | None:
    return str(context.resolve({})) if context else None


def catalogues(language: str) -> list[Any]:
    """Return the project's catalogues of a language."""
    return [polib.pofile(str(path)) for path in sorted(SOURCE.rglob(f"locale/{language}/LC_MESSAGES/*.po"))]


def of_packages() -> set[str]:
    """Return the texts of Django's and allauth's own, which our catalogues may translate too."""
    import allauth
    import django

    folders = [Path(package.__file__).parent for package in (allauth, django)]
    # none of their catalogues has every text
    paths = [
        path
        for folder in folders
        for one in ("it", "gl")
        for path in folder.rglob(f"locale/{one}/LC_MESSAGES/django.po")
    ]
    return {entry.msgid for path in paths for entry in polib.pofile(str(path))}


def placeholders(text: str) -> set[str]:
    """Return the names that a text has filled in."""
    return {one or other for one, other in PLACEHOLDER.findall(text)}


def update(language: str, folder: Path = SOURCE / "kuvend/web") -> tuple[int, int]:
    """Add new texts to the catalogue of a language in a folder and drop unused ones; return how many of each."""
    wanted = {text.key: text for text in sorted(texts(), key=lambda text: text.place, reverse=True)}
    path = folder / f"locale/{language}/LC_MESSAGES/django.po"
    main = polib.pofile(str(path), wrapwidth=100) if path.exists() else _new_catalogue(language)
    known = {(entry.msgctxt, entry.msgid) for po in (*catalogues(language), main) for entry in po}
    kept = set(wanted) | {(None, text) for text in of_packages()}
    unused = [entry for entry in main if (entry.msgctxt, entry.msgid) not in kept]
    for entry in unused:
        main.remove(entry)
    fresh = [text for key, text in sorted(wanted.items(), key=lambda item: item[1].place) if key not in known]
    main.extend(_entry(text) for text in fresh)
    path.parent.mkdir(parents=True, exist_ok=True)
    main.save(str(path))
    return len(fresh), len(unused)


def _entry(text: Text) -> Any:
    plural = {"msgid_plural": text.plural, "msgstr_plural": {0: "", 1: ""}} if text.plural else {}
    return polib.POEntry(msgid=text.text, msgctxt=text.context, comment=text.place.split(":")[0], **plural)


def _new_catalogue(language: str) -> Any:
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    return catalogue


if __name__ == "__main__":
    import argparse
    import os

    import django
    from django.conf import settings

    parser = argparse.ArgumentParser(prog="python -m tests.support.texts")
    parser.add_argument(
        "--into", type=Path, default=SOURCE / "kuvend/web", help="the folder that has, or gets, locale/"
    )
    parser.add_argument("languages", nargs="*", default=LANGUAGES, metavar="CODE")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kuvend.web.settings")
    settings.LANGUAGE_CODE = "en"  # the site's own may be the one that has no catalogue yet
    django.setup()
    for language in asked.languages:
        added, dropped = update(language, asked.into)
        print(f"{language}: {added} texts added, {dropped} dropped")
