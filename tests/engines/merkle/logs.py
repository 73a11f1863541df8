"""Small logs made for a test, in memory or in a folder."""

from pathlib import Path

from kuvend.engines.merkle.bundles import pack_entries
from kuvend.engines.merkle.checkpoints import Checkpoint, sign_checkpoint
from kuvend.engines.merkle.hashing import HASH_BYTES, leaf_hash
from kuvend.engines.merkle.notes import SignerKey
from kuvend.engines.merkle.paths import TileName
from kuvend.engines.merkle.proofs import root
from kuvend.engines.merkle.tiles import TileTree, all_tiles, append_leaves, tile_width

KEY = SignerKey(name="example.org/log", seed=bytes(range(32)))


class MemoryTiles:
    """Tiles in a dictionary, grown by the engine."""

    def __init__(self) -> None:
        self.size = 0
        self.tiles: dict[tuple[int, int], bytes] = {}

    def append(self, entries: list[bytes]) -> None:
        edge = {}
        for level in range(8):
            hashes = self.size >> 8 * level
            if hashes % 256:
                edge[level] = self.tiles[level, hashes // 256]
        leaves = [leaf_hash(entry) for entry in entries]
        self.tiles.update(append_leaves(size=self.size, edge=edge, leaves=leaves))
        self.size += len(entries)

    def read(self, name: TileName) -> bytes:
        return self.tiles[name.level or 0, name.number][: name.width * HASH_BYTES]

    def tree(self, size: int | None = None) -> TileTree:
        return TileTree(size=self.size if size is None else size, read=self.read)


def log_paths(entries: list[bytes], key: SignerKey = KEY) -> dict[str, bytes]:
    """A whole signed log: path to bytes."""
    tiles = MemoryTiles()
    tiles.append(entries)
    paths = {name.path: tiles.read(name) for name in all_tiles(size=len(entries))}
    for number in range(-(-len(entries) // 256)):
        width = tile_width(size=len(entries), level=0, number=number)
        bundle = pack_entries(entries[number * 256 : number * 256 + width])
        paths[TileName(level=None, number=number, width=width).path] = bundle
    checkpoint = Checkpoint(origin=key.name, size=len(entries), root=root(tree=tiles.tree()))
    paths["checkpoint"] = sign_checkpoint(checkpoint=checkpoint, key=key).encode()
    return paths


def write_log(folder: Path, paths: dict[str, bytes]) -> None:
    """Write a log below a folder."""
    for path, data in paths.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
