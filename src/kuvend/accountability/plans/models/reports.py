from __future__ import annotations

from django.db import models
from django.db.models import Q

from kuvend.accountability.plans.enums import BEHIND, Status
from kuvend.accountability.plans.models.commitments import Milestone
from kuvend.foundation.core.ids import PublicIdField
from kuvend.foundation.core.text import LocalizedField
from kuvend.foundation.people.models import Institution


class Report(models.Model):
    """A report of progress on a milestone, as of a day, by an institution; it is never edited.

    `period_date` is the last day of the half-year it tells of. `imported` says that it was taken from the tables of
    others: when it was reported there is not known, so it is neither in time nor late. `token` is that of the form
    it came by, so that a form sent twice is one report. `unproven`: it says *completed* without public evidence from
    within the plan's days, so it counts as substantial.
    """

    public_id = PublicIdField()
    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="reports")
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=20, choices=Status.choices)
    text = LocalizedField()
    challenges = LocalizedField()
    as_of_date = models.DateField()
    period_date = models.DateField()
    imported = models.BooleanField(default=False)
    token = models.CharField(max_length=10, blank=True)
    reported_at = models.DateTimeField()
    unproven = models.BooleanField(default=False)
    salt = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="report_status_code"),
            models.CheckConstraint(
                condition=~Q(status__in=[status.value for status in BEHIND]) | ~Q(challenges={}),
                name="report_behind_names_challenges",
            ),
            models.CheckConstraint(condition=~Q(text={}), name="report_has_words"),
            models.CheckConstraint(
                condition=Q(unproven=False) | Q(status=Status.COMPLETED), name="report_unproven_says_completed"
            ),
            models.UniqueConstraint(
                fields=["milestone", "token"], condition=~Q(token=""), name="report_once_for_each_form"
            ),
        ]
        indexes = [models.Index(fields=["milestone", "-as_of_date", "-id"], name="reports_in_time")]

    @property
    def counts_as(self) -> str:
        """The status that counts: what is said to be completed without evidence is substantial."""
        return Status.SUBSTANTIAL if self.unproven else self.status


class IndicatorReading(models.Model):
    """The value that an indicator of a milestone had reached, as a report tells it.

    `place` is the indicator's place in the milestone's list, from 1; its words are kept with the reading, since a
    later version of the plan may have another list.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="readings")
    place = models.PositiveSmallIntegerField()
    indicator = LocalizedField()
    unit = LocalizedField()
    value = models.CharField(max_length=120)
    note = LocalizedField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "place"], name="reading_once_for_each_indicator"),
            models.CheckConstraint(condition=~Q(value=""), name="reading_has_value"),
        ]


class FailureStatement(models.Model):
    """What is said when a milestone is closed undone: why, who answers for the remedy, which one, and until when.

    Responsible is an institution or a position, never a private person by name. Without `new_date` it will not be
    done.
    """

    report = models.OneToOneField(Report, models.CASCADE, primary_key=True, related_name="failure")
    reason = LocalizedField()
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="+")
    position = LocalizedField()
    remedy = LocalizedField()
    new_date = models.DateField(null=True, blank=True)
    stated_at = models.DateTimeField()
    salt = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason={}), name="failure_has_reason"),
            models.CheckConstraint(condition=~Q(remedy={}), name="failure_has_remedy"),
            models.CheckConstraint(
                condition=Q(institution__isnull=False) | ~Q(position={}), name="failure_names_who_is_responsible"
            ),
        ]
