"""What the search keeps of progress reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans.enums import Status
from kuvend.accountability.plans.models import Report
from kuvend.foundation.core.wording import Tag
from kuvend.foundation.datasets.findable import Findable, FindableSort, Naming


def status_tags() -> dict[str, Tag]:
    """Return how each status is shown, by its code."""
    return {status.value: Tag(status.label, status.tint) for status in Status}


def _draw(rows: Sequence[Report]) -> Iterable[Findable]:
    for row in rows:
        outcome = row.milestone.outcome
        codes = {**row.text, **row.challenges}
        yield Findable(
            public_id=row.public_id,
            title=outcome.title,
            words={code: " ".join(filter(None, (row.text.get(code), row.challenges.get(code)))) for code in codes},
            moment=row.reported_at,
            process=outcome.process.public_id,
            institution=row.institution.public_id if row.institution else "",
            scope=outcome.scope.path,
            state=row.counts_as,
        )


REPORTS_FOUND = FindableSort(
    name="report",
    kinds=lambda: {"report": Naming(_("progress report"), _("Progress reports"))},
    page="report",
    rows=lambda: Report.objects.select_related(
        "milestone__outcome__process", "milestone__outcome__scope", "institution"
    ),
    draw=_draw,
    facts=frozenset({"progress_reported"}),
    states=status_tags,
    many=True,
)
