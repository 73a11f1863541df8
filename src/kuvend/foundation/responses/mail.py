"""What the letters about an answer and about its correction name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from kuvend.foundation.record.facts import RecordedFact
from kuvend.foundation.responses.models import Landing, Response, ResponseText


def answered(facts: Sequence[RecordedFact]) -> list[dict[str, Any]]:
    """Name the institution, the verdict, the reason and where the words went. Two statements."""
    responses = _responses(fact.data["response"] for fact in facts)
    return [responses[fact.data["response"]] for fact in facts]


def corrected(facts: Sequence[RecordedFact]) -> list[dict[str, Any]]:
    """Name what an answer says since this correction; a later one has a letter of its own. Three statements."""
    responses = _responses(str(fact.subjects["response"]) for fact in facts)
    rows = ResponseText.objects.filter(response__public_id__in=responses).select_related("response")
    texts = {(text.response.public_id, text.version): text for text in rows}
    return [
        responses[public_id] | {"text": texts[public_id, fact.data["version"]]}
        for fact in facts
        for public_id in [str(fact.subjects["response"])]
    ]


def _responses(public_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return each response with where the words that it answers went, by its public id."""
    responses = Response.objects.select_related("institution").in_bulk(set(public_ids), field_name="public_id")
    landings: dict[int, list[Landing]] = {response.pk: [] for response in responses.values()}
    for landing in Landing.objects.filter(response__in=landings).select_related("text__outcome").order_by("pk"):
        landings[landing.response_id].append(landing)
    return {key: {"response": one, "landings": landings[one.pk]} for key, one in responses.items()}
