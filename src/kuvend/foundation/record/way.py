"""How a fact is told on the way of a contribution: as a step in words of every language, or not, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

Read = Callable[[Any], object]
"""From a code in a fact to words in the reader's language."""


@dataclass(frozen=True, kw_only=True)
class Link:
    """From a step to another thing: the fact's field with its public id, the name of its page, and the words."""

    field: str
    page: str
    text: Promise


@dataclass(frozen=True)
class OnTheWay:
    """A fact that is a step of its own.

    Attributes:
        title: what happened, short ("Hidden by a moderator").
        note: a sentence that may hold fields of the fact, as `%(field)s`. Days, institutions, languages and house
            rules are read by whoever draws the way; `read` says how the fact's own codes become words.
        tint: `ok`, `wait`, `stop` or "".
        link: what else the step leads to.
        elsewhere: how it is told on the way of another contribution, which the fact names in this field.
    """

    title: Promise
    note: Promise | None = None
    tint: str = ""
    read: Mapping[str, Read] = field(default_factory=dict)
    link: Link | None = None
    elsewhere: Mapping[str, OnTheWay] = field(default_factory=dict)


@dataclass(frozen=True)
class Silent:
    """A fact that is no step, and why."""

    because: str

    def __post_init__(self) -> None:
        """Raise ValueError without a reason."""
        if not self.because.strip():
            raise ValueError("say why it is silent")
