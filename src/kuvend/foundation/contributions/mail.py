"""What the letters about a contribution's own steps name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from kuvend.foundation.contributions.models import Contribution, Lineage
from kuvend.foundation.people.enums import PERSON, SYSTEM
from kuvend.foundation.record.facts import RecordedFact


def received(fact: RecordedFact) -> dict[str, Any] | None:
    """Name the day by which an answer is due, and whether a moderator reads it first.

    No receipt follows the parts that an official made of words: the letter about the splitting tells of them.
    """
    if fact.role not in {PERSON, SYSTEM}:
        return None
    due = fact.data.get("answer_due_date", "")
    return {
        "due_date": date.fromisoformat(due) if due else None,
        "waits": fact.data.get("state") == "pending",
    }


def where_led(facts: Sequence[RecordedFact]) -> list[dict[str, Any]]:
    """Name where words continue (the one contribution, or the parts), and why where it was said. Two statements."""
    names = {public_id for fact in facts for public_id in _ends(fact)}
    rows = Contribution.objects.in_bulk(names, field_name="public_id")
    digests = [fact.data["reason"] for fact in facts if "reason" in fact.data]
    reasons = dict(Lineage.objects.filter(digest__in=digests).values_list("digest", "reason")) if digests else {}
    return [
        {
            "ends": [rows[end] for end in _ends(fact) if end in rows],
            "reason": reasons.get(str(fact.data.get("reason")), ""),
        }
        for fact in facts
    ]


def _ends(fact: RecordedFact) -> list[str]:
    into = fact.subjects.get("into") or fact.subjects.get("parts", [])
    return [into] if isinstance(into, str) else into


def published(fact: RecordedFact) -> dict[str, Any]:
    """A let-through letter names nothing besides the contribution."""
    return {}
