"""What the letters about a contribution's own steps name."""

from __future__ import annotations

from datetime import date
from typing import Any

from kuvend.foundation.record.facts import RecordedFact


def received(fact: RecordedFact) -> dict[str, Any]:
    """Name the day by which an answer is due, and whether a moderator reads it first."""
    due = fact.data.get("answer_due_date", "")
    return {
        "due_date": date.fromisoformat(due) if due else None,
        "waits": fact.data.get("state") == "pending",
    }


def published(fact: RecordedFact) -> dict[str, Any]:
    """A let-through letter names nothing besides the contribution."""
    return {}
