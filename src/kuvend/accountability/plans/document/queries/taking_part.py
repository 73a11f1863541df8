"""How one can take part now in what stands below a scope, or above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kuvend.foundation.core.wording import in_words, page_url
from kuvend.foundation.processes.queries import open_activities


@dataclass(frozen=True)
class OpenWay:
    """A way to take part that is open now; `whole_plan` tells that it is about the plan as a whole."""

    title: Any
    url: str
    until: str
    whole_plan: bool


def open_ways(process_id: int, path: str, *, at: datetime) -> Sequence[OpenWay]:
    """Return what is open now within the scope of `path` or about a whole that holds it; one statement."""
    rows = [one for one in open_activities(at).filter(process_id=process_id) if _touch(one.scope.path, path)]
    return [
        OpenWay(one.title, page_url("activity", one.public_id), in_words(one.last_day), one.scope.path != path)
        for one in rows
    ]


def _touch(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
