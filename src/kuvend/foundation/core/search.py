"""Search text: folded so that Albanian is found with and without its diacritics."""

from __future__ import annotations

import re
import unicodedata

from django.contrib.postgres.search import SearchQuery

WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    """Return `text` in lower case with ë→e, ç→c and all other combining marks dropped."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def prefix_query(text: str) -> SearchQuery | None:
    """Return a query in which every word of `text` must occur as the beginning of a word, or None."""
    words = WORD.findall(fold(text))[:12]
    if not words:
        return None
    return SearchQuery(" & ".join(f"{word}:*" for word in words), config="simple", search_type="raw")
