"""What can be done with postcards: one is sent, with a name beside it or without."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.receiving import say
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.processes.models import Activity
from tests.capabilities.postcards.limits import SEND_POSTCARD
from tests.capabilities.postcards.models import Postcard

POSTCARD, UNSIGNED = "postcard", "unsigned_postcard"  # the kinds of these words


@transaction.atomic
def send_postcard(
    *, actor: Actor, activity: Activity, body: str, town: str, unsigned: bool = False, language: str, at: datetime
) -> Contribution:
    """Receive a postcard. Raises NotAllowed with the rule's reason; TooOften."""
    return say(
        actor=actor,
        activity=activity,
        kind=UNSIGNED if unsigned else POSTCARD,
        limit=SEND_POSTCARD.deed,
        body=body,
        language=language,
        keep=lambda row: Postcard.objects.create(contribution=row, town=town),
        at=at,
    )


def forget_towns(ids: object) -> None:
    """Empty the towns of postcards whose author erased their words."""
    Postcard.objects.filter(pk__in=ids).update(town="")
