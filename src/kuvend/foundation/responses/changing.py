"""Whether words went into a text: told by its versions alone, never by who says so.

They did when a version that was published on a later day than the words differs at the passage that the answer names:
it brought the passage, or says something else where it stood.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol, TypeVar

from kuvend.engines.legaltext import came_with, differs_at
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.text import Localized


class Version(Protocol):
    """A version of an outcome's text, as models and migrations have it."""

    version: int
    title: Localized
    body: Localized
    published_at: datetime


Text = TypeVar("Text", bound=Version)


def words_of(text: Version, language: str) -> str:
    """Return all words of a version in one language, from which a passage is chosen: its title, then its body."""
    return "\n".join(part for part in (text.title.get(language, ""), text.body.get(language, "")) if part)


def stands_in(passage: Mapping[str, str], text: Version) -> bool:
    """Tell whether a passage stands in a version word for word, in each language in which it is named."""
    return any(passage.values()) and all(
        words in words_of(text, language) for language, words in passage.items() if words
    )


def changing_version(
    passage: Mapping[str, str], versions: Sequence[Text], *, passage_version: int, after: date
) -> Text | None:
    """Return the first version published later than the day `after` that differs at the passage, or None.

    Args:
        passage: words of the version `passage_version`, by language.
        versions: all versions of the text.
    """
    earlier: Text | None = None
    for text in sorted(versions, key=lambda one: one.version):
        if local_date(text.published_at) > after and _differs(passage, earlier, text, passage_version):
            return text
        earlier = text
    return None


def _differs(passage: Mapping[str, str], old: Version | None, new: Version, passage_version: int) -> bool:
    compare = came_with if new.version <= passage_version else differs_at
    return any(
        compare(words, old=words_of(old, language) if old else "", new=words_of(new, language))
        for language, words in passage.items()
        if words
    )
