"""From the words of docs/reference/design.md and the samples to docs/reference/design-pieces.html."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import engines
from django.test import RequestFactory, override_settings
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from tests.support.pieces import samples
from tests.support.stylesheet import ROOT, STYLESHEET

WORDS = ROOT / "docs" / "reference" / "design.md"
PAGE = ROOT / "docs" / "reference" / "design-pieces.html"
TEMPLATE = ROOT / "tests" / "support" / "pieces" / "page.html"

SECTION = re.compile(r"^### `([\w-]+)`: (.+)\nWhen: (.+)\nNever: (.+)$", re.MULTILINE)
OF_THE_PAGE = {"frame", "heading"}  # they are on the page already: only their markup is shown
ADDRESS = re.compile(r'(href|action|src)="/[^"]*"')
BLANK = re.compile(r"\n\s*(?=\n)")


@dataclass(frozen=True)
class Piece:
    """One piece: its words from the documentation, and the markup of its sample."""

    key: str
    title: str
    when: str
    never: str
    html: SafeString
    shown: bool

    @property
    def drawn(self) -> SafeString:
        """The sample as it stands on the page: it does not take the focus of whoever opens the page."""
        return mark_safe(self.html.replace(" autofocus", ""))

    @property
    def markup(self) -> str:
        """The markup as it is read: without empty lines."""
        return BLANK.sub("", str(self.html)).strip()


def words() -> list[tuple[str, str, str, str]]:
    """Key, title, when and never of each piece, as the documentation lists them."""
    return [tuple(part.replace("`", "") for part in found) for found in SECTION.findall(WORDS.read_text("utf-8"))]  # type: ignore[misc]


def _settled(html: str) -> SafeString:
    """Addresses of the site lead nowhere from a file; its stylesheet lies beside it."""
    beside = os.path.relpath(STYLESHEET.parent, PAGE.parent)
    html = html.replace(f'="{settings.STATIC_URL}', f'="{beside}/')
    return mark_safe(ADDRESS.sub(r'\1="#"', html))


def _piece(key: str, title: str, when: str, never: str) -> Piece:
    sample: Callable[[], str] = getattr(samples, key)
    return Piece(key, title[0].upper() + title[1:], when, never, _settled(sample()), key not in OF_THE_PAGE)


def draw() -> str:
    """The whole page, the same on every run."""
    request = RequestFactory().get("/en/")
    template: Any = engines["django"].from_string(TEMPLATE.read_text("utf-8"))
    with translation.override("en"), override_settings(KUVEND_DEMO=True):
        html = template.render({"pieces": [_piece(*row) for row in words()]}, request)
    return BLANK.sub("", _settled(html)).strip() + "\n"
