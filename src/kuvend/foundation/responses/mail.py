"""What the letters about an answer and about its correction name."""

from __future__ import annotations

from typing import Any

from kuvend.foundation.record.facts import RecordedFact
from kuvend.foundation.responses.models import Response, ResponseText
from kuvend.foundation.responses.queries import landings_of


def answered(fact: RecordedFact) -> dict[str, Any]:
    """Name the institution, the verdict, the reason and where the words went."""
    response = Response.objects.select_related("institution").get(public_id=fact.data["response"])
    return {"response": response, "landings": list(landings_of(response.pk))}


def corrected(fact: RecordedFact) -> dict[str, Any]:
    """Name what an answer says since this correction; a later one has a letter of its own."""
    response = Response.objects.select_related("institution").get(public_id=str(fact.subjects["response"]))
    text = ResponseText.objects.get(response=response, version=fact.data["version"])
    return {"response": response, "text": text, "landings": list(landings_of(response.pk))}
