"""Which names are free: compared by how they look with institutions, offices, pseudonyms and the names of others."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from kuvend.foundation.core.lookalikes import skeleton
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.pseudonyms import WORDS

RESERVED = Path(__file__).with_name("reserved")


@cache
def _reserved(more: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the skeletons that a name may not hold, and those that it may not be."""
    lines = [line for file in RESERVED.glob("*.txt") for line in file.read_text(encoding="utf-8").splitlines()]
    words = [line.strip() for line in (*lines, *more) if line.strip() and not line.startswith("#")]
    held = frozenset(skeleton(word) for word in words if not word.startswith("="))
    return held, frozenset(skeleton(word[1:]) for word in words if word.startswith("="))


@cache
def _pseudonym_words() -> frozenset[str]:
    return frozenset(map(skeleton, WORDS))


def is_like_a_pseudonym(name: str) -> bool:
    """Tell whether a name could be somebody's pseudonym: one of their words and a number."""
    word, _space, number = skeleton(name).rpartition(" ")
    return number.replace("l", "1").replace("o", "0").isdecimal() and word in _pseudonym_words()


def is_of_an_office(name: str) -> bool:
    """Tell whether a name is, holds or looks like that of an institution or an office."""
    asked = skeleton(name)
    held, whole = _reserved(tuple(settings.KUVEND_RESERVED_NAMES))
    if asked in whole or any(_holds(asked, word) for word in held):
        return True
    texts = Institution.objects.values_list("name", "short_name")
    named = {skeleton(text) for pair in texts for localized in pair for text in localized.values() if text}
    return any(_holds(asked, word) for word in named if word)


def _holds(asked: str, words: str) -> bool:
    return f" {words} " in f" {asked} "
