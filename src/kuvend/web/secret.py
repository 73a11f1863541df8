"""The secret key of an instance, made once and kept beside its data."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def kept_key(home: Path) -> str:
    """Return the secret key kept in `home`, made on first use with mode 0600 (two starts at once agree)."""
    path = home / "secret-key"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        draft = home / f".secret-key-{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
