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


def entries(name: str) -> tuple[Entry, ...]:
    """Return the entries of a file that holds one list, which is called like the file."""
    return tuple(read(name)[name])
