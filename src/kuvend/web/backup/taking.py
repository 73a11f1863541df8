"""Take a backup of a running instance."""

from __future__ import annotations

import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psycopg
from psycopg import sql

from kuvend.engines.merkle.proofs import root
from kuvend.foundation.core.instance import read_instance
from kuvend.foundation.core.problems import UsageProblem
from kuvend.foundation.record import home as record_home
from kuvend.foundation.record import queries, signing
from kuvend.foundation.record.tree import stored_tree
from kuvend.web.backup import programs
from kuvend.web.backup.manifest import Manifest, digest_of

DUMP = "database.dump"
IDENTITY = "identity"  # the folder of who runs the instance: its file, and the logo that this names
KEYS = ("record-key", "secret-key")


def take(url: str, home: Path, target: Path, *, keys: Path | None = None) -> Manifest:
    """Write a backup to `target`, a new folder or, where its name ends in .tar, one file. Raises UsageProblem.

    What the manifest counts is what the dump holds: both read one snapshot. With `keys` the log's and the instance's
    secret keys are written into that folder, for their owner alone.
    """
    if target.exists():
        raise UsageProblem(f"{target} is there already; a backup never writes over anything")
    if keys is not None and target.resolve() in (keys.resolve(), *keys.resolve().parents):
        raise UsageProblem("the keys must not lie inside the backup: whoever holds both can sign in the log's name")
    with _workplace(target) as folder:
        manifest = _write(url, home, folder)
    if keys is not None:
        write_keys(home, keys)
    return manifest


def _write(url: str, home: Path, folder: Path) -> Manifest:
    with psycopg.connect(url) as reading:
        reading.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        snapshot = str(_value(reading, "SELECT pg_export_snapshot()"))
        programs.dump(url, folder / DUMP, snapshot=snapshot)
        entries = int(str(_value(reading, "SELECT coalesce(max(size), 0) FROM record_head")))
        head = _value(
            reading, "SELECT note FROM record_checkpoint WHERE size <= %s ORDER BY id DESC LIMIT 1", [entries]
        )
        counts = rows(reading)
    files = home / "files"
    if files.is_dir():
        shutil.copytree(files, folder / "files")
    for source in identity_files(home):
        (folder / IDENTITY).mkdir(exist_ok=True)
        shutil.copy(source, folder / IDENTITY / source.name)
    digests = {str(path.relative_to(folder)): digest_of(path) for path in sorted(folder.rglob("*")) if path.is_file()}
    manifest = Manifest(
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        version=version("kuvend"),
        origin=signing.origin_of_data(),
        key=_public_key(),
        entries=entries,
        root=root(tree=stored_tree(size=entries)).hex(),
        head=str(head or ""),
        rows=counts,
        files=digests,
    )
    manifest.write(folder)
    return manifest


def identity_files(home: Path) -> list[Path]:
    """Return the file that says who runs the instance, and its logo; none of an instance that has none of its own."""
    own = home / "instance.toml"
    if not own.is_file():
        return []
    try:
        logo = read_instance(own).logo
    except ValueError:  # the site says what is wrong with it; a backup keeps it as it is
        logo = None
    return [own, logo] if logo else [own]


def rows(connection: psycopg.Connection) -> dict[str, int]:
    """Count the rows of every table."""
    names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
    count = sql.SQL("SELECT count(*) FROM {}")
    return {name: int(str(_value(connection, count.format(sql.Identifier(name))))) for (name,) in names}


def write_keys(home: Path, target: Path) -> None:
    """Write the secret keys into a folder of its owner's. Raises UsageProblem."""
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, source in zip(KEYS, key_files(home), strict=True):
        if source.exists():
            path = target / name
            if path.exists() and path.read_bytes() != source.read_bytes():
                raise UsageProblem(f"{path} holds another key; give a folder of its own")
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(source.read_bytes())


def key_files(home: Path) -> tuple[Path, Path]:
    """Return where the log's and the instance's secret keys stand."""
    return record_home.key_path(), home / "secret-key"


def _public_key() -> str:
    try:
        return str(queries.verifier_key())
    except queries.NotPublishedError:
        return ""


def _value(
    connection: psycopg.Connection, statement: str | sql.Composed, parameters: list[object] | None = None
) -> object:
    row = connection.execute(statement, parameters).fetchone()
    return row[0] if row else None


@contextmanager
def _workplace(target: Path) -> Iterator[Path]:
    """A folder beside the target that takes its place once it is whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        yield draft
        if target.suffix == ".tar":
            packed = draft.with_name(f"{draft.name}.tar")
            with tarfile.open(packed, "w") as archive:
                archive.add(draft, arcname="backup")
            packed.chmod(0o600)
            packed.rename(target)
        else:
            draft.rename(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


@contextmanager
def opened(source: Path) -> Iterator[Path]:
    """The folder of a backup, unpacked where it is one file. Raises UsageProblem."""
    if source.is_dir():
        yield source
        return
    try:
        with tempfile.TemporaryDirectory(prefix="kuvend-restore-") as place, tarfile.open(source) as archive:
            archive.extractall(place, filter="data")
            yield Path(place) / "backup"
    except (OSError, tarfile.TarError) as error:
        raise UsageProblem(f"{source} is no backup: {error}") from None
