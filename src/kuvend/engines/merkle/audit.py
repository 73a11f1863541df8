"""Checking a whole log: every tile against the tile below it, every entry, the root, and what was seen.

The bytes come from a reader (path to bytes), so the same check runs on a folder, a site or a database.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kuvend.engines.merkle.bundles import InvalidBundleError, unpack_entries
from kuvend.engines.merkle.checkpoints import Checkpoint, verify_checkpoint
from kuvend.engines.merkle.hashing import HASH_BYTES, full_subtree_hash, leaf_hash
from kuvend.engines.merkle.notes import VerifierKey
from kuvend.engines.merkle.paths import TILE_WIDTH, TileName
from kuvend.engines.merkle.proofs import root
from kuvend.engines.merkle.tiles import TileTree, all_tiles, tile_width

ReadPath = Callable[[str], bytes]
"""Gives the bytes below the log's prefix; raises LookupError when there are none."""


class WrongPlaceError(ValueError):
    """The first place at which the log does not hold, named in its message."""


@dataclass(frozen=True, kw_only=True)
class Audit:
    """What a check has covered."""

    checkpoint: Checkpoint
    tiles: int
    entries: int


def audit_log(
    *,
    read: ReadPath,
    keys: Sequence[VerifierKey],
    earlier: Checkpoint | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Audit:
    """Check a whole log against its signed checkpoint and, where given, an `earlier` one.

    `progress` hears (entries done, entries in all). Raises InvalidNoteError for the checkpoint's
    signature and WrongPlaceError for the first tile, hash or entry that does not hold.
    """
    checkpoint = verify_checkpoint(note=_read(read, "checkpoint").decode("utf-8", "replace"), keys=keys)
    if earlier is not None and earlier.size > checkpoint.size:
        raise WrongPlaceError(f"checkpoint: {checkpoint.size} entries, but {earlier.size} were seen before")
    tree = TileTree(size=checkpoint.size, read=lambda name: _read_tile(read, name))
    entries = 0
    for number in range(-(-checkpoint.size // TILE_WIDTH)):
        entries += _check_bundle(read=read, tree=tree, number=number)
        if progress:
            progress(entries, checkpoint.size)
    tiles = list(all_tiles(size=checkpoint.size))
    for name in tiles:
        if name.level:
            _check_tile(tree=tree, level=name.level, number=name.number)
    if root(tree=tree) != checkpoint.root:
        raise WrongPlaceError("checkpoint: its root is not the root of the tiles")
    if earlier is not None and root(tree=tree, size=earlier.size) != earlier.root:
        raise WrongPlaceError(f"the first {earlier.size} entries are not those that were seen before: a fork")
    return Audit(checkpoint=checkpoint, tiles=len(tiles), entries=entries)


def _check_bundle(*, read: ReadPath, tree: TileTree, number: int) -> int:
    """Compare a bundle's entries with the hashes of its tile; the number of entries."""
    width = tile_width(size=tree.size, level=0, number=number)
    name = TileName(level=None, number=number, width=width)
    tile = TileName(level=0, number=number, width=width)
    try:
        entries = unpack_entries(_read_partial(read, name))
    except InvalidBundleError as error:
        raise WrongPlaceError(f"{name.path}: {error}") from None
    if not width <= len(entries) <= TILE_WIDTH:
        raise WrongPlaceError(f"{name.path}: {len(entries)} entries instead of {width}")
    hashes = tree.tile(level=0, number=number)
    for offset, entry in enumerate(entries[:width]):
        if leaf_hash(entry) != hashes[offset * HASH_BYTES : (offset + 1) * HASH_BYTES]:
            raise WrongPlaceError(
                f"{tile.path} hash {offset}: not the hash of entry {number * TILE_WIDTH + offset} in {name.path}"
            )
    return width


def _check_tile(*, tree: TileTree, level: int, number: int) -> None:
    """Compare each hash of a tile with the full tile below it that it stands for."""
    hashes = tree.tile(level=level, number=number)
    for offset in range(len(hashes) // HASH_BYTES):
        below = tree.tile(level=level - 1, number=number * TILE_WIDTH + offset)
        if full_subtree_hash(below) != hashes[offset * HASH_BYTES : (offset + 1) * HASH_BYTES]:
            name = TileName(level=level, number=number, width=len(hashes) // HASH_BYTES)
            under = TileName(level=level - 1, number=number * TILE_WIDTH + offset)
            raise WrongPlaceError(f"{name.path} hash {offset}: not the root of {under.path}")


def _read_tile(read: ReadPath, name: TileName) -> bytes:
    data = _read_partial(read, name)
    length = name.width * HASH_BYTES
    if not length <= len(data) <= TILE_WIDTH * HASH_BYTES or len(data) % HASH_BYTES:
        raise WrongPlaceError(f"{name.path}: {len(data)} bytes instead of {length}")
    return data[:length]


def _read_partial(read: ReadPath, name: TileName) -> bytes:
    """A tile, or the full one where a log has dropped the partial one (c2sp.org/tlog-tiles allows it)."""
    if name.width == TILE_WIDTH:
        return _read(read, name.path)
    try:
        return read(name.path)
    except LookupError:
        full = TileName(level=name.level, number=name.number)
        try:
            return read(full.path)
        except LookupError:
            raise WrongPlaceError(f"{name.path}: missing") from None


def _read(read: ReadPath, path: str) -> bytes:
    try:
        return read(path)
    except LookupError:
        raise WrongPlaceError(f"{path}: missing") from None
