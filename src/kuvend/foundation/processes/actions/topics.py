"""Topics of a process: what its words may be about."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from kuvend.foundation.core.text import Localized
from kuvend.foundation.processes.models import Process, Topic


@transaction.atomic
def set_topics(*, process: Process, topics: Sequence[tuple[str, Localized]]) -> None:
    """Offer these topics (key, title) in this order; earlier ones are offered no more and keep their names."""
    for place, (key, title) in enumerate(topics):
        values = {"place": place, "title": title, "offered": True}
        Topic.objects.update_or_create(process=process, key=key, defaults=values)
    Topic.objects.filter(process=process).exclude(key__in=[key for key, _title in topics]).update(offered=False)
