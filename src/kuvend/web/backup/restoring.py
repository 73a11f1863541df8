"""Restore a backup into an empty place, and prove that it is whole."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import psycopg

from kuvend.engines.merkle.checkpoints import verify_checkpoint
from kuvend.engines.merkle.hashing import HASH_BYTES, leaf_hash
from kuvend.engines.merkle.notes import InvalidNoteError, parse_verifier_key
from kuvend.engines.merkle.proofs import InvalidProofError, inclusion_proof, root, verify_inclusion
from kuvend.engines.merkle.tiles import ReadTile, TileTree, append_leaves
from kuvend.foundation.core.problems import UsageProblem
from kuvend.web.backup import programs
from kuvend.web.backup.manifest import Manifest, read_manifest
from kuvend.web.backup.taking import DUMP, IDENTITY, KEYS, key_files, rows

PROOFS = 50
STEP = 10_000
Tiles = dict[tuple[int, int], bytes]  # by level and number


def restore(url: str, home: Path, folder: Path, *, keys: Path | None, say: Callable[[str], None]) -> Manifest:
    """Restore the backup in `folder` into an empty database and a home without keys and files; raise UsageProblem.

    Nothing is signed: this database and this home have not signed together before (record.places).
    """
    manifest = read_manifest(folder)
    _refuse_full(url, home)
    _refuse_another_identity(home, folder)
    programs.load(url, folder / DUMP)
    if (folder / "files").is_dir():
        shutil.copytree(folder / "files", home / "files")
    for source in _identity(folder):
        home.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, home / source.name)
    if keys is not None:
        put_keys(home, keys)
    for line in _proven(url, manifest):
        say(line)
    return manifest


def _refuse_full(url: str, home: Path) -> None:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    if row and row[0]:
        raise UsageProblem(f"the database is not empty ({row[0]} tables): restore into an empty one")
    if (home / "files").is_dir() and any((home / "files").iterdir()):
        raise UsageProblem(f"{home / 'files'} is not empty: restore into an empty home")


def _identity(folder: Path) -> list[Path]:
    """Return the files of who runs the instance; a backup of an earlier version has none."""
    return sorted((folder / IDENTITY).iterdir()) if (folder / IDENTITY).is_dir() else []


def _refuse_another_identity(home: Path, folder: Path) -> None:
    for source in _identity(folder):
        target = home / source.name
        if target.exists() and target.read_bytes() != source.read_bytes():
            raise UsageProblem(f"{target} is another one than in the backup: restore into an empty home")


def put_keys(home: Path, keys: Path) -> None:
    """Put the secret keys into their places, where none stand. Raises UsageProblem."""
    for name, target in zip(KEYS, key_files(home), strict=True):
        source = keys / name
        if not source.is_file():
            raise UsageProblem(f"--keys: there is no {name} in {keys}")
        if name == KEYS[1] and target.exists():
            target.unlink()  # made by this very start
        if target.exists() and target.read_bytes() != source.read_bytes():
            raise UsageProblem(f"{target} is another key: restore into an empty home")
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        target.touch(mode=0o600)
        target.write_bytes(source.read_bytes())
        target.chmod(0o600)


def _proven(url: str, manifest: Manifest) -> Iterator[str]:
    """Prove that what stands in the database is what the manifest says, step by step. Raises UsageProblem."""
    with psycopg.connect(url) as connection:
        counted = rows(connection)
        wrong = [name for name in counted.keys() | manifest.rows.keys() if counted.get(name) != manifest.rows.get(name)]
        if wrong:
            raise UsageProblem(f"restored tables do not have the rows that were backed up: {', '.join(sorted(wrong))}")
        yield f"{len(counted)} tables with {sum(counted.values())} rows, as counted at the backup"
        tiles, entries = _tiles(map(leaf_hash, _leaves(connection)))
        if tiles != _stored_tiles(connection):
            raise UsageProblem("the stored tiles of the tree are not those of the entries")
        tree = TileTree(size=entries, read=_reader(tiles))
        if (entries, root(tree=tree).hex()) != (manifest.entries, manifest.root):
            raise UsageProblem(f"the entries do not give the root that was backed up ({entries} entries)")
        yield f"{entries} entries, hashed anew, give the root {manifest.root[:16]}…"
        if manifest.head:
            yield f"{_prove_some(connection, tiles, manifest)} of them, drawn by lot, stand under the signed head"


def _prove_some(connection: psycopg.Connection, tiles: Tiles, manifest: Manifest) -> int:
    """Prove entries drawn by lot under the last signed head, as anybody outside would."""
    try:
        head = verify_checkpoint(note=manifest.head, keys=[parse_verifier_key(manifest.key)])
        lots = {secrets.randbelow(head.size) for _ in range(PROOFS)} if head.size else set()
        tree = TileTree(size=head.size, read=_reader(tiles))
        for index in lots:
            leaf = leaf_hash(next(_leaves(connection, at=index)))
            proof = inclusion_proof(tree=tree, index=index)
            verify_inclusion(index=index, size=head.size, leaf=leaf, proof=proof, root=head.root)
    except (InvalidNoteError, InvalidProofError, StopIteration) as error:
        raise UsageProblem(f"an entry does not stand under the signed head: {error}") from None
    return len(lots)


def _leaves(connection: psycopg.Connection, at: int | None = None) -> Iterator[bytes]:
    """The bytes of all entries in the order of the log, or of one."""
    with connection.cursor(name="leaves") as cursor:
        cursor.itersize = STEP
        cursor.execute(
            "SELECT leaf FROM record_fact WHERE index >= %s AND index <= coalesce(%s, index) ORDER BY index",
            [at or 0, at],
        )
        for (leaf,) in cursor:
            yield bytes(leaf)


def _tiles(hashes: Iterator[bytes]) -> tuple[Tiles, int]:
    """All tiles of the tree over leaf hashes, and how many there are: 33 bytes of memory for an entry."""
    tiles: Tiles = {}
    size = 0
    while leaves := list(islice(hashes, STEP)):
        edge = {level: tiles.get((level, size >> 8 * (level + 1)), b"") for level in range(8)}
        tiles |= append_leaves(size=size, edge=edge, leaves=leaves)
        size += len(leaves)
    return tiles, size


def _stored_tiles(connection: psycopg.Connection) -> Tiles:
    return {
        (level, number): bytes(hashes)
        for level, number, hashes in connection.execute("SELECT level, number, hashes FROM record_tile")
    }


def _reader(tiles: Tiles) -> ReadTile:
    return lambda name: tiles.get((name.level or 0, name.number), b"")[: name.width * HASH_BYTES]
