from django.db import models

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.moderation.enums import Decided, HouseRule


class Decision(models.Model):
    """What was decided about a contribution, by which rule of the house, and when."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="decisions")
    decided = models.CharField(max_length=20, choices=Decided.choices)
    house_rule = models.CharField(max_length=20, choices=HouseRule.choices, blank=True)
    note = models.TextField(blank=True)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(decided=Decided.HIDDEN) | ~models.Q(house_rule=""),
                name="hidden_by_a_rule",
            )
        ]
        indexes = [models.Index(fields=["contribution", "-decided_at"], name="latest_decision")]
