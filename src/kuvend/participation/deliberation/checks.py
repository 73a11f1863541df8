"""What `kuvend doctor` asks of deliberations."""

from __future__ import annotations

from datetime import datetime

from kuvend.foundation.core.findings import FAIL, OK, Finding
from kuvend.participation.deliberation.queries.officials import backlog

MAP_SECONDS = 120  # for which a vote may wait for its map


def votes_are_counted(at: datetime) -> Finding:
    """Say whether votes are counted: the next statements are drawn by the priorities of the latest map."""
    waiting = backlog(at)
    counted = (
        f"counted last {waiting.counted_at:%Y-%m-%d %H:%M} UTC" if waiting.counted_at else "nothing was counted yet"
    )
    sentence = f"{counted}; open deliberations: {waiting.open}, to be counted: {waiting.waiting}"
    level = FAIL if waiting.oldest > MAP_SECONDS else OK
    return Finding("votes", level, sentence, "votes are kept and wait: look at the worker")
