"""A part that a room hands up for a page of another: its data, and the template that draws it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ShownPart:
    """A part as the page draws it; the template finds `data` under the name `part`."""

    template: str
    data: Any
