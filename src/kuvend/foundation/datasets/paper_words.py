"""Words of the house as parts of a paper: localized ones say in which language they are where it is another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

from kuvend.engines.formats.papers.from_html import read_html
from kuvend.engines.formats.papers.tree import Block, Facts, Heading, Paragraph, Run, Words, words
from kuvend.foundation.core.addresses import site_url
from kuvend.foundation.core.languages import only_in, site_language
from kuvend.foundation.core.text import Localized, Shown


def spoken(text: Any, **how: Any) -> Words:
    """Return a text as words: a Localized or what it gives in its language, marked where the reader has another."""
    if isinstance(text, Localized):
        text = Shown(*text.reading())
    if not isinstance(text, Shown) or not text or text.language == (get_language() or site_language()):
        return words(text, **how)
    return (*words(str.__str__(text), language=text.language, **how), Run(f" ({only_in(text.language)})"))


def paragraphs(text: Any, **how: Any) -> list[Block]:
    """Return a text as a paragraph, nothing for none."""
    return [Paragraph(text_words, **how)] if (text_words := spoken(text)) else []


def heading(level: int, text: Any) -> Heading:
    """Return a heading."""
    return Heading(level, spoken(text))


def peoples_words(html: str, language: str) -> tuple[Block, ...]:
    """Return somebody's words from the safe HTML that pages show of them."""
    return read_html(html, language=language)


def linked(text: Any, path: str, **how: Any) -> Words:
    """Return words that lead to a page of this site, or elsewhere."""
    return spoken(text, address=site_url(path) if path.startswith("/") else path, **how)


def facts(rows: Iterable[tuple[Any, Any]]) -> list[Block]:
    """Return what is so, by name, without names of which nothing is known; values are texts or words."""
    named_values = [(words(name), value if isinstance(value, tuple) else spoken(value)) for name, value in rows]
    return [Facts(with_value)] if (with_value := tuple(row for row in named_values if row[1])) else []
