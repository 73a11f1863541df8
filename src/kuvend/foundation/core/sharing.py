"""What is told of a page where somebody links to it: in the head of the page, and on the card that is drawn of it."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape
from typing import Any

from django.utils.html import strip_tags

from kuvend.foundation.core.text import Localized


@dataclass(frozen=True, kw_only=True)
class Share:
    """A page in a few plain words, in the reader's language; only what the page itself shows.

    Attributes:
        public_id: of what the page is about; it names its card.
        kind: what it is ("Commitment 4").
        title: its name, or its first words.
        description: what it is about.
        state: where it stands, with the tint of that.
        figure: a number with its meaning ("41 people have voted").
        stamp: what else makes other words of it, and is not told: another stamp, another address of its card.
        language: in which a person wrote its title and description; "" for that of the page.
        deed: what one can do about it now ("Take part"), `deed_url` where; "" for reading alone.
        heading: what a quote is, `quote` its words, `percent` how many of a hundred are behind it; without one, "".
    """

    public_id: str = ""
    kind: str = ""
    title: str
    description: str = ""
    state: str = ""
    tint: str = ""
    figure: str = ""
    heading: str = ""
    quote: str = ""
    percent: int = 0
    stamp: str = ""
    language: str = ""
    deed: str = ""
    deed_url: str = ""


def share_of(*, public_id: str, title: Any, percent: int = 0, **words: Any) -> Share:
    """Return a page in plain words, of texts as rooms keep them: localized, of the house, or of people."""
    return Share(
        public_id=public_id,
        title=in_one_line(title),
        percent=percent,
        **{name: in_one_line(text) for name, text in words.items()},
    )


def in_one_line(text: Any) -> str:
    """Return a text in one line without marks; a localized one in the reader's language, else in the first there is."""
    words = text.reading()[0] if isinstance(text, Localized) else str.__str__(str(text))
    return " ".join(words.split())


def words_of_html(html: str) -> str:
    """Return the words of rendered text in one line."""
    return in_one_line(unescape(strip_tags(html.replace("<", " <"))))
