"""A fact as the bytes that enter the tree: canonical JSON (RFC 8785), and back.

The log is public and can never be cleaned, so what could be a sentence or a name is refused here:
a value is a code without spaces, a date, a number, a yes or no, or a digest.
"""

import json
import re
from datetime import UTC, date, datetime
from typing import Any

import rfc8785

from kuvend.engines.merkle.bundles import LONGEST_ENTRY
from kuvend.foundation.record.facts import FactData, RecordedFact

_CODE = re.compile(r"[0-9A-Za-z_.:/+-]{0,200}", re.ASCII)
_SUBJECT = re.compile(r"[0-9A-Za-z_-]{1,26}", re.ASCII)


class NotAFactError(ValueError):
    """The fact holds something that must not stand in a public log, or is too long."""


def encode_leaf(*, fact: FactData, at: datetime, role: str) -> bytes:
    """The bytes of a fact. Raises NotAFactError; its message names the field, never the value."""
    if at.tzinfo is None:
        raise NotAFactError(f"{fact.type}: `at` has no time zone")
    subjects = fact.subjects()
    for name, ids in subjects.items():
        if not all(isinstance(one, str) and _SUBJECT.fullmatch(one) for one in _each(ids)):
            raise NotAFactError(f"{fact.type}.{name} is not a public id")
    leaf = rfc8785.dumps(
        {
            "type": fact.type,
            "at": _moment(at),
            "role": _plain(role, f"{fact.type}: role"),
            "subjects": {name: _list_or_text(ids) for name, ids in subjects.items()},
            "data": {name: _plain(value, f"{fact.type}.{name}") for name, value in fact.data().items()},
        }
    )
    if len(leaf) > LONGEST_ENTRY:
        raise NotAFactError(f"{fact.type}: {len(leaf)} bytes, more than an entry may have")
    return leaf


def decode_leaf(leaf: bytes, *, index: int | None) -> RecordedFact:
    """The fact that the bytes hold."""
    read = json.loads(leaf)
    return RecordedFact(
        index=index,
        type=read["type"],
        at=datetime.fromisoformat(read["at"]),
        role=read["role"],
        subjects=read["subjects"],
        data=read["data"],
    )


def subject_pairs(fact: FactData) -> list[tuple[str, str]]:
    """(field, id) for each public id that the fact is about."""
    return [(name, str(one)) for name, ids in fact.subjects().items() for one in _each(ids)]


def _plain(value: Any, place: str) -> Any:
    """The value in JSON's types. Raises NotAFactError."""
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(one, place) for one in value]
    if isinstance(value, str) and _CODE.fullmatch(value):
        return str(value)
    raise NotAFactError(f"{place} is not a code, a date, a number or a digest")


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _each(ids: str | list[str]) -> list[str]:
    return ids if isinstance(ids, list) else [ids]


def _list_or_text(ids: str | list[str]) -> Any:
    return [str(one) for one in ids] if isinstance(ids, list) else str(ids)
