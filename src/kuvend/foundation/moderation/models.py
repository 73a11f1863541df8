from django.db import models

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.ids import PublicIdField
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

    @property
    def tint(self) -> str:
        """The tint of its tag."""
        return Decided(self.decided).tint


class Complaint(models.Model):
    """Somebody says that a contribution breaks a rule of the house. Whoever it is, nothing is kept of them.

    A decision about the contribution closes it; its public id is the receipt.
    """

    public_id = PublicIdField()
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="complaints")
    version = models.PositiveIntegerField()
    house_rule = models.CharField(max_length=20, choices=HouseRule.choices)
    note = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    decision = models.ForeignKey(Decision, models.SET_NULL, null=True, blank=True, related_name="complaints")

    class Meta:
        indexes = [
            models.Index(
                fields=["contribution", "made_at"], name="open_complaints", condition=models.Q(decision__isnull=True)
            )
        ]
