"""The tree's tiles in the database."""

from collections.abc import Iterable

from django.db import connection

from kuvend.engines.merkle.hashing import HASH_BYTES
from kuvend.engines.merkle.paths import TILE_WIDTH, TileName
from kuvend.engines.merkle.tiles import TileTree, append_leaves
from kuvend.foundation.core.prepared import Prepared, Slot
from kuvend.foundation.record.models import Tile


def stored_tree(*, size: int) -> TileTree:
    """The tree over the first `size` facts that have an index. Reads a tile when it is asked for."""
    return TileTree(size=size, read=read_tile)


HASHES = Prepared(lambda: Tile.objects.filter(level=Slot("level"), number=Slot("number")).values_list("hashes"))


def read_tile(name: TileName) -> bytes:
    """The first hashes of a stored tile, as many as the name's width; fewer when it has not as many."""
    stored = HASHES.first(level=name.level or 0, number=name.number)
    return bytes(stored[0])[: name.width * HASH_BYTES] if stored else b""


def grow(*, size: int, leaves: Iterable[bytes]) -> None:
    """Append leaf hashes to the stored tiles of a tree of `size` leaves, within the caller's transaction."""
    changed = append_leaves(size=size, edge=_edge(size), leaves=leaves)
    rows = [(level, number, hashes) for (level, number), hashes in changed.items()]
    columns = [list(column) for column in zip(*rows, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO record_tile (level, number, hashes)
               SELECT * FROM unnest(%s::smallint[], %s::bigint[], %s::bytea[])
               ON CONFLICT (level, number) DO UPDATE SET hashes = EXCLUDED.hashes""",
            columns,
        )


def _edge(size: int) -> dict[int, bytes]:
    """The partial tile of each level, where there is one. One statement."""
    places, level, position = {}, 0, size
    while position:
        number, width = divmod(position, TILE_WIDTH)
        if width:
            places[level] = (number, width)
        level, position = level + 1, number
    if not places:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT level, hashes FROM record_tile
               WHERE (level, number) IN (SELECT * FROM unnest(%s::smallint[], %s::bigint[]))""",
            [list(places), [number for number, _ in places.values()]],
        )
        return {level: bytes(hashes)[: places[level][1] * HASH_BYTES] for level, hashes in cursor.fetchall()}
