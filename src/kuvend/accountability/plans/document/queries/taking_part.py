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
        OpenWay(
            activity.title,
            page_url("activity", activity.public_id),
            in_words(activity.last_day),
            activity.scope.path != path,
        )
        for activity in rows
    ]


def _touch(path: str, other_path: str) -> bool:
    return path.startswith(other_path) or other_path.startswith(path)
