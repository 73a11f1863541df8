"""The two hashes of a Merkle tree (RFC 6962 section 2.1).

A leaf and an inner node are hashed with different first bytes, so that one can never pass as the other.
"""

from hashlib import sha256

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """The hash under which an entry stands in the tree."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left_hash: bytes, right_hash: bytes) -> bytes:
    """The hash of an inner node from its two children."""
    return sha256(b"\x01" + left_hash + right_hash).digest()


def full_subtree_hash(hashes: bytes) -> bytes:
    """The root over concatenated hashes whose number is a power of two (such as a full tile)."""
    level = [hashes[i : i + HASH_BYTES] for i in range(0, len(hashes), HASH_BYTES)]
    while len(level) > 1:
        level = [node_hash(level[i], level[i + 1]) for i in range(0, len(level), 2)]
    return level[0]
