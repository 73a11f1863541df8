from django.db import models

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.ids import PublicIdField
from kuvend.foundation.obligations.models import Obligation
from kuvend.foundation.processes.models import Participant, Process


class Lamp(models.Model):
    """A lamp that is out: where, and the repair that is owed; `said` are the words in which somebody told it."""

    public_id = PublicIdField()
    place = models.CharField(max_length=80)
    said = models.ForeignKey(Contribution, models.PROTECT, null=True, related_name="lamps")
    repair = models.OneToOneField(Obligation, models.PROTECT, related_name="lamp")
    reported_at = models.DateTimeField()
    repaired_at = models.DateTimeField(null=True)


class LampRegister(models.Model):
    """The register of a process: from which day on its nights are dark."""

    public_id = PublicIdField()
    process = models.OneToOneField(Process, models.CASCADE, related_name="lamp_register")
    winter_date = models.DateField()


class Watch(models.Model):
    """Somebody waits for a lamp that was told of: kept of a person besides their words."""

    lamp = models.ForeignKey(Lamp, models.CASCADE, related_name="watches")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lamp", "participant"], name="watch_once")]
