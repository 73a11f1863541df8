"""What the letter about a hidden contribution names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from kuvend.foundation.moderation.enums import HouseRule
from kuvend.foundation.moderation.models import Decision
from kuvend.foundation.record.facts import RecordedFact


def version_published(fact: RecordedFact) -> dict[str, Any]:
    """A let-through letter names nothing besides the contribution."""
    return {}


def hidden(facts: Sequence[RecordedFact]) -> list[dict[str, Any]]:
    """Name the rule of the house, and the moderator's note to the author. One statement."""
    notes = _notes(facts)
    return [
        {
            "house_rule": HouseRule(fact.data["house_rule"]).label,
            "note": notes.get((str(fact.subjects["contribution"]), fact.at), ""),
        }
        for fact in facts
    ]


def restored(facts: Sequence[RecordedFact]) -> list[dict[str, Any]]:
    """Name the moderator's note to the author. One statement."""
    notes = _notes(facts)
    return [{"note": notes.get((str(fact.subjects["contribution"]), fact.at), "")} for fact in facts]


def _notes(facts: Sequence[RecordedFact]) -> dict[tuple[str, datetime], str]:
    rows = Decision.objects.filter(
        contribution__public_id__in=[fact.subjects["contribution"] for fact in facts],
        decided_at__in={fact.at for fact in facts},
    ).values_list("contribution__public_id", "decided_at", "note")
    return {(public_id, at): note for public_id, at, note in rows.order_by("pk")}
