"""What the letters about changes of an activity name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.urls import reverse

from kuvend.foundation.core.addresses import site_url
from kuvend.foundation.processes.models import ActivityVersion
from kuvend.foundation.record.facts import RecordedFact


def activity_changed(facts: Sequence[RecordedFact]) -> list[dict[str, Any]]:
    """Name the activity, its last day since then and the reason; `page` gives its address in the reader's language."""
    activities = {str(fact.subjects["activity"]) for fact in facts}
    rows = ActivityVersion.objects.filter(activity__public_id__in=activities).select_related("activity__process")
    versions = {(row.activity.public_id, row.version): row for row in rows}
    return [_context(versions[str(fact.subjects["activity"]), fact.data["version"]]) for fact in facts]


def _context(version: ActivityVersion) -> dict[str, Any]:
    page = partial(_address, version.activity.public_id)
    return {"activity": version.activity, "version": version, "page": page}


def _address(public_id: str) -> str:
    return site_url(reverse("activity", args=[public_id]))
