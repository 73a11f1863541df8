"""A standing process with a box that is always open, made by the real actions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.processes.actions import publish_activity, set_up_standing_process
from kuvend.foundation.processes.models import Activity, Process
from tests.support.house import House, both


def standing_process(house: House, key: str = "suggestions") -> Process:
    """A process without a last day that began after the house's plan."""
    return set_up_standing_process(
        actor=HOUSE, key=key, title=both("Suggestions"), summary=both("What should be better."),
        from_date=date(2026, 11, 1), at=house.at,
    )  # fmt: skip


def always_open(house: House, *, process: Process | None = None, **fields: Any) -> Activity:
    """A box in a standing process that has no last day."""
    process = process or standing_process(house)
    known: dict[str, Any] = {
        "process": process, "kind": "ideas", "title": both("What should be better?"), "summary": both("Tell us."),
        "owner": house.owner, "scope": process.scope, "opens_at": house.at - timedelta(days=10),
    }  # fmt: skip
    return publish_activity(actor=HOUSE, activity=Activity(**(known | fields)), at=house.at - timedelta(days=11))
