"""Tiles: how many a tree has, how they grow, and reading single hashes out of them.

A tile of level L holds up to 256 hashes, each the root over 256**L leaves; a full tile gives one
hash to the level above (c2sp.org/tlog-tiles, "Merkle Tree").
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kuvend.engines.merkle.hashing import HASH_BYTES, full_subtree_hash
from kuvend.engines.merkle.paths import TILE_WIDTH, TileName

TILE_HEIGHT = 8
TILE_BYTES = TILE_WIDTH * HASH_BYTES

ReadTile = Callable[[TileName], bytes]
"""Gives the bytes of a tile, exactly as many hashes as the name's width."""


class InvalidTileError(ValueError):
    """A tile does not have the bytes that its name promises."""


def tile_width(*, size: int, level: int, number: int) -> int:
    """How many hashes the tile holds in a tree of `size` leaves: 0 to 256."""
    return max(0, min(TILE_WIDTH, (size >> TILE_HEIGHT * level) - number * TILE_WIDTH))


def all_tiles(*, size: int) -> Iterator[TileName]:
    """Every hash tile of a tree of `size` leaves, lowest level first, left to right."""
    level = 0
    while hashes := size >> TILE_HEIGHT * level:
        for number in range(-(-hashes // TILE_WIDTH)):
            width = tile_width(size=size, level=level, number=number)
            yield TileName(level=level, number=number, width=width)
        level += 1


def append_leaves(*, size: int, edge: Mapping[int, bytes], leaves: Iterable[bytes]) -> dict[tuple[int, int], bytes]:
    """The tiles that change when leaf hashes are added to a tree of `size` leaves.

    `edge` gives the partial tile of each level as it stands (absent where there is none). The answer
    maps (level, number) to the tile's whole new bytes. Costs one hash a leaf, whatever the tree's size.
    """
    changed: dict[tuple[int, int], bytes] = {}
    level, position, hashes = 0, size, list(leaves)
    while hashes:
        number, offset = divmod(position, TILE_WIDTH)
        before = edge.get(level, b"")[: offset * HASH_BYTES]
        if len(before) != offset * HASH_BYTES:
            raise InvalidTileError(f"level {level}: {offset} hashes should stand at the edge of the tree")
        row = before + b"".join(hashes)
        tiles = [row[i : i + TILE_BYTES] for i in range(0, len(row), TILE_BYTES)]
        changed.update({(level, number + i): tile for i, tile in enumerate(tiles)})
        hashes = [full_subtree_hash(tile) for tile in tiles if len(tile) == TILE_BYTES]
        level, position = level + 1, number
    return changed


@dataclass(kw_only=True)
class TileTree:
    """A tree of `size` leaves whose hashes are read from tiles, each tile read and each subtree hashed once."""

    size: int
    read: ReadTile
    _tiles: dict[tuple[int, int], bytes] = field(default_factory=dict)
    _hashed: dict[tuple[int, int], bytes] = field(default_factory=dict)

    def tile(self, *, level: int, number: int) -> bytes:
        """A tile's bytes. Raises InvalidTileError when the reader gives another length."""
        cached_tile = self._tiles.get((level, number))
        if cached_tile is not None:
            return cached_tile
        name = TileName(level=level, number=number, width=tile_width(size=self.size, level=level, number=number))
        data = self.read(name)
        if len(data) != name.width * HASH_BYTES:
            raise InvalidTileError(f"{name.path}: {len(data)} bytes instead of {name.width * HASH_BYTES}")
        self._tiles[level, number] = data
        return data

    def subtree(self, *, height: int, position: int) -> bytes:
        """The root over the full subtree of 2**height leaves that begins at leaf position * 2**height."""
        node = self._hashed.get((height, position))
        if node is None:
            level, inner = divmod(height, TILE_HEIGHT)
            first = position << inner
            number, offset = divmod(first, TILE_WIDTH)
            hashes = self.tile(level=level, number=number)
            node = full_subtree_hash(hashes[offset * HASH_BYTES : (offset + (1 << inner)) * HASH_BYTES])
            self._hashed[height, position] = node
        return node
