"""The words around a hit: cut at words, the hits marked, everything else drawn as text."""

from __future__ import annotations

import re
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from kuvend.foundation.core.search import beginnings, fold, searched_words

BEFORE, LENGTH = 70, 230  # characters before the first hit, and of the whole


class _InPlace(dict[int, str]):
    """Each letter folded to one, so that what is folded has the places of what it was made from."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        folded = fold(letter)
        self[code] = folded if len(folded) == 1 else letter
        return self[code]


IN_PLACE = _InPlace({code: chr(code).lower() for code in range(128)})


@lru_cache(maxsize=256)
def pattern_of(words: str) -> re.Pattern[str] | None:
    """Return what matches, in folded words, those that a search looks for; None for no words."""
    # One letter finds the word that it is, as in `core.search.prefix_terms`.
    rest = {True: r"[^\W_]*", False: r"(?![^\W_])"}
    parts = [re.escape(part) + rest[len(part) > 1] for part in beginnings(searched_words(words))]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(parts)})") if parts else None


def marked(text: str, pattern: re.Pattern[str] | None) -> SafeString:
    """Return a text with the hits in it marked."""
    if pattern is None:
        return escape(text)
    pieces, last = list[str](), 0
    for match in pattern.finditer(text.translate(IN_PLACE)):
        pieces += [escape(text[last : match.start()]), "<mark>", escape(text[match.start() : match.end()]), "</mark>"]
        last = match.end()
    return mark_safe("".join([*pieces, escape(text[last:])]))  # noqa: S308 - each piece is escaped


def holds(text: str, pattern: re.Pattern[str] | None) -> bool:
    """Tell whether a text holds one of the words."""
    return pattern is not None and pattern.search(text.translate(IN_PLACE)) is not None


def around(text: str, pattern: re.Pattern[str] | None) -> SafeString:
    """Return the part of a text in which the first hit stands, or its beginning, cut at words, with its hits marked."""
    first = pattern.search(text.translate(IN_PLACE)) if pattern else None
    start = first.start() - BEFORE if first and first.start() > LENGTH - BEFORE else 0
    part = text[start : start + LENGTH]
    if start:
        part = f"… {part.partition(' ')[2]}"
    if start + LENGTH < len(text):
        part = f"{part.rpartition(' ')[0] or part} …"
    return marked(part, pattern)
