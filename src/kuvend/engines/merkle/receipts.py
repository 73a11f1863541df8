"""The proof of one entry as a small text file (c2sp.org/tlog-proof): index, path, checkpoint."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from kuvend.engines.merkle.checkpoints import Checkpoint, verify_checkpoint
from kuvend.engines.merkle.hashing import leaf_hash
from kuvend.engines.merkle.notes import InvalidNoteError, VerifierKey, decode_base64, is_number
from kuvend.engines.merkle.proofs import InvalidProofError, verify_inclusion

HEADER = "c2sp.org/tlog-proof@v1"


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """A proof that an entry stands in a log. The log does not vouch for `extra`; we put the entry there."""

    index: int
    proof: tuple[bytes, ...]
    checkpoint_note: str
    extra: bytes | None = None


def write_receipt(receipt: Receipt) -> str:
    """The text of the file."""
    lines = [HEADER]
    if receipt.extra is not None:
        lines.append(f"extra {_encode(receipt.extra)}")
    lines += [f"index {receipt.index}", *map(_encode, receipt.proof), "", receipt.checkpoint_note]
    return "\n".join(lines)


def parse_receipt(text: str) -> Receipt:
    """Read such a file; nothing is checked yet. Raises InvalidProofError."""
    head, separator, note = text.partition("\n\n")
    lines = head.split("\n")
    if not separator or lines.pop(0) != HEADER or not lines:
        raise InvalidProofError(f"not a proof file: the first line is not {HEADER}")
    try:
        extra = decode_base64(lines.pop(0).removeprefix("extra ")) if lines[0].startswith("extra ") else None
        index = _index(lines.pop(0) if lines else "")
        proof = tuple(decode_base64(line) for line in lines)
    except InvalidNoteError as error:
        raise InvalidProofError(f"the proof file is malformed: {error}") from None
    return Receipt(index=index, proof=proof, checkpoint_note=note, extra=extra)


def verify_receipt(*, receipt: Receipt, entry: bytes, keys: Sequence[VerifierKey]) -> Checkpoint:
    """The signed checkpoint in which the entry stands at the receipt's index.

    Raises InvalidNoteError when the signature does not hold, InvalidProofError when the path does not.
    """
    checkpoint = verify_checkpoint(note=receipt.checkpoint_note, keys=keys)
    verify_inclusion(
        index=receipt.index,
        size=checkpoint.size,
        leaf=leaf_hash(entry),
        proof=receipt.proof,
        root=checkpoint.root,
    )
    return checkpoint


def _index(line: str) -> int:
    digits = line.removeprefix("index ")
    if not line.startswith("index ") or not is_number(digits):
        raise InvalidProofError("the proof file names no index")
    return int(digits)


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode()
