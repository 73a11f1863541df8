"""Reading the demonstration's texts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import yaml

Entry: TypeAlias = dict[str, Any]
FOLDER = Path(__file__).parent / "data"
PLANS = ("demo_plan", "next_plan")


def read(name: str) -> Entry:
    """Return the content of `data/<name>.yaml`, fresh: callers may change it."""
    content: Entry = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return content


@cache
def entries(name: str) -> tuple[Entry, ...]:
    """Return the entries of a file that holds one list, which is called like the file."""
    return tuple(read(name)[name])
