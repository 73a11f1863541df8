"""A process and the topics that words in it may be about."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.ids import PublicIdField
from kuvend.foundation.core.text import LocalizedField
from kuvend.foundation.people.models import Scope


class Process(models.Model):
    """What runs from a first question to a checked result, such as the making of one action plan.

    A standing process has no last day, hence neither stages nor a plan (triggers hold that): requests, registers, an
    always-open box belong to one. It stands until it is ended, for a reason that everybody reads.
    """

    public_id = PublicIdField()
    key = models.SlugField(max_length=80, unique=True)
    title = LocalizedField()
    summary = LocalizedField()
    scope = models.ForeignKey(Scope, models.PROTECT, related_name="processes")
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)
    simulated = models.BooleanField(default=False)
    version = models.PositiveSmallIntegerField(default=1)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = LocalizedField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")), name="process_in_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, end_reason={})
                | (Q(ended_at__isnull=False, to_date__isnull=True) & ~Q(end_reason={})),
                name="process_ended_for_a_reason",
            ),
        ]

    @property
    def stands(self) -> bool:
        """Whether it was set up without a last day; one that was ended is no process of a plan for that."""
        return self.to_date is None

    @property
    def last_day(self) -> date | None:
        """Its last day; of a standing process the one on which it was ended, None until then."""
        return local_date(self.ended_at) if self.ended_at else self.to_date

    @property
    def end(self) -> date:
        """Its last day, the last of all days for a standing one: for comparing, never for showing."""
        return self.to_date or date.max


class ProcessVersion(models.Model):
    """What a standing process was called and for, and since when, by a version; the reason is empty of the first.

    Never edited. `document` is the exact string that `digest` seals with `salt`.
    """

    process = models.ForeignKey(Process, models.CASCADE, related_name="versions")
    version = models.PositiveSmallIntegerField()
    title = LocalizedField()
    summary = LocalizedField()
    from_date = models.DateField()
    reason = LocalizedField()
    role = models.CharField(max_length=30)
    published_at = models.DateTimeField()
    document = models.TextField()
    salt = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["process", "version"], name="process_version_once")]


class Topic(models.Model):
    """What words in a process may be about, such as a goal of its plan; one no longer offered keeps its name."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="topics")
    key = models.SlugField(max_length=80)
    place = models.PositiveSmallIntegerField()
    title = LocalizedField()
    offered = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["process", "key"], name="topic_key_once")]
