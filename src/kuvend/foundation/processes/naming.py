"""Which names are free: compared by how they look with institutions, offices, pseudonyms and the names of others."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from django.conf import settings

from kuvend.foundation.core.lookalikes import skeleton
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.pseudonyms import WORDS

SHORTEST_NUMBER = 3  # digits of a pseudonym
INITIALS = 2
LONG_WORD, LONG_NAME = 7, 5  # letters: shorter reserved words, or names of institutions, stand within people's names
DIGITS_FOR_LETTERS = str.maketrans("34578@$", "eastbas")  # Mod3r4tor
RESERVED = Path(__file__).with_name("reserved")


@cache
def _reserved(more: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the skeletons that a name may not hold, and those that it may not be."""
    lines = [line for file in RESERVED.glob("*.txt") for line in file.read_text(encoding="utf-8").splitlines()]
    words = [line.strip() for line in (*lines, *more) if line.strip() and not line.startswith("#")]
    forbidden_parts = frozenset(skeleton(word) for word in words if not word.startswith("="))
    return forbidden_parts, frozenset(skeleton(word[1:]) for word in words if word.startswith("="))


@cache
def _pseudonym_words() -> frozenset[str]:
    return frozenset(map(_joined, WORDS))


def _joined(name: str) -> str:
    """Return how a name looks without what parts its letters: dots, spaces and dashes hide nothing."""
    return skeleton(name).replace(" ", "")


def is_like_a_pseudonym(name: str) -> bool:
    """Tell whether a name could be somebody's pseudonym: one of their words and a number, wherever they stand in it."""
    name = _in_our_digits(name)
    parts = skeleton(name).split()
    numbers = [part for part in parts if _is_number(part)]
    if any(len(number) >= SHORTEST_NUMBER for number in numbers) and _pseudonym_words() & set(parts):
        return True
    if numbers and _joined(name).removesuffix(numbers[-1]) in _pseudonym_words():
        return True
    runs = ["".join(parts[start:end]) for start in range(len(parts)) for end in range(start + 1, len(parts) + 1)]
    return _is_word_and_number(_joined(name)) or any(map(_is_word_and_number, filter(_has_digit, runs)))


def _is_word_and_number(text: str) -> bool:
    """Tell whether a text is a word of a pseudonym and a number without anything between, in either order."""
    words = [word for word in _pseudonym_words() if len(text) - len(word) >= SHORTEST_NUMBER]
    before = any(text.startswith(word) and _is_number(text[len(word) :]) for word in words)
    return before or any(_has_digit(text) and text.endswith(word) and _is_number(text[: -len(word)]) for word in words)


def _has_digit(text: str) -> bool:
    return any(map(str.isdecimal, text))


def _in_our_digits(name: str) -> str:
    """Return a name with digits of every script, in circles and Roman ones too, written as 0 to 9."""
    return "".join(map(_digits, name))


def _digits(char: str) -> str:
    value = unicodedata.numeric(char, -1.0)
    return str(int(value)) if value.is_integer() and value >= 0 else char


def _is_number(text: str) -> bool:
    return text.replace("l", "1").replace("o", "0").isdecimal()


def is_of_an_office(name: str) -> bool:
    """Tell whether a name is, holds or looks like that of an institution or an office."""
    forbidden_parts, whole = _reserved(tuple(settings.KUVEND_RESERVED_NAMES))
    bare = "".join(char for char in _in_our_digits(name) if not char.isdecimal())  # Admin1
    if {_joined(name), _joined(bare)} & {word.replace(" ", "") for word in whole}:
        return True
    name_parts = skeleton(name).split()
    faces = [name_parts, skeleton(name.translate(DIGITS_FOR_LETTERS)).split(), skeleton(bare).split()]
    if any(_holds(face, word, anywhere=LONG_WORD) for face in faces for word in forbidden_parts):
        return True
    texts = Institution.objects.values_list("name", "short_name")
    institution_names = {skeleton(text) for pair in texts for localized in pair for text in localized.values() if text}
    return any(_holds(name_parts, word, anywhere=LONG_NAME) for word in institution_names if word)


def _holds(name_parts: Sequence[str], words: str, *, anywhere: int) -> bool:
    """Tell whether some of the parts of a name, put together, are `words`; long ones are found within parts, too.

    Two initials beside a name are a person's, not an office of two letters.

    Args:
        anywhere: from how many letters on `words` are found within parts.
    """
    sought = words.replace(" ", "")
    length = len(sought.replace("rn", "m"))  # as it was written: m looks like rn
    if length >= anywhere and sought in "".join(name_parts):
        return True
    runs = [(start, end) for start in range(len(name_parts)) for end in range(start + 1, len(name_parts) + 1)]
    lengths = [end - start for start, end in runs if "".join(name_parts[start:end]) == sought]
    return any(parts == 1 or length > INITIALS or parts == len(name_parts) for parts in lengths)
