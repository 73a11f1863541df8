"""How many contributions went into commitments, those that landed in a milestone included."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count
from django.db.models.functions import Coalesce

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.responses.enums import ResponseState
from kuvend.foundation.responses.models import Answered

OUTCOME = "response__landings__text__outcome__"


def landed_counts(commitment_ids: Sequence[int]) -> dict[int, int]:
    """Return the number of published contributions by commitment; one statement, none for no commitments."""
    if not commitment_ids:
        return {}
    answered = Answered.objects.filter(
        response__landings__landed_text__isnull=False,
        response__state=ResponseState.PUBLISHED,
        contribution__state=State.PUBLISHED,
    ).annotate(into=Coalesce(f"{OUTCOME}commitment", f"{OUTCOME}milestone__commitment"))
    counted = answered.filter(into__in=commitment_ids).values_list("into")
    return dict(counted.annotate(n=Count("contribution", distinct=True)))
