"""What a backup says of itself: by this a restore is proven."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from kuvend.foundation.core.problems import UsageProblem

FORMAT = "kuvend-backup/1"
NAME = "manifest.json"


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """`root` is that of the tree over the first `entries` facts; `head` the last signed note, "" before the first."""

    made_at: str
    version: str
    origin: str
    key: str
    entries: int
    root: str
    head: str
    rows: dict[str, int]
    files: dict[str, str]
    format: str = FORMAT

    def write(self, folder: Path) -> None:
        """Write it into the backup's folder."""
        (folder / NAME).write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Read it, and compare every file with its digest. Raises UsageProblem."""
    try:
        entries = json.loads((folder / NAME).read_text(encoding="utf-8"))
        manifest = Manifest(**entries)
    except (OSError, ValueError, TypeError) as error:
        raise UsageProblem(f"{folder} is no backup: {NAME} cannot be read ({type(error).__name__})") from None
    if manifest.format != FORMAT:
        raise UsageProblem(f"{folder} is a backup of the form {manifest.format}; this version reads {FORMAT}")
    for name, digest in manifest.files.items():
        path = folder / name
        if not path.is_file() or digest_of(path) != digest:
            raise UsageProblem(f"the backup is damaged: {name} is not what was written")
    return manifest


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
