"""The stylesheet as data: its tokens by scheme, its classes, its declarations; and the classes that templates use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "kuvend"
STYLESHEET = SOURCE / "web" / "static" / "kuvend.css"

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
ROOT_RULE = re.compile(r":root\s*\{([^{}]*)\}")
TOKEN = re.compile(r"--([\w-]+)\s*:\s*([^;{}]+?)\s*;")
SELECTOR = re.compile(r"(?:^|[{}])([^{}@;]+)\{")
CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")
DECLARATION = re.compile(r"(?:^|[{;])\s*([a-z-]+)\s*:\s*([^;{}]+)")
COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
CLASS_ATTRIBUTE = re.compile(r"""\bclass="((?:\{[%{].*?[%}]\}|[^"{]|\{(?![%{]))*)\"""")
BRANCH = re.compile(r"""\{%.*?%\}""")
VALUE = re.compile(r"""\{\{.*?\}\}""")
FILLED = re.compile(r"(?<!\{)\{\w+\}(?!\})")  # `class="tag {tint}"` in a string that Python fills
SCHEMES = ("light", "dark", "print")


def text() -> str:
    """The stylesheet without its comments."""
    return COMMENT.sub("", STYLESHEET.read_text(encoding="utf-8"))


def tokens(scheme: str) -> dict[str, str]:
    """Every token of a scheme (`light`, `dark`, `print`) with its value; the later schemes change some of the first."""
    light, dark, printed = (dict(TOKEN.findall(rule)) for rule in ROOT_RULE.findall(text()))
    return {"light": light, "dark": light | dark, "print": light | printed}[scheme]


def colours(scheme: str) -> dict[str, str]:
    """The tokens of a scheme that are colours."""
    return {name: value for name, value in tokens(scheme).items() if COLOUR.fullmatch(value)}


def _parts(colour: str) -> list[float]:
    """Red, green and blue of `#rgb` or `#rrggbb`, 0 to 1."""
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    return [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, of `#rgb` or `#rrggbb` (WCAG 2.2, definition of relative luminance)."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, success criterion 1.4.3)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def blend(colour: str, ground: str, opacity: float) -> str:
    """The colour that is seen where `colour` lies over `ground`, not wholly opaque."""
    pairs = zip(_parts(colour), _parts(ground), strict=True)
    return "#" + "".join(f"{round(255 * (opacity * over + (1 - opacity) * under)):02x}" for over, under in pairs)


def classes() -> set[str]:
    """Every class that a selector names."""
    return {name for selector in SELECTOR.findall(text()) for name in CLASS.findall(selector)}


def declarations() -> Iterator[tuple[str, str]]:
    """Every property with its value, tokens included as `--name`."""
    yield from DECLARATION.findall(text())


def of_attribute(value: str) -> set[str]:
    """The classes that a `class` attribute of a template may hold; what a variable fills in is left out."""
    for pattern in (BRANCH, VALUE, FILLED):
        value = pattern.sub(" \0 " if pattern is not BRANCH else " ", value)
    return {name for name in value.split() if "\0" not in name}


def of_source() -> dict[str, set[str]]:
    """The classes that templates and Python files write out, with the files that do."""
    found: dict[str, set[str]] = {}
    for path in [*SOURCE.rglob("*.html"), *SOURCE.rglob("*.py")]:
        for value in CLASS_ATTRIBUTE.findall(path.read_text(encoding="utf-8")):
            for name in of_attribute(value):
                found.setdefault(name, set()).add(path.relative_to(ROOT).as_posix())
    return found


def words_of_source() -> set[str]:
    """Every word in quotes in the Python files: classes that a template gets as a value are among them."""
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        found.update(re.findall(r"""["']([\w-]+)["']""", path.read_text(encoding="utf-8")))
    return found


class _Classes(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            if name == "class" and value:
                self.found.update(value.split())


def of_page(html: str) -> set[str]:
    """The classes that stand on a finished page."""
    reader = _Classes()
    reader.feed(html)
    return reader.found
