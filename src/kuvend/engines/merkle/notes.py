"""Signed notes and their keys (c2sp.org/signed-note), Ed25519 only.

A note is text, an empty line, and signature lines. A key's identity is four bytes of a hash over its
name and its bytes, so a line says which key made it. Keys are written on one line:
`name+1a2b3c4d+base64` in public, `PRIVATE+KEY+name+1a2b3c4d+base64` in secret (as Go's note package does).
"""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
_MARK = "\u2014 "
_PRIVATE = "PRIVATE+KEY+"
_MOST_SIGNATURES = 100


class InvalidNoteError(ValueError):
    """The note, its key or its signature does not hold."""


@dataclass(frozen=True, kw_only=True)
class VerifierKey:
    """The public half: who signs, and the 32 bytes to check it with."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The four bytes at the beginning of each of this key's signatures."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{_encode(ED25519 + self.public)}"


@dataclass(frozen=True, kw_only=True)
class SignerKey:
    """The secret half. Its seed never shows in a repr, so never in a log."""

    name: str
    seed: bytes = field(repr=False)

    @property
    def verifier(self) -> VerifierKey:
        """The public half that belongs to it."""
        public = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return VerifierKey(name=self.name, public=public)

    def secret_text(self) -> str:
        """The line that is kept in a file for its owner alone."""
        return f"{_PRIVATE}{self.name}+{self.verifier.key_id.hex()}+{_encode(ED25519 + self.seed)}"


@dataclass(frozen=True, kw_only=True)
class Signature:
    """One signature line: the signer's name, the key's four bytes, and the signature itself."""

    name: str
    key_id: bytes
    data: bytes


@dataclass(frozen=True, kw_only=True)
class Note:
    """A parsed note: its text (with the final newline) and all its signature lines, not yet checked."""

    text: str
    signatures: tuple[Signature, ...]


def parse_verifier_key(line: str) -> VerifierKey:
    """Read `name+hash+base64`. Raises InvalidNoteError for another form, algorithm or hash."""
    name, key_id, data = _split_key(line.strip())
    key = VerifierKey(name=name, public=data)
    if key.key_id.hex() != key_id:
        raise InvalidNoteError("the key's hash does not belong to its name and bytes")
    return key


def parse_signer_key(line: str) -> SignerKey:
    """Read the secret form. Raises InvalidNoteError, whose message holds nothing of the key."""
    if not line.startswith(_PRIVATE):
        raise InvalidNoteError("not a private key")
    name, key_id, data = _split_key(line.strip().removeprefix(_PRIVATE))
    key = SignerKey(name=name, seed=data)
    if key.verifier.key_id.hex() != key_id:
        raise InvalidNoteError("the private key's hash does not belong to its name and bytes")
    return key


def parse_note(note: str) -> Note:
    """Split a note into its text and its signature lines. Raises InvalidNoteError."""
    body, separator, lines = note.rpartition("\n\n")
    if not separator or not lines.endswith("\n"):
        raise InvalidNoteError("not a signed note: no empty line before the signatures")
    if any(ord(character) < 0x20 and character != "\n" for character in note):
        raise InvalidNoteError("a control character in the note")
    rows = lines[:-1].split("\n")
    if len(rows) > _MOST_SIGNATURES:
        raise InvalidNoteError("too many signatures")
    return Note(text=body + "\n", signatures=tuple(_parse_signature(row) for row in rows))


def sign_note(*, text: str, key: SignerKey) -> str:
    """The note with the key's signature. `text` ends with a newline. Raises InvalidNoteError."""
    if not text.endswith("\n"):
        raise InvalidNoteError("the text of a note ends with a newline")
    signature = Ed25519PrivateKey.from_private_bytes(key.seed).sign(text.encode())
    return f"{text}\n{_MARK}{key.name} {_encode(key.verifier.key_id + signature)}\n"


def verify_note(*, note: str, keys: Sequence[VerifierKey]) -> Note:
    """The parsed note when at least one of the keys has signed it.

    A line of an unknown key is passed over; a wrong signature under a known key is never.
    Raises InvalidNoteError.
    """
    parsed = parse_note(note)
    keys_by_name = {(key.name, key.key_id): key for key in keys}
    checked = 0
    for signature in parsed.signatures:
        key = keys_by_name.get((signature.name, signature.key_id))
        if key is not None:
            _check(key, signature, parsed.text)
            checked += 1
    if not checked:
        raise InvalidNoteError("no signature by a known key")
    return parsed


def _check(key: VerifierKey, signature: Signature, text: str) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature.data, text.encode())
    except InvalidSignature:
        raise InvalidNoteError(f"the signature of {key.name} is wrong") from None


def _split_key(line: str) -> tuple[str, str, bytes]:
    name, _, rest = line.partition("+")
    key_id, _, encoded = rest.partition("+")
    data = decode_base64(encoded)
    if not _is_name(name) or data[:1] != ED25519 or len(data) != 33:
        raise InvalidNoteError("not an Ed25519 key of the form name+hash+base64")
    return name, key_id, data[1:]


def _parse_signature(row: str) -> Signature:
    name, _, encoded = row.removeprefix(_MARK).partition(" ")
    data = decode_base64(encoded)
    if not row.startswith(_MARK) or not _is_name(name) or len(data) < 5:
        raise InvalidNoteError("a signature line is malformed")
    return Signature(name=name, key_id=data[:4], data=data[4:])


def _is_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(character.isspace() for character in name)


def is_number(text: str) -> bool:
    """Whether the text is a whole number in its only spelling, small enough for a tree's size."""
    return len(text) < 20 and text.isascii() and text.isdecimal() and str(int(text)) == text


def decode_base64(text: str) -> bytes:
    """Standard base 64, strictly. Raises InvalidNoteError."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise InvalidNoteError("not base 64") from None
    if _encode(data) != text:
        raise InvalidNoteError("not base 64 in its only spelling")
    return data


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode()
