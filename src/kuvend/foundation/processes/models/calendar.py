"""The published versions of the days of a process."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kuvend.foundation.core.ids import PublicIdField
from kuvend.foundation.core.text import LocalizedField
from kuvend.foundation.processes.models.activity import Activity
from kuvend.foundation.processes.models.process import Process
from kuvend.foundation.processes.models.stage import Stage


class StageCalendar(models.Model):
    """A published version of the days of a process: its stages and the ways to take part in them. Never edited.

    `note` says why the days changed, `role` in which role somebody changed them; `digest` seals the whole.
    """

    public_id = PublicIdField()
    process = models.ForeignKey(Process, models.PROTECT, related_name="calendars")
    version = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    role = models.CharField(max_length=30)
    note = LocalizedField()
    salt = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["process", "version"], name="calendar_version_once")]


class CalendarDay(models.Model):
    """The days of a stage, or of a way to take part in it, as one version of the calendar announces them."""

    calendar = models.ForeignKey(StageCalendar, models.CASCADE, related_name="days")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="calendar_days")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="calendar_days")
    from_date = models.DateField()
    to_date = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "stage", "activity"], name="calendar_day_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(to_date__gte=F("from_date")), name="calendar_day_in_time"),
        ]
