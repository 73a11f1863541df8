"""The stages of a process, the conditions on which they open and close, and the evidence for these."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kuvend.foundation.core.ids import PublicIdField
from kuvend.foundation.core.text import LocalizedField
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.enums import GateSide, StageState
from kuvend.foundation.processes.models.process import Process


class Stage(models.Model):
    """A part of a process with its days; it opens and closes only when its gate items hold.

    `notice_days` is how many days before it opened its days stood published (None before, or when they never did);
    `early_reason` why it opened with fewer than the notice asks for.
    """

    public_id = PublicIdField()
    process = models.ForeignKey(Process, models.PROTECT, related_name="stages")
    key = models.SlugField(max_length=80)
    number = models.PositiveSmallIntegerField()
    title = LocalizedField()
    from_date = models.DateField()
    to_date = models.DateField()
    state = models.CharField(max_length=10, choices=StageState.choices, default=StageState.AHEAD)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    notice_days = models.SmallIntegerField(null=True, blank=True)
    early_reason = LocalizedField()
    early_salt = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process", "key"], name="stage_key_once"),
            models.UniqueConstraint(fields=["process", "number"], name="stage_number_once"),
            models.CheckConstraint(condition=Q(to_date__gte=F("from_date")), name="stage_in_time"),
        ]

    @property
    def tint(self) -> str:
        """The tint of its state’s tag."""
        return StageState(self.state).tint


class GateItem(models.Model):
    """One condition of a stage: evidence that somebody names, or a computed rule (its name).

    `after_consultation`: an approval, say, which is confirmed only once nobody can take part in the stage any more.
    """

    public_id = PublicIdField()
    stage = models.ForeignKey(Stage, models.CASCADE, related_name="gate_items")
    key = models.SlugField(max_length=80)
    number = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=10, choices=GateSide.choices)
    text = LocalizedField()
    actors = models.ManyToManyField(Institution, blank=True, related_name="+")
    with_civil_society = models.BooleanField(default=False)
    after_consultation = models.BooleanField(default=False)
    computed = models.CharField(max_length=60, blank=True)
    evidence_title = LocalizedField()
    evidence_url = models.URLField(blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stage", "key"], name="gate_item_key_once")]


class EvidenceVersion(models.Model):
    """The evidence for a condition as it was named. Never edited; before versions were kept it had no seal."""

    item = models.ForeignKey(GateItem, models.CASCADE, related_name="evidence")
    version = models.PositiveSmallIntegerField()
    title = LocalizedField()
    url = models.URLField(blank=True)
    named_at = models.DateTimeField()
    salt = models.BinaryField(default=b"")
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "version"], name="evidence_version_once")]
