"""The words that every part of a plan document shares: a text, a list of keys, and what no source tells."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TypeAlias


class Unknown(Enum):
    """The state of a field that no source tells."""

    UNKNOWN = "unknown"


UNKNOWN = Unknown.UNKNOWN
Text: TypeAlias = Mapping[str, str]
"""One text by language code; a language may be missing, {} is a text left out."""
Said: TypeAlias = str | Text
"""Words as their source has them, in its language (a plain value), or a text by language code."""


def in_all_languages(words: Said) -> str:
    """Return the words in every language in which they are said."""
    return words if isinstance(words, str) else " ".join(words.values())


Keys: TypeAlias = tuple[str, ...]
