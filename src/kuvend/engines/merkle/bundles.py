"""Entry bundles: up to 256 entries in a row, each after its length in two bytes (c2sp.org/tlog-tiles)."""

import struct
from collections.abc import Iterable

LONGEST_ENTRY = 65_535
_LENGTH = struct.Struct(">H")


class InvalidBundleError(ValueError):
    """The bytes are not a row of entries."""


def pack_entries(entries: Iterable[bytes]) -> bytes:
    """The bundle of some entries. Raises InvalidBundleError when one is longer than 65,535 bytes."""
    parts = []
    for entry in entries:
        if len(entry) > LONGEST_ENTRY:
            raise InvalidBundleError(f"an entry of {len(entry)} bytes")
        parts += [_LENGTH.pack(len(entry)), entry]
    return b"".join(parts)


def unpack_entries(bundle: bytes) -> list[bytes]:
    """The entries of a bundle. Raises InvalidBundleError when it is cut off."""
    entries: list[bytes] = []
    at = 0
    while at < len(bundle):
        if at + _LENGTH.size > len(bundle):
            raise InvalidBundleError("cut off within a length")
        (length,) = _LENGTH.unpack_from(bundle, at)
        at += _LENGTH.size
        if at + length > len(bundle):
            raise InvalidBundleError(f"cut off within entry {len(entries)}")
        entries.append(bundle[at : at + length])
        at += length
    return entries
