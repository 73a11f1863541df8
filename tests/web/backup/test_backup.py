"""A backup of a running instance comes back whole elsewhere, and the log cannot fork on the way."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from kuvend.engines.merkle.checkpoints import read_checkpoint
from kuvend.foundation.core.problems import UsageProblem
from kuvend.web import embedded
from kuvend.web.backup import programs
from kuvend.web.backup.manifest import read_manifest
from tests.support.serving import run

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def shelf() -> Iterator[Path]:
    """A folder with a living instance in `home`, and room for others."""
    folder = Path(tempfile.mkdtemp(prefix="kuvend-backup-", dir="/tmp"))
    folder.chmod(0o755)
    home = folder / "home"
    embedded.ensure_running(home)
    give(home, "ana@example.org")
    give(home, "ben@example.org")
    yield folder
    for made in (path.parent for path in folder.rglob("pg") if path.is_dir()):
        embedded.stop(made)
    shutil.rmtree(folder)


def give(home: Path, address: str, **more: str) -> None:
    """Put a fact on the record and let it be placed and signed, as far as the instance signs."""
    done = run("mandate", "give", address, "operator", home=home, **more)
    assert done.returncode == 0, done.stderr
    advance(home, **more)


def advance(home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    code = (
        "from kuvend.foundation.core.clock import now; from kuvend.foundation.record.actions import advance;"
        "advance(at=now())"
    )
    return run("manage", "shell", "--command", code, home=home, **more)


def head(home: Path) -> str:
    """The newest signed head, as a member of the public would have fetched it."""
    with psycopg.connect(embedded.ensure_running(home)) as database:
        row = database.execute("SELECT note FROM record_checkpoint ORDER BY size DESC LIMIT 1").fetchone()
    return str(row[0]) if row else ""


def done(*arguments: str, home: Path, **more: str) -> str:
    """Run a command that must succeed, and return what it printed."""
    ran = run(*arguments, home=home, **more)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_a_restore_elsewhere_is_proven_and_signs_only_after_the_public_head_was_given(shelf: Path) -> None:
    home, other = shelf / "home", shelf / "other"
    done("instance", "init", home=home)
    said_who = (home / "instance.toml").read_text().replace('logo = ""', 'logo = "logo.svg"')
    (home / "instance.toml").write_text(said_who)
    (home / "logo.svg").write_text("<svg/>")
    done("backup", str(shelf / "first"), "--keys", str(shelf / "keys"), home=home)
    said = done("restore", str(shelf / "first"), "--keys", str(shelf / "keys"), home=other)
    assert "rows, as counted at the backup" in said
    assert "hashed anew, give the root" in said
    assert "drawn by lot, stand under the signed head" in said
    assert "Nothing is signed yet" in said
    assert not (other / "record" / "checkpoint").exists()
    assert (other / "instance.toml").read_text() == said_who
    assert (other / "logo.svg").read_text() == "<svg/>"
    assert " holds: 2 entries" in done("record", "verify", home=other)
    (shelf / "public").write_text(head(home))
    give(other, "cen@example.org")
    assert read_checkpoint(head(other)).size == 2
    done("record", "continue", "--public-head", str(shelf / "public"), home=other)
    advance(other)
    assert read_checkpoint(head(other)).size == 3
    assert " holds: 3 entries" in done("record", "verify", home=other)


def test_restoring_database_and_record_folder_by_hand_does_not_fork_the_log(shelf: Path) -> None:
    """What the guide once said: put back both. The guard against old backups is then as old as the database."""
    home, back = shelf / "home", shelf / "back"
    done("backup", str(shelf / "second"), home=home)
    (back / "record").mkdir(parents=True)
    for name in ("key", "checkpoint"):
        shutil.copy(home / "record" / name, back / "record" / name)
    shutil.copy(home / "secret-key", back / "secret-key")
    give(home, "dea@example.org")
    give(home, "eno@example.org")
    public = head(home)
    assert read_checkpoint(public).size == 4
    programs.load(embedded.ensure_running(back), shelf / "second" / "database.dump")
    for address in ("fatos@example.org", "gent@example.org", "hana@example.org"):
        give(back, address)
    refused = advance(back)
    assert "have not signed together before" in refused.stdout + refused.stderr
    assert read_checkpoint(head(back)).size == 2
    told = run("doctor", home=back)
    assert told.returncode == 1 and "FAIL record" in told.stdout and "--public-head" in told.stdout
    (shelf / "newer").write_text(public)
    forked = run("record", "continue", "--public-head", str(shelf / "newer"), home=back)
    assert forked.returncode == 2 and "a fork" in forked.stderr
    assert read_checkpoint(head(back)).size == 2


def test_from_the_embedded_server_to_one_of_ones_own_and_back(shelf: Path) -> None:
    server = embedded.ensure_running(shelf / "server")
    with psycopg.connect(server, autocommit=True) as database:
        database.execute("CREATE ROLE house LOGIN PASSWORD 'geheim' CREATEDB")
        database.execute("CREATE DATABASE house OWNER house")
    own = server.replace("/kuvend?", "/house?").replace("user=postgres", "user=house")
    done("backup", str(shelf / "moving.tar"), "--keys", str(shelf / "keys-2"), home=shelf / "home")
    (shelf / "moved").mkdir()
    keys = ("--keys", str(shelf / "keys-2"), "--no-public-head")
    said = done("restore", str(shelf / "moving.tar"), *keys, home=shelf / "moved", DATABASE_URL=own)
    assert "signed from now on" in said
    give(shelf / "moved", "ilir@example.org", DATABASE_URL=own)
    done("record", "verify", home=shelf / "moved", DATABASE_URL=own)
    done("backup", str(shelf / "returning"), home=shelf / "moved", DATABASE_URL=own)
    done("restore", str(shelf / "returning"), *keys, home=shelf / "returned")
    assert json.loads((shelf / "returning" / "manifest.json").read_text())["entries"] == len_of(shelf / "returned")


def len_of(home: Path) -> int:
    with psycopg.connect(embedded.ensure_running(home)) as database:
        row = database.execute("SELECT count(index) FROM record_fact").fetchone()
    return int(row[0]) if row else -1


def test_what_cannot_be_a_restore_is_refused_in_one_line(shelf: Path) -> None:
    home = shelf / "home"
    done("backup", str(shelf / "third"), home=home)
    full = run("restore", str(shelf / "third"), home=home)
    assert (full.returncode, len(full.stderr.splitlines())) == (2, 1) and "the database is not empty" in full.stderr
    again = run("backup", str(shelf / "third"), home=home)
    assert again.returncode == 2 and "never writes over anything" in again.stderr
    inside = run("backup", str(shelf / "fourth"), "--keys", str(shelf / "fourth" / "keys"), home=home)
    assert inside.returncode == 2 and "must not lie inside" in inside.stderr
    dump = shelf / "third" / "database.dump"
    dump.write_bytes(dump.read_bytes()[:-1] + b"x")
    with pytest.raises(UsageProblem, match=r"database\.dump is not what was written"):
        read_manifest(shelf / "third")


def test_the_backup_holds_neither_key_nor_head_and_the_keys_are_their_owners(shelf: Path) -> None:
    done("backup", str(shelf / "fifth"), "--keys", str(shelf / "keys-5"), home=shelf / "home")
    names = {path.name for path in (shelf / "fifth").rglob("*")}
    assert names == {"database.dump", "manifest.json", "identity", "instance.toml", "logo.svg"}
    secret = (shelf / "home" / "record" / "key").read_bytes().strip()
    assert all(secret not in path.read_bytes() for path in (shelf / "fifth").rglob("*") if path.is_file())
    assert {oct(path.stat().st_mode & 0o777) for path in (shelf / "keys-5").iterdir()} == {"0o600"}
