"""What rooms hand up by name: each name once, whichever rooms it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import TypeVar

Part = TypeVar("Part")


def by_name(parts: Iterable[Part], name: str = "name") -> dict[str, Part]:
    """Return parts by their attribute `name`. Raises ValueError for a name that two of them have."""
    by_key: dict[str, Part] = {}
    for part in parts:
        key: str = attrgetter(name)(part)
        if key in by_key:
            raise ValueError(f"two rooms hand up {key}")
        by_key[key] = part
    return by_key


def one_mapping(mappings: Iterable[Mapping[str, Part]]) -> dict[str, Part]:
    """Return mappings of names as one. Raises ValueError for a name that two of them have."""
    by_key: dict[str, Part] = {}
    for mapping in mappings:
        for key, part in mapping.items():
            if key in by_key:
                raise ValueError(f"two rooms hand up {key}")
            by_key[key] = part
    return by_key
