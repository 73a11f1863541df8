"""Search text: folded so that Albanian is found with and without its diacritics, and in each of its forms."""

from __future__ import annotations

import re
import unicodedata

from django.contrib.postgres.search import SearchQuery
from django.db.models import Expression

WORD = re.compile(r"\w+")
MOST_WORDS = 12
STEM = 4  # letters that are left at least
# Endings of Albanian nouns, folded: cases of the definite and indefinite form, singular and plural, the longest first.
ENDINGS = (
    "eve", "ave", "ive", "ove", "ese", "ise", "ase", "ut", "it", "et", "at", "in", "un", "en", "es", "is", "as",
    "ja", "je", "ia", "te", "ve", "i", "u", "a", "e", "n", "t", "s",
)  # fmt: skip


def fold(text: str) -> str:
    """Return `text` in lower case with ë→e, ç→c and all other combining marks dropped."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def beginnings(text: str) -> list[str]:
    """Return what each word of a search must begin with: the word, folded, without the ending of its form.

    So "shërbimeve" finds "shërbimi". PostgreSQL has no Albanian stemmer; an English plural loses its s alike.
    """
    return [_without_ending(word) for word in WORD.findall(fold(text))[:MOST_WORDS]]


def _without_ending(word: str) -> str:
    for ending in ENDINGS:
        if word.isalpha() and word.endswith(ending) and len(word) - len(ending) >= STEM:
            return word.removesuffix(ending)
    return word


def prefix_query(text: str) -> SearchQuery | None:
    """Return a query in which some word must begin as each word of `text` does, or None for no words."""
    terms = prefix_terms(text)
    return query_of(terms) if terms else None


def prefix_terms(text: str) -> str:
    """Return that query in PostgreSQL's notation, "" for no words."""
    # One letter begins half of all words: it finds the word that it is.
    return " & ".join(f"{word}:*" if len(word) > 1 else word for word in beginnings(text))


def query_of(terms: str | Expression) -> SearchQuery:
    """Return the query that `terms` (or a slot for them) write."""
    return SearchQuery(terms, config="simple", search_type="raw")


PARTS = re.compile(r"[^\W_]+")


def searched_words(text: str) -> str:
    """Return the words of a text, folded, with a blank between: PostgreSQL then parts it into the same words."""
    return " ".join(PARTS.findall(fold(text)))
