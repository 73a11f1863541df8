"""Which file says who runs this instance: its own, or that of the demonstration while it has none."""

from __future__ import annotations

import os
from pathlib import Path

OF_THE_DEMONSTRATION = Path(__file__).parents[1] / "foundation" / "demonstration" / "data" / "instance.toml"


def is_demonstration(home: Path) -> bool:
    """Tell whether the instance in a data folder is a demonstration."""
    return os.environ.get("KUVEND_DEMO") == "1" or (home / "demo").exists()


def identity_file(home: Path) -> Path:
    """Return the file that is read for the instance in a data folder; it need not exist."""
    own = home / "instance.toml"
    return OF_THE_DEMONSTRATION if is_demonstration(home) and not own.exists() else own
