"""Public ids: ten characters of Crockford base 32, random, never a sequence number."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.db import models

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 10
LOOKALIKES = str.maketrans({"o": "0", "i": "1", "l": "1"})


def new_public_id() -> str:
    """Return a fresh public id (50 random bits; uniqueness is held by each table's constraint)."""
    bits = secrets.randbits(5 * LENGTH)
    return "".join(ALPHABET[(bits >> (5 * place)) & 31] for place in range(LENGTH))


def read_public_id(text: str) -> str | None:
    """Return the id a person typed, with Crockford's look-alikes mended, or None when it cannot be one."""
    value = text.strip().lower().translate(LOOKALIKES)
    return value if len(value) == LENGTH and set(value) <= set(ALPHABET) else None


if TYPE_CHECKING:
    _Characters = models.CharField[str, str]
else:  # Django's class takes no type arguments at run time
    _Characters = models.CharField


class PublicIdField(_Characters):
    """The public id of a row: unique, made once, never edited."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(max_length=LENGTH, unique=True, editable=False, default=new_public_id)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for key in ("max_length", "unique", "editable", "default"):
            kwargs.pop(key, None)
        return name, path, args, kwargs


class TypedIdConverter:
    """The path converter `<typed_id:…>`: an id as a person types it, with its look-alikes and in capitals."""

    regex = f"[A-Za-z0-9]{{{LENGTH}}}"

    def to_python(self, value: str) -> str:
        public_id = read_public_id(value)
        if public_id is None:
            raise ValueError(value)
        return public_id

    def to_url(self, value: str) -> str:
        return value


class PublicIdConverter:
    """The path converter `<id:…>`: only a well-formed public id matches."""

    regex = f"[{ALPHABET}]{{{LENGTH}}}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
