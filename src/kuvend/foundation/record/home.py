"""What the record keeps outside the database, in KUVEND_HOME/record: the signing key and the last checkpoint.

The checkpoint is kept here as well, and in the files of KUVEND_HEADS (on other machines), so that a database put
back from an old backup is noticed before anything is signed twice with different content. It is part of no backup.
"""

import logging
import os
import secrets
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from kuvend.engines.merkle.notes import InvalidNoteError, SignerKey, parse_signer_key

logger = logging.getLogger(__name__)


class KeyMissingError(Exception):
    """Checkpoints were signed before, but the key is not there any more."""


def folder() -> Path:
    """The folder, open to its owner alone."""
    path = Path(settings.KUVEND_HOME) / "record"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def signer(*, may_create: bool) -> SignerKey:
    """The log's key, under the name of the log's origin; made on first use where `may_create`.

    Raises KeyMissingError when there is none and none may be made, InvalidNoteError when it is damaged.
    """
    path = key_path()
    if may_create and not path.exists():
        _create(path, SignerKey(name=settings.KUVEND_LOG_ORIGIN, seed=secrets.token_bytes(32)))
    try:
        file_stat = path.stat()
        key = _read_key(path, file_stat.st_mtime_ns, file_stat.st_ino)
    except FileNotFoundError:
        raise KeyMissingError(
            f"{path} is missing, yet checkpoints have been signed. Put the key back from your backup"
        ) from None
    except InvalidNoteError as error:
        raise InvalidNoteError(f"{path}: {error}") from None
    # An instance that moves to another origin keeps its key; the name is part of each signature.
    return SignerKey(name=settings.KUVEND_LOG_ORIGIN, seed=key.seed)


@lru_cache(maxsize=1)
def _read_key(path: Path, _modified_ns: int, _inode: int) -> SignerKey:
    """The key in a file, read again when the file is another one: each page that shows a proof asks for it."""
    return parse_signer_key(path.read_text().strip())


def key_path() -> Path:
    """The file with the signing key: KUVEND_RECORD_KEY_FILE, or in the folder."""
    setting = settings.KUVEND_RECORD_KEY_FILE
    return Path(setting) if setting else folder() / "key"


def number() -> int:
    """A number that a copy of the folder does not share."""
    return folder().stat().st_ino


def kept_checkpoints() -> list[tuple[Path, str]]:
    """The notes of the last checkpoint that was signed here, and of those kept elsewhere, each with its file."""
    notes = []
    for path in _heads():
        try:
            notes.append((path, path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as error:
            logger.error("a kept checkpoint cannot be read: %s (%s)", path, type(error).__name__)
    return notes


def last_checkpoint() -> str | None:
    """The note of the last checkpoint that was signed here, or None."""
    path = folder() / "checkpoint"
    return path.read_text(encoding="utf-8") if path.exists() else None


def keep_checkpoint(note: str) -> None:
    """Keep a note, safe from a power cut before this returns. A file of KUVEND_HEADS that fails is passed over."""
    first, *more_paths = _heads()
    _write(first, note)
    for path in more_paths:
        try:
            _write(path, note)
        except OSError as error:
            logger.error("a checkpoint could not be kept in %s (%s)", path, type(error).__name__)


def _heads() -> list[Path]:
    return [folder() / "checkpoint", *map(Path, settings.KUVEND_HEADS)]


def _write(path: Path, note: str) -> None:
    draft = path.with_suffix(".new")
    with draft.open("w", encoding="utf-8") as file:
        file.write(note)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    _sync(path.parent)


def _create(path: Path, key: SignerKey) -> None:
    """Write the key for its owner alone; another process may have been quicker, then its key stands."""
    draft = path.with_name(f"key.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(key.secret_text() + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    _sync(path.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
