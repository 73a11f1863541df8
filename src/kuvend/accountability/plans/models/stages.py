from __future__ import annotations

from django.db import models

from kuvend.accountability.plans.models.fields import keys
from kuvend.foundation.processes.models import GateItem, Stage


class StageDetail(models.Model):
    """What the plan file says of a stage beyond the process: its sources."""

    stage = models.OneToOneField(Stage, models.CASCADE, related_name="plan_detail")
    sources = keys()


class GateItemDetail(models.Model):
    """What the plan file says of a condition beyond the process: the state and day of its evidence."""

    item = models.OneToOneField(GateItem, models.CASCADE, related_name="plan_detail")
    evidence_unknown = models.BooleanField(default=False)
    evidence_simulated = models.BooleanField(default=False)
    evidence_date = models.DateField(null=True, blank=True)
