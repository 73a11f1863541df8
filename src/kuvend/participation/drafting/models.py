from django.db import models

from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.processes.models import Activity


class Section(models.Model):
    """One section of the draft that an activity puts up for comments; a later version may drop it, its page stays."""

    outcome = models.OneToOneField(Outcome, models.CASCADE, primary_key=True, related_name="section")
    draft = models.ForeignKey(Activity, models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField(null=True)  # none once it is dropped
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "position"], name="section_position_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=models.Q(position__isnull=True, dropped_at__isnull=False)
                | models.Q(position__isnull=False, dropped_at__isnull=True),
                name="section_stands_or_is_dropped",
            ),
        ]
