from __future__ import annotations

from django.db import models

from kuvend.accountability.plans.models.fields import keys
from kuvend.foundation.core.ids import PublicIdField
from kuvend.foundation.core.text import LocalizedField
from kuvend.foundation.people.models import Institution, Scope
from kuvend.foundation.processes.models import Process


class Plan(models.Model):
    """An action plan; key, title, summary and days stand in its process.

    `from_stated` and `to_stated` are the days as exact as the sources give them ("2020", "2021-01-01", "unknown");
    `unknown` names the fields that no source tells; `sources` lists {key, title, url, language}. `making` is how
    the plan was made and is followed, in the form of its file (`engines/formats/plan/forms.py`). `source_values`
    names the foreign tables that the plan came from, with their columns in order; {} for a plan file.
    `submitted_at` is the moment of its submission to OGP here; a file of an older plan tells the day in `making`.
    """

    public_id = PublicIdField()
    process = models.OneToOneField(Process, models.PROTECT, related_name="plan")
    country = models.CharField(max_length=2)
    from_stated = models.CharField(max_length=10)
    to_stated = models.CharField(max_length=10)
    period_simulated = models.BooleanField(default=False)
    sources = models.JSONField(default=list)
    unknown = keys()
    making = models.JSONField(null=True, blank=True)
    source_values = models.JSONField(default=dict, blank=True)
    institutions: models.ManyToManyField[Institution, PlanInstitution] = models.ManyToManyField(
        Institution, through="PlanInstitution", related_name="plans"
    )
    version = models.PositiveIntegerField(default=0)
    salt = models.BinaryField(default=b"")
    digest = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)


class RuleOverride(models.Model):
    """Why a plan was submitted although a requirement did not hold, or nobody could tell: published, never changed."""

    public_id = PublicIdField()
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="overrides")
    rule = models.CharField(max_length=20)
    outcome = models.CharField(max_length=10)
    reason = LocalizedField()
    salt = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "rule"], name="override_once_for_each_rule"),
            models.CheckConstraint(condition=models.Q(outcome__in=["failed", "unknown"]), name="override_outcome_code"),
            models.CheckConstraint(condition=~models.Q(reason={}), name="override_has_its_reason"),
        ]


class PlanInstitution(models.Model):
    """An institution that the plan lists, in its order."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="listed")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "institution"], name="plan_institution_once"),
            models.UniqueConstraint(
                fields=["plan", "place"], name="plan_institution_place_once", deferrable=models.Deferrable.DEFERRED
            ),
        ]


class PolicyGoal(models.Model):
    """A policy goal of a plan, with its own scope for mandates."""

    public_id = PublicIdField()
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="goals")
    key = models.SlugField(max_length=80)
    number = models.CharField(max_length=20)
    place = models.PositiveSmallIntegerField()
    title = LocalizedField()
    scope = models.OneToOneField(Scope, models.PROTECT, related_name="policy_goal")
    sources = keys()
    unknown = keys()
    leads: models.ManyToManyField[Institution, GoalLead] = models.ManyToManyField(
        Institution, through="GoalLead", related_name="led_goals"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "key"], name="goal_key_once")]


class GoalLead(models.Model):
    """An institution that leads a policy goal, in the plan's order."""

    goal = models.ForeignKey(PolicyGoal, models.CASCADE, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["goal", "institution"], name="goal_lead_once")]


class Component(models.Model):
    """A part of a policy goal, with its leader and its own scope for mandates."""

    public_id = PublicIdField()
    goal = models.ForeignKey(PolicyGoal, models.PROTECT, related_name="components")
    key = models.SlugField(max_length=80)
    number = models.CharField(max_length=20)
    place = models.PositiveSmallIntegerField()
    title = LocalizedField()
    leader = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="led_components")
    note = LocalizedField()
    scope = models.OneToOneField(Scope, models.PROTECT, related_name="component")
    sources = keys()
    unknown = keys()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["goal", "key"], name="component_key_once")]
