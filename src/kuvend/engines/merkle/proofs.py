"""Making and checking proofs (RFC 6962 section 2.1): an entry is in the tree; a tree continues another."""

from collections.abc import Sequence

from kuvend.engines.merkle.hashing import EMPTY_ROOT, HASH_BYTES, node_hash
from kuvend.engines.merkle.tiles import TileTree


class InvalidProofError(ValueError):
    """The proof does not prove what it claims."""


def range_hash(*, tree: TileTree, first: int, end: int) -> bytes:
    """The tree hash over the leaves first <= i < end, where `first` begins a subtree of the tree."""
    if first == end:
        return EMPTY_ROOT
    split = _largest_power_below(end - first)
    if split == 0 or split * 2 == end - first:
        height = (end - first).bit_length() - 1
        return tree.subtree(height=height, position=first >> height)
    left_hash = range_hash(tree=tree, first=first, end=first + split)
    return node_hash(left_hash, range_hash(tree=tree, first=first + split, end=end))


def root(*, tree: TileTree, size: int | None = None) -> bytes:
    """The root of the tree, or of its first `size` leaves."""
    return range_hash(tree=tree, first=0, end=tree.size if size is None else size)


def inclusion_proof(*, tree: TileTree, index: int) -> list[bytes]:
    """The hashes that lead from leaf `index` to the root, sibling of the leaf first."""
    if not 0 <= index < tree.size:
        raise ValueError(f"no entry {index} in a tree of {tree.size}")
    proof, first, end = [], 0, tree.size
    while end - first > 1:
        middle = first + _largest_power_below(end - first)
        if index < middle:
            proof.append(range_hash(tree=tree, first=middle, end=end))
            end = middle
        else:
            proof.append(range_hash(tree=tree, first=first, end=middle))
            first = middle
    return proof[::-1]


def consistency_proof(*, tree: TileTree, old_size: int) -> list[bytes]:
    """The hashes which show that the tree's first `old_size` leaves are the older tree."""
    if not 0 < old_size <= tree.size:
        raise ValueError(f"no proof from {old_size} to {tree.size} leaves")
    proof, first, end, whole = [], 0, tree.size, True
    while old_size != end:
        middle = first + _largest_power_below(end - first)
        if old_size <= middle:
            proof.append(range_hash(tree=tree, first=middle, end=end))
            end = middle
        else:
            proof.append(range_hash(tree=tree, first=first, end=middle))
            first, whole = middle, False
    if not whole:
        proof.append(range_hash(tree=tree, first=first, end=end))
    return proof[::-1]


def verify_inclusion(*, index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> None:
    """Check that the leaf hash stands at `index` in the tree of that size and root (RFC 9162, 2.1.3.2).

    Raises InvalidProofError when it does not.
    """
    if not 0 <= index < size:
        raise InvalidProofError(f"no entry {index} in a tree of {size}")
    _check_hashes([leaf, root, *proof])
    position, last, node = index, size - 1, leaf
    for step in proof:
        if last == 0:
            raise InvalidProofError("the proof is too long")
        if position & 1 or position == last:
            node = node_hash(step, node)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            node = node_hash(node, step)
        position, last = position >> 1, last >> 1
    if last:
        raise InvalidProofError("the proof is too short")
    if node != root:
        raise InvalidProofError("the proof leads to another root")


def verify_consistency(
    *, old_size: int, new_size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Check that the new tree begins with the whole old tree (RFC 9162, 2.1.4.2).

    Raises InvalidProofError when it does not. Nothing follows from an empty tree, so 0 is refused.
    """
    if not 0 < old_size <= new_size:
        raise InvalidProofError(f"no proof from {old_size} to {new_size} leaves")
    if old_size == new_size:
        if proof or old_root != new_root:
            raise InvalidProofError("the same size with another root")
        return
    _check_hashes([old_root, new_root, *proof])
    path = list(proof)
    if old_size & (old_size - 1) == 0:
        path.insert(0, old_root)
    if not path:
        raise InvalidProofError("the proof is empty")
    _follow_both(old_size=old_size, new_size=new_size, path=path, old_root=old_root, new_root=new_root)


def _follow_both(*, old_size: int, new_size: int, path: Sequence[bytes], old_root: bytes, new_root: bytes) -> None:
    """Rebuild both roots from one path at once."""
    position, last = old_size - 1, new_size - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    old = new = path[0]
    for step in path[1:]:
        if last == 0:
            raise InvalidProofError("the proof is too long")
        if position & 1 or position == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            new = node_hash(new, step)
        position, last = position >> 1, last >> 1
    if last:
        raise InvalidProofError("the proof is too short")
    if old != old_root:
        raise InvalidProofError("the proof leads to another old root")
    if new != new_root:
        raise InvalidProofError("the proof leads to another new root")


def _largest_power_below(count: int) -> int:
    """The largest power of two smaller than `count`; 0 for a single leaf."""
    return (1 << (count - 1).bit_length()) >> 1 if count > 1 else 0


def _check_hashes(hashes: Sequence[bytes]) -> None:
    if any(len(one) != HASH_BYTES for one in hashes):
        raise InvalidProofError("a hash has another length than 32 bytes")
