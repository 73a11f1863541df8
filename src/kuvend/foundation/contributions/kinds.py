"""Kinds of words: what a room says about the contributions it brings, so that the shared deeds and pages ask it.

`web/wiring.py` hands the list down once, on start; nothing registers itself. Comments belong to the house itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.contributions.enums import COMMENT
from kuvend.foundation.core.handed import by_name
from kuvend.foundation.places.naming import PlaceNames

Label = str | Promise


@dataclass(frozen=True, kw_only=True)
class WordKind:
    """One kind of words.

    Attributes:
        name: the code kept in `Contribution.kind` and put on record.
        label: what it is to people, within a sentence ("idea").
        heading: all of them ("Ideas").
        fixed: why its author never changes the words, "" where the author may.
        unsupported: why nobody supports it, "" where everyone may.
        unreplied: why nobody comments on it, "" where everyone may.
        anonymous: whether nobody stands beside such words, neither name nor pseudonym (`authors`).
        is_example: whether the first page may show one, as an example of words that changed a text.
        comes_back: whether rows of it in the site's own open data come in again from a file.
        deed: what one does about such words besides supporting them ("Say whether you agree"), `deed_page` the name of
            the URL of its activity where one does; "" for nothing.
        detail: (contribution ids) → what a contribution's page adds for each id, such as its place.
        template: draws that addition on the contribution's page, where it finds it as `detail` ("" for none).
        keep_parts: (whole, parts) → keeps for the parts of split words what the room has besides them; None where
            such words are never split.
        places: (contribution ids) → the name of the place, of those that have one.
        translations: (contribution ids) → the words in other languages by their codes, of those that have any.
        name_places: (names of places) → gives those to words that name one in text of the room; how many got one.
        forget: (ids, as `__in` takes them) → empties what the room keeps of these contributions in free words.
    """

    name: str
    label: Label
    heading: Label = ""
    fixed: Label = ""
    unsupported: Label = ""
    deed: Label = ""
    deed_page: str = ""
    unreplied: Label = ""
    anonymous: bool = False
    is_example: bool = False
    comes_back: bool = False
    detail: Callable[[Sequence[int]], Mapping[int, Any]] = field(default=lambda ids: {})
    template: str = ""
    keep_parts: Callable[[Any, Sequence[Any]], object] | None = None
    places: Callable[[Sequence[int]], Mapping[int, str]] = field(default=lambda ids: {})
    translations: Callable[[Sequence[int]], Mapping[int, Mapping[str, str]]] = field(default=lambda ids: {})
    name_places: Callable[[PlaceNames], int] = field(default=lambda names: 0)
    forget: Callable[[Any], object] = field(default=lambda ids: None)


COMMENT_WORDS = WordKind(name=COMMENT, label=_("comment"), heading=_("Comments"), keep_parts=lambda whole, parts: None)

_NOT_IN_USE = _("The part of the site in which this was said is no longer in use.")
_OF_NO_ROOM = WordKind(
    name="", label=_("contribution"), fixed=_NOT_IN_USE, unsupported=_NOT_IN_USE, unreplied=_NOT_IN_USE, anonymous=True
)

_kinds: dict[str, WordKind] = {}


def set_word_kinds(kinds: Iterable[WordKind]) -> None:
    """Keep the kinds of words of this installation (called once by the wiring).

    Raises ValueError for a name that two rooms use.
    """
    by_kind = by_name(kinds)
    _kinds.clear()
    _kinds.update(by_kind)


def word_kind(name: str) -> WordKind:
    """Return the kind called `name`; of words whose room was taken away, one that can be read and no more."""
    return _kinds.get(name, _OF_NO_ROOM)


def word_kinds() -> list[WordKind]:
    """Return all kinds, in the order in which they were handed down."""
    return list(_kinds.values())


def word_kind_names() -> list[str]:
    """Return the codes of all kinds, by letter."""
    return sorted(_kinds)


def naming_kinds() -> list[str]:
    """Return the codes of the kinds beside whose words their author stands."""
    return [kind.name for kind in _kinds.values() if not kind.anonymous]
