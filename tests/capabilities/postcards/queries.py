"""Reading postcards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from kuvend.foundation.contributions.queries import listed
from kuvend.foundation.core.clock import start_of_day
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.processes.models import Activity
from tests.capabilities.postcards.models import Postcard


def postcard_details(contribution_ids: Sequence[int]) -> dict[int, str]:
    """Return the towns of postcards by contribution id, in one query."""
    return dict(Postcard.objects.filter(pk__in=contribution_ids).values_list("pk", "town"))


def towns_of(person_id: int) -> list[str]:
    """Return the towns from which a person sent postcards, by letter."""
    rows = Postcard.objects.filter(contribution__participant__person=person_id).exclude(town="")
    return list(rows.order_by("town").values_list("town", flat=True).distinct())


def postcards_sent(actor: Actor, since: date, at: datetime) -> list[tuple[str, str]]:
    """Tell whoever reads them that postcards came since a day."""
    count = Postcard.objects.filter(
        contribution__posted_at__gt=start_of_day(since), contribution__posted_at__lte=at
    ).count()
    return [(f"{count} postcards came.", reverse("take_part"))] if count else []


def activity_page(activity: Activity, params: Any, at: datetime) -> dict[str, Any]:
    """Return the postcards of an activity, the newest first."""
    page = listed(activity.pk, kind="postcard", order="newest", after=params.get("after", ""))
    unsigned = listed(activity.pk, kind="unsigned_postcard")
    return {"rows": [*page.rows, *unsigned.rows], "next_key": page.next_key}
