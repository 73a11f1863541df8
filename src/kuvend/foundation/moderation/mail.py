"""What the letter about a hidden contribution names."""

from __future__ import annotations

from typing import Any

from kuvend.foundation.moderation.enums import HouseRule
from kuvend.foundation.moderation.models import Decision
from kuvend.foundation.record.facts import RecordedFact


def hidden(fact: RecordedFact) -> dict[str, Any]:
    """Name the rule of the house, and the moderator's note to the author."""
    decision = (
        Decision.objects.filter(contribution__public_id=fact.subjects["contribution"], decided_at=fact.at)
        .order_by("-pk")
        .first()
    )
    return {"house_rule": HouseRule(fact.data["house_rule"]).label, "note": decision.note if decision else ""}
