"""The page of a deliberation: how many took part, its statements by the order they came in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from kuvend.foundation.core.paging import page_by_id
from kuvend.foundation.processes.models import Activity
from kuvend.participation.deliberation.models import Deliberation
from kuvend.participation.deliberation.queries.ballot import asked_statements
from kuvend.participation.deliberation.queries.release_days import steps_of
from kuvend.participation.deliberation.queries.rows import release_of
from kuvend.participation.deliberation.queries.share import numbers_sentence
from kuvend.participation.deliberation.queries.statements import COLUMNS, listed_rows

PAGE_SIZE = 25


def activity_page(activity: Activity, params: QueryDict, at: datetime) -> dict[str, Any]:
    """Return what the page of a deliberation shows: how many took part, its statements by the order they came in."""
    deliberations = Deliberation.objects.select_related("map").filter(pk=activity.pk)[:1]
    deliberation = next(iter(deliberations), None) or Deliberation(activity=activity)
    release = release_of(deliberation)
    page = page_by_id(
        asked_statements(activity.pk).values_list(*COLUMNS),
        lambda rows: listed_rows(rows, owner=activity.owner.name, numbers=release is not None),
        of="statements",
        after=params.get("after", ""),
        size=PAGE_SIZE,
        rising=True,
    )
    return {
        "page": page,
        "numbers": release is not None,
        "steps": steps_of(deliberation, release, at=at),
        "share": {"figure": numbers_sentence(release)},
        "results_url": reverse("deliberation_results", args=[activity.public_id]),
    }
