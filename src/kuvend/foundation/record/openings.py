"""Openings of seals: the salt and the exact string of whatever an institution says, for anyone who checks a proof.

They are kept apart from the rows that pages are made from, so that the string is the one that was sealed whatever
becomes of a row. What a person says is never kept here.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kuvend.foundation.record.facts import REGISTRY, Digest, RecordedFact, digest, fields_of, fresh_salt
from kuvend.foundation.record.models import Opening

FORMAT = "kuvend-opening/1"


@dataclass(frozen=True, kw_only=True)
class OpenSeal:
    """The digest of an institution's text and the salt that opens it, which is public."""

    salt: bytes
    digest: Digest


def as_sealed(words: Mapping[str, object]) -> str:
    """Return the words of an institution as the one string that is sealed: JSON, keys sorted, no spaces between.

    Whatever stands in a text, no other words give the same string.
    """
    return json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def seal_openly(text: str) -> OpenSeal:
    """Seal what an institution says under a fresh salt, and keep both for everyone; part of the deed's transaction."""
    salt = fresh_salt()
    sealed = OpenSeal(salt=salt, digest=Digest(digest(salt, text)))
    Opening.objects.create(digest=sealed.digest, salt=salt, text=text)
    return sealed


def destroy_openings(digests: Iterable[str]) -> None:
    """Destroy the salts of seals whose words must not be told any more: nobody opens them, or tries what they said."""
    Opening.objects.filter(digest__in=list(digests)).delete()


def open_again(*, salt: bytes, text: str) -> None:
    """Keep for everyone what was sealed before openings were kept; nothing changes where it is kept already."""
    Opening.objects.get_or_create(digest=digest(salt, text), defaults={"salt": salt, "text": text})


def can_be_opened(fact: RecordedFact) -> bool:
    """Whether a fact seals what an institution said."""
    return bool(_open_digests(fact))


def openings_of(fact: RecordedFact) -> dict[str, Any]:
    """The opening file of a fact: format, and for each field that seals words its digest, salt and exact string.

    Raises LookupError when it seals none, or only such as were sealed before openings were kept.
    """
    digests = _open_digests(fact)
    openings = {row.digest: row for row in Opening.objects.filter(digest__in=digests.values())} if digests else {}
    rows = [(field, openings[value]) for field, value in digests.items() if value in openings]
    if not rows:
        raise LookupError("nothing to open")
    return opening_file((fact.index or 0, field, bytes(row.salt), row.text) for field, row in rows)


def opening_file(rows: Iterable[tuple[int, str, bytes, str]]) -> dict[str, Any]:
    """The form in which openings are given out, from (entry, field, salt, string)."""
    openings = [
        {"entry": entry, "field": field, "digest": digest(salt, text), "salt": salt.hex(), "text": text}
        for entry, field, salt, text in rows
    ]
    return {"format": FORMAT, "openings": openings}


def _open_digests(fact: RecordedFact) -> dict[str, str]:
    declared = REGISTRY.get(fact.type)
    names = fields_of(declared, Digest) if declared else frozenset()
    return {name: str(fact.data[name]) for name in sorted(names) if name in fact.data}
