from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from kuvend.accountability.plans.enums import (
    Ambition,
    Completion,
    EarlyResults,
    Potential,
    Status,
    Value,
    YesNo,
)
from kuvend.accountability.plans.models.fields import code, in_time, keys, one_of
from kuvend.accountability.plans.models.plan import Component, PolicyGoal
from kuvend.foundation.core.text import LocalizedField
from kuvend.foundation.outcomes.models import Outcome, standalone
from kuvend.foundation.people.models import Institution

STANDS = standalone("outcome__") & standalone("commitment__outcome__")  # milestones that stand for themselves


class Commitment(models.Model):
    """What the government promises; number, title, lead institution and scope stand in its outcome.

    `unknown` names the fields that no source tells. The `irm_…` codes are those of the published IRM review
    that the plan file carries; assessments given on this site are rows of their own. `details` holds what the file
    says beyond the core (cost, contact, baseline …), in the form of the file.
    """

    outcome = models.OneToOneField(Outcome, models.PROTECT, related_name="commitment")
    goal = models.ForeignKey(PolicyGoal, models.PROTECT, related_name="commitments")
    component = models.ForeignKey(Component, models.PROTECT, null=True, blank=True, related_name="commitments")
    place = models.PositiveSmallIntegerField()
    ogp_code = models.CharField(max_length=20, blank=True)
    supporting: models.ManyToManyField[Institution, Supporting] = models.ManyToManyField(
        Institution, through="Supporting", related_name="supported_commitments"
    )
    other_actors = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    problem = LocalizedField()
    solution = LocalizedField()
    results = LocalizedField()
    values = ArrayField(models.CharField(max_length=40, choices=Value.choices), default=list, blank=True)
    policy_areas = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    from_date = models.DateField(null=True, blank=True)
    to_date = models.DateField(null=True, blank=True)
    irm_verifiable = code(YesNo)
    irm_open_gov_lens = code(YesNo)
    irm_ambition = code(Ambition)
    irm_potential = code(Potential)
    irm_completion = code(Completion)
    irm_early_results = code(EarlyResults)
    irm_sources = keys()
    sources = keys()
    unknown = keys()
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            in_time("commitment_in_time"),
            one_of("irm_verifiable", YesNo, "irm_verifiable_code"),
            one_of("irm_open_gov_lens", YesNo, "irm_open_gov_lens_code"),
            one_of("irm_ambition", Ambition, "irm_ambition_code"),
            one_of("irm_potential", Potential, "irm_potential_code"),
            one_of("irm_completion", Completion, "irm_completion_code"),
            one_of("irm_early_results", EarlyResults, "irm_early_results_code"),
            models.CheckConstraint(
                condition=Q(values__contained_by=Value.values), name="commitment_values_are_ogp_values"
            ),
        ]


class Supporting(models.Model):
    """An institution that supports a commitment, in the plan's order."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commitment", "institution"], name="supporting_once")]


class Milestone(models.Model):
    """A measurable step of a commitment; `status` is what the last report shows, "" before the first.

    A last report that says *completed* without public evidence (`unproven`) leaves it substantial.

    `details` holds evidence type, audience and indicators, in the form of the plan file; `source_values` the rows of
    the foreign tables it came from, word for word (other languages too), so that they go out without a lost value.
    `closed_undone` says that its last report closed it without being done, with the statement `failure` of that very
    report (whose key is the report's).
    """

    outcome = models.OneToOneField(Outcome, models.PROTECT, related_name="milestone")
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="milestones")
    place = models.PositiveSmallIntegerField()
    deliverable = LocalizedField()
    from_date = models.DateField(null=True, blank=True)
    to_date = models.DateField(null=True, blank=True)
    lead_stated = models.BooleanField(default=False)  # the plan names a lead of its own for this milestone
    simulated = models.BooleanField(default=False)
    unknown = keys()
    details = models.JSONField(default=dict, blank=True)
    source_values = models.JSONField(default=dict, blank=True)
    status = models.CharField(max_length=20, choices=Status.choices, blank=True)
    unproven = models.BooleanField(default=False)
    last_report = models.ForeignKey("Report", models.PROTECT, null=True, blank=True, related_name="+")
    closed_undone = models.BooleanField(default=False)
    failure = models.ForeignKey("FailureStatement", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            in_time("milestone_in_time"),
            one_of("status", Status, "milestone_status_code"),
            models.CheckConstraint(
                condition=Q(status="", last_report__isnull=True) | (~Q(status="") & Q(last_report__isnull=False)),
                name="milestone_status_has_its_report",
            ),
            models.CheckConstraint(
                condition=Q(closed_undone=False, failure__isnull=True)
                | Q(closed_undone=True, failure__isnull=False, failure=F("last_report")),
                name="milestone_closed_undone_has_its_statement",
            ),
            models.CheckConstraint(
                condition=Q(closed_undone=False) | ~Q(status=Status.COMPLETED), name="milestone_completed_is_not_undone"
            ),
        ]
