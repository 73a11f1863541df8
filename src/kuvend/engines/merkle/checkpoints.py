"""A checkpoint: which log, how many entries, which root (c2sp.org/tlog-checkpoint)."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from kuvend.engines.merkle.hashing import HASH_BYTES
from kuvend.engines.merkle.notes import (
    InvalidNoteError,
    SignerKey,
    VerifierKey,
    decode_base64,
    is_number,
    parse_note,
    sign_note,
    verify_note,
)


@dataclass(frozen=True, kw_only=True)
class Checkpoint:
    """The head of a log. `root` is the tree hash over its first `size` entries."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """Read the text of a checkpoint; further lines are extensions, passed over. Raises InvalidNoteError."""
    lines = text.split("\n")
    if len(lines) < 4 or lines[-1] or not all(lines[:-1]):
        raise InvalidNoteError("not a checkpoint: fewer than three lines, or an empty one")
    origin, size, root = lines[:3]
    if not is_number(size):
        raise InvalidNoteError("not a checkpoint: the size is no number")
    decoded = decode_base64(root)
    if len(decoded) != HASH_BYTES:
        raise InvalidNoteError("not a checkpoint: the root has another length than 32 bytes")
    return Checkpoint(origin=origin, size=int(size), root=decoded)


def read_checkpoint(note: str) -> Checkpoint:
    """The checkpoint of a note whose signature is NOT checked (one's own, from one's own disk)."""
    return parse_checkpoint(parse_note(note).text)


def sign_checkpoint(*, checkpoint: Checkpoint, key: SignerKey) -> str:
    """The signed note of a checkpoint. The key bears the log's origin as its name."""
    return sign_note(text=checkpoint.text, key=key)


def verify_checkpoint(*, note: str, keys: Sequence[VerifierKey]) -> Checkpoint:
    """The checkpoint of a note that one of the log's keys has signed. Raises InvalidNoteError."""
    checkpoint = parse_checkpoint(verify_note(note=note, keys=keys).text)
    if checkpoint.origin not in {key.name for key in keys}:
        raise InvalidNoteError(f"a checkpoint of another log: {checkpoint.origin}")
    return checkpoint
