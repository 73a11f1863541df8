"""Reading the demonstration's texts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import yaml

Entry: TypeAlias = dict[str, Any]
FOLDER = Path(__file__).parent / "data"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C where PyYAML was built with it: ten times as fast


@cache
def read(name: str) -> Entry:
    """Return the content of `data/<name>.yaml`, read once: callers do not change it."""
    content: Entry = yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), LOADER)  # noqa: S506 - a safe one
    return content


@cache
def entries(name: str) -> tuple[Entry, ...]:
    """Return the entries of `data/<name>.yaml`, which holds one list called like the file, and of its further parts."""
    further = sorted(path.stem for path in FOLDER.glob(f"{name}_more_*.yaml"))
    return tuple(entry for part in (name, *further) for entry in read(part)[part])
