"""What the letter about an answer names."""

from __future__ import annotations

from typing import Any

from kuvend.foundation.record.facts import RecordedFact
from kuvend.foundation.responses.models import Response
from kuvend.foundation.responses.queries import landings_of


def answered(fact: RecordedFact) -> dict[str, Any]:
    """Name the institution, the verdict, the reason and where the words went."""
    response = Response.objects.select_related("institution").get(public_id=fact.data["response"])
    return {"response": response, "landings": list(landings_of(response.pk))}
