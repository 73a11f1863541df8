"""What a fact is made of, for every room that puts facts on record.

A room declares its facts as frozen dataclasses below FactData: fields annotated Subject are public ids the
fact is about, all others are codes, dates, numbers or digests. Text enters only as a salted digest: whoever
holds text and salt can show what stood there; once both are erased, nobody can.
"""

import secrets
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from hashlib import sha256
from typing import Any, ClassVar, NewType

from django.utils.functional import Promise

from kuvend.foundation.record.way import OnTheWay, Silent

Subject = NewType("Subject", str)
"""The public id of a thing that a fact is about."""

Digest = NewType("Digest", str)
"""The seal of what an institution says, in 64 hexadecimal digits: salt and string are public (`openings`)."""

PersonalDigest = NewType("PersonalDigest", str)
"""The seal of what a person said: salt and string are given to that person alone, and erased with the words."""

ContentDigest = NewType("ContentDigest", str)
"""A SHA-256 without a salt, of bytes or numbers that are public themselves: anyone computes it anew."""

SALT_BYTES = 32

REGISTRY: dict[str, "type[FactData]"] = {}
"""Every fact type that a loaded room has declared, by its name."""


_fields_of: dict[tuple["type[FactData]", Any], frozenset[str]] = {}


@dataclass(frozen=True, kw_only=True)
class FactData:
    """The base of all facts.

    A subclass names its `type` once, for ever: it stands in the log. It brings its words along, to be read in every
    language: `label` says what was done, `way` how it is told on the way of the contribution it is about, or why it
    is not told there. Without them it cannot be declared.
    """

    type: ClassVar[str]
    label: ClassVar[Promise]
    way: ClassVar[OnTheWay | Silent]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        name = cls.__dict__.get("type")
        namesake = REGISTRY.get(name) if isinstance(name, str) else None
        if not isinstance(name, str) or not name:
            raise TypeError(f"{cls.__qualname__} names no type")
        if namesake is not None and (namesake.__module__, namesake.__qualname__) != (cls.__module__, cls.__qualname__):
            raise TypeError(f"{cls.__qualname__} and {namesake.__qualname__} are both {name}")
        if not isinstance(cls.__dict__.get("label"), Promise):
            raise TypeError(f"{cls.__qualname__} has no `label`: say what was done, in gettext_lazy")
        if not isinstance(cls.__dict__.get("way"), OnTheWay | Silent):
            raise TypeError(f"{cls.__qualname__} has no `way`: OnTheWay(its step), or Silent(why it is none)")
        REGISTRY[name] = cls

    def subjects(self) -> dict[str, str | list[str]]:
        """The public ids this fact is about, by field; empty fields are left out."""
        return dict(self._filled(fields_of(type(self), Subject)))

    def data(self) -> dict[str, Any]:
        """Everything else, by field; empty fields are left out."""
        own = fields_of(type(self), Subject)
        return dict(self._filled(frozenset(field.name for field in fields(self)) - own))

    def _filled(self, names: frozenset[str]) -> Iterator[tuple[str, Any]]:
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name in names and value is not None:
                yield field.name, list(value) if isinstance(value, tuple) else value


@dataclass(frozen=True, kw_only=True)
class RecordedFact:
    """A fact as reactions and pages read it. `index` is its place in the log, None while it has none."""

    index: int | None
    type: str
    at: datetime
    role: str
    subjects: dict[str, str | list[str]]
    data: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """The digest of a person's text and the salt that opens it; the salt is kept beside the text, erased with it."""

    salt: bytes
    digest: PersonalDigest


def seal(text: str) -> Sealed:
    """Seal a person's text under a fresh salt; what an institution says is sealed by `openings.seal_openly`."""
    salt = fresh_salt()
    return Sealed(salt=salt, digest=PersonalDigest(digest(salt, text)))


def fresh_salt() -> bytes:
    """32 random bytes."""
    return secrets.token_bytes(SALT_BYTES)


def digest(salt: bytes, text: str) -> str:
    """SHA-256(salt ‖ text in UTF-8), in hexadecimal."""
    return sha256(salt + text.encode()).hexdigest()


def fields_of(cls: type[FactData], kind: Any) -> frozenset[str]:
    """The fields annotated with a kind (Subject, Digest …), alone, `| None` or in a tuple; found out once a class."""
    names = _fields_of.get((cls, kind))
    if names is None:
        hints = typing.get_type_hints(cls)
        names = frozenset(field.name for field in fields(cls) if _holds(hints[field.name], kind))
        _fields_of[cls, kind] = names
    return names


def _holds(hint: Any, kind: Any) -> bool:
    if hint is kind:
        return True
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union, tuple):
        return any(_holds(part, kind) for part in typing.get_args(hint))
    return False
