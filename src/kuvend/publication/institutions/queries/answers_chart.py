"""How an institution answers, as bars of which each part opens its contributions."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.charts import Chart, Part, bars, stacked
from kuvend.foundation.obligations.rows import KeptDays
from kuvend.foundation.responses.delays import Delays

WEEKS = (_("first week"), _("second week"), _("third week"), _("fourth week"), _("later"))


def answers_chart(rates: KeptDays, institution: str) -> Chart:
    """Return the bar of all answers that `institution` (a public id) owes: in time, late, in their days, overdue."""
    counted = (
        (_("answered in time"), rates.in_time, "ok", "in_time"),
        (_("answered late"), rates.late, "wait", "late"),
        (_("waiting, still within their days"), rates.waiting - rates.overdue, "", "in_days"),
        (_("overdue"), rates.overdue, "stop", "overdue"),
    )
    parts = [
        Part(label=label, count=count, tone=tone, url=_records(show, institution))
        for label, count, tone, show in counted
    ]
    return stacked(parts)


def weeks_chart(delays: Delays, institution: str) -> Chart:
    """Return the bars of answers by the week in which they came, counted from posting."""
    parts = [
        Part(label=label, count=count, tone="ok-part", url=_records(f"week_{number}", institution))
        for number, (label, count) in enumerate(zip(WEEKS, delays.weeks, strict=True), start=1)
    ]
    return bars(parts)


def _records(show: str, institution: str) -> str:
    return f"{reverse('contributions')}?show={show}&institution={institution}"
