"""A way to take part, its versions, and what is written before it is announced."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kuvend.engines.deadlines import due_date
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.ids import PublicIdField
from kuvend.foundation.core.languages import site_languages
from kuvend.foundation.core.text import LocalizedField
from kuvend.foundation.people.models import Institution, Scope
from kuvend.foundation.processes.enums import ActivityDeed, ModerationRule
from kuvend.foundation.processes.models.process import Process
from kuvend.foundation.processes.models.stage import Stage

END_OF_TIME = datetime(9999, 12, 1, tzinfo=UTC)  # far enough from the last moment for any time zone


def last_day(closes_at: datetime) -> date:
    """Return the last day of what closes at a moment: 24:00 belongs to the day before."""
    return local_date(closes_at - timedelta(microseconds=1))


class Activity(models.Model):
    """One way to take part: its kind, who owns it, when it is open and by which rules it runs.

    Without `closes_at` it stays open; it belongs to a standing process, and each contribution gets its own answer.
    `waits_for_content`: announced, but without the text or the statements with which its kind opens.
    """

    public_id = PublicIdField()
    process = models.ForeignKey(Process, models.PROTECT, related_name="activities")
    stage = models.ForeignKey(Stage, models.PROTECT, null=True, blank=True, related_name="activities")
    key = models.SlugField(max_length=80)
    kind = models.CharField(max_length=30)
    title = LocalizedField()
    summary = LocalizedField()
    owner = models.ForeignKey(Institution, models.PROTECT, related_name="activities")
    scope = models.ForeignKey(Scope, models.PROTECT, related_name="activities")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True, blank=True)
    moderation = models.CharField(max_length=10, choices=ModerationRule.choices, default=ModerationRule.AFTER)
    answer_working_days = models.PositiveSmallIntegerField(default=20)
    answers_owed = models.BooleanField(default=True)
    version = models.PositiveSmallIntegerField(default=1)
    waits_for_content = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    contribution_count = models.PositiveIntegerField(default=0)
    people_count = models.PositiveIntegerField(default=0)  # who took part without words, as published
    comment_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process", "key"], name="activity_key_once"),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=False, closes_at__gt=F("opens_at"))
                | Q(closes_at__isnull=True, stage__isnull=True, answers_owed=True),
                name="activity_in_time",
            ),
        ]
        indexes = [models.Index(fields=["closes_at"], name="activity_by_close")]

    @property
    def last_day(self) -> date | None:
        """The last day on which it is open: one that closes at 24:00 is open on that day. None: it stays open."""
        return last_day(self.closes_at) if self.closes_at else None

    @property
    def end(self) -> datetime:
        """The moment at which it closes, the end of time where it stays open: for comparing, never for showing."""
        return self.closes_at or END_OF_TIME

    @property
    def end_date(self) -> date:
        """The last day on which it is open, one at the end of time where it stays open: for comparing, as `end`."""
        return last_day(self.end)

    @property
    def answer_to_all_date(self) -> date:
        """The day by which all that is said gets one answer, where it gets none of its own: so many working days after.

        The last day is day 0. What stays open has none: there each contribution gets its own.
        """
        return due_date(self.end_date, self.answer_working_days, country=settings.KUVEND_COUNTRY)


class ActivityVersion(models.Model):
    """How an activity stood after a deed: its words and days, and the reason that everybody reads. Never edited.

    `document` is the exact string that `digest` seals with `salt`.
    """

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="versions")
    version = models.PositiveSmallIntegerField()
    deed = models.CharField(max_length=20, choices=ActivityDeed.choices)
    title = LocalizedField()
    summary = LocalizedField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True, blank=True)
    reason = LocalizedField()
    role = models.CharField(max_length=30)
    published_at = models.DateTimeField()
    document = models.TextField()
    salt = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "version"], name="activity_version_once")]

    @property
    def last_day(self) -> date | None:
        """The last day on which it is open by this version; None: it stays open."""
        return last_day(self.closes_at) if self.closes_at else None

    @property
    def end_date(self) -> date:
        """The last day on which it is open by this version, for comparing, as `Activity.end_date`."""
        return last_day(self.closes_at or END_OF_TIME)


class ActivityDraft(models.Model):
    """An activity that is being written: what stands in its form. Officials who run its scope share it."""

    public_id = PublicIdField()
    process = models.ForeignKey(Process, models.CASCADE, related_name="activity_drafts")
    scope = models.ForeignKey(Scope, models.CASCADE, related_name="+")
    values = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    edited_at = models.DateTimeField()

    @property
    def title(self) -> str:
        """The title as far as it was typed, in the first language that has one."""
        return next((typed for code in site_languages() if (typed := self.values.get(f"title_{code}"))), "")
