"""What the letters about texts that continue in others name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kuvend.foundation.outcomes.models import Outcome, Succession
from kuvend.foundation.outcomes.queries import outcomes_before
from kuvend.foundation.record.facts import RecordedFact


def text_succeeded(facts: Sequence[RecordedFact]) -> list[dict[str, Any] | None]:
    """Name the text, where it continues and why; None where no row tells it. Two statements."""
    outcomes = _outcomes(facts)
    rows = Succession.objects.filter(origin__in=outcomes.values()).select_related("successor__process")
    by_saying: dict[Any, list[Succession]] = {}
    for row in rows.order_by("pk"):
        by_saying.setdefault((row.origin_id, row.began_at, row.digest), []).append(row)
    contexts: list[dict[str, Any] | None] = []
    for fact in facts:
        outcome = outcomes[str(fact.subjects["outcome"])]
        ways = by_saying.get((outcome.pk, fact.at, fact.data.get("reason", "")), [])
        contexts.append({"outcome": outcome, "ways": ways, "reason": ways[0].reason} if ways else None)
    return contexts


def succession_undone(facts: Sequence[RecordedFact]) -> list[dict[str, Any]]:
    """Name the text that no longer continues elsewhere, and why where it was said. Two statements."""
    outcomes = _outcomes(facts)
    digests = [fact.data["reason"] for fact in facts if "reason" in fact.data]
    rows = Succession.objects.filter(undone_digest__in=digests).values_list("undone_digest", "undone_reason")
    reasons = dict(rows) if digests else {}
    return [
        {"outcome": outcomes[str(fact.subjects["outcome"])], "reason": reasons.get(fact.data.get("reason", ""), "")}
        for fact in facts
    ]


def texts_behind(facts: Sequence[RecordedFact]) -> list[list[str]]:
    """Return the texts that continue in each text, through whatever others: their words went into it, too."""
    ids = [str(fact.subjects["outcome"]) for fact in facts]
    before = outcomes_before(ids)
    return [before.get(public_id, []) for public_id in ids]


def _outcomes(facts: Sequence[RecordedFact]) -> dict[str, Outcome]:
    return Outcome.objects.in_bulk({str(fact.subjects["outcome"]) for fact in facts}, field_name="public_id")
