from __future__ import annotations

from django.db import models
from django.db.models import Q

from kuvend.accountability.plans.enums import (
    BEHIND,
    Completion,
    EarlyResults,
    Potential,
    Status,
    YesNo,
)
from kuvend.accountability.plans.models.commitments import Commitment, Milestone
from kuvend.accountability.plans.models.fields import code, one_of
from kuvend.foundation.core.ids import PublicIdField
from kuvend.foundation.core.text import LocalizedField
from kuvend.foundation.people.models import Institution


class Report(models.Model):
    """A report of progress on a milestone, as of a day, by an institution; it is never edited."""

    public_id = PublicIdField()
    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="reports")
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=20, choices=Status.choices)
    text = LocalizedField()
    challenges = LocalizedField()
    as_of_date = models.DateField()
    reported_at = models.DateTimeField()
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
        ]
        indexes = [models.Index(fields=["milestone", "-as_of_date", "-id"], name="reports_in_time")]


class Evidence(models.Model):
    """What shows that a report is true."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="evidence")
    title = LocalizedField()
    url = models.URLField(blank=True)
    event_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(title={}), name="evidence_has_title")]


class Assessment(models.Model):
    """What a reviewer of the IRM found about a commitment, in the IRM's codes; it is never edited."""

    public_id = PublicIdField()
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="assessments")
    verifiable = code(YesNo)
    open_gov_lens = code(YesNo)
    potential = code(Potential)
    completion = code(Completion)
    early_results = code(EarlyResults)
    text = LocalizedField()
    source_title = LocalizedField()
    source_url = models.URLField(blank=True)
    assessed_at = models.DateTimeField()
    salt = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            one_of("verifiable", YesNo, "assessment_verifiable_code"),
            one_of("open_gov_lens", YesNo, "assessment_open_gov_lens_code"),
            one_of("potential", Potential, "assessment_potential_code"),
            one_of("completion", Completion, "assessment_completion_code"),
            one_of("early_results", EarlyResults, "assessment_early_results_code"),
            models.CheckConstraint(condition=~Q(text={}), name="assessment_has_words"),
        ]
