"""Values kept beside the tests: a change of one shows in the diff, and `UPDATE_STORED=1` rewrites them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "stored"


class Stored:
    """One file of stored values, by name."""

    def __init__(self, name: str) -> None:
        self.file = FOLDER / f"{name}.json"
        self.known: dict[str, Any] = json.loads(self.file.read_text()) if self.file.exists() else {}
        self.seen: dict[str, Any] = {}

    def see(self, name: str, value: Any) -> None:
        """Note what a test found under `name`."""
        self.seen[name] = value

    def check(self) -> None:
        """Compare all that was seen with what is stored; names that are no longer seen count as changed."""
        if os.environ.get("UPDATE_STORED") == "1":
            FOLDER.mkdir(exist_ok=True)
            self.file.write_text(json.dumps(self.seen, indent=1, sort_keys=True, ensure_ascii=False) + "\n")
            return
        changed = {
            name: {"stored": self.known.get(name), "now": self.seen.get(name)}
            for name in sorted(set(self.known) | set(self.seen))
            if self.known.get(name) != self.seen.get(name)
        }
        assert not changed, f"run UPDATE_STORED=1 pytest … if this is meant:\n{json.dumps(changed, indent=1)}"
