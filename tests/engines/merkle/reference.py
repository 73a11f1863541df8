"""The tree of RFC 6962 written as its text says, slow and simple, to test the tiles against."""

from hashlib import sha256


def plain_root(entries: list[bytes]) -> bytes:
    """MTH(D[n]) of RFC 6962 section 2.1."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    split = 1
    while split * 2 < len(entries):
        split *= 2
    return sha256(b"\x01" + plain_root(entries[:split]) + plain_root(entries[split:])).digest()
