from django.db import models

from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.processes.models import Activity


class Section(models.Model):
    """One section of the draft that an activity puts up for comments."""

    outcome = models.OneToOneField(Outcome, models.CASCADE, primary_key=True, related_name="section")
    draft = models.ForeignKey(Activity, models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "position"], name="section_position_once")]
