"""How far commitments are, as one bar whose parts open their commitments."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans.enums import Status
from kuvend.accountability.plans.progress.queries.rows import CommitmentRow, counted
from kuvend.foundation.core.charts import Chart, Part, stacked

TONES = (
    (Status.COMPLETED, "ok"),
    (Status.SUBSTANTIAL, "ok-part"),
    (Status.LIMITED, "wait"),
    (Status.NOT_STARTED, "stop"),
)
NO_REPORT = _("no report yet")


def progress_chart(rows: Sequence[CommitmentRow]) -> Chart | None:
    """Return the bar of commitments by progress, the furthest first, only what there is; None for fewer than two.

    Those that stand for themselves no more are left out.
    """
    rows = counted(rows)
    scale = [(status.value, status.label, tone) for status, tone in TONES] + [("", NO_REPORT, "")]
    parts = [_part(label, tone, [row for row in rows if row.status == code]) for code, label, tone in scale]
    return stacked([part for part in parts if part.count]) if len(rows) > 1 else None


def _part(label: object, tone: str, rows: Sequence[CommitmentRow]) -> Part:
    in_order = sorted(rows, key=lambda row: (len(row.number), row.number))
    return Part(label=label, count=len(rows), tone=tone, links=[(row.number, row.url) for row in in_order])
