from __future__ import annotations

from django.db import models

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.ids import PublicIdField
from kuvend.foundation.core.text import LocalizedField
from kuvend.foundation.outcomes.models import OutcomeText
from kuvend.foundation.people.models import Institution, Scope
from kuvend.foundation.processes.models import Process
from kuvend.foundation.responses.enums import DutyState, ResponseState, Verdict


class Duty(models.Model):
    """An institution must answer a contribution by its due date."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="duty")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="duties")
    due_date = models.DateField()
    state = models.CharField(max_length=10, choices=DutyState.choices, default=DutyState.OPEN)
    met_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=DutyState.MET, met_date__isnull=False)
                | (~models.Q(state=DutyState.MET) & models.Q(met_date__isnull=True)),
                name="met_duty_has_its_day",
            )
        ]
        indexes = [
            models.Index(
                fields=["institution", "due_date", "contribution"],
                name="open_duties_by_day",
                condition=models.Q(state=DutyState.OPEN),
            ),
            models.Index(
                fields=["due_date", "contribution"], name="open_duties_of_all", condition=models.Q(state=DutyState.OPEN)
            ),
            models.Index(
                fields=["contribution"], name="open_duties_latest_words", condition=models.Q(state=DutyState.OPEN)
            ),
            models.Index(
                fields=["contribution"], name="met_duties_latest_words", condition=models.Q(state=DutyState.MET)
            ),
        ]


class Response(models.Model):
    """What an institution answers to one or many contributions, all of which lie in its scope."""

    public_id = PublicIdField()
    process = models.ForeignKey(Process, models.PROTECT, related_name="responses")
    scope = models.ForeignKey(Scope, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="responses")
    state = models.CharField(max_length=10, choices=ResponseState.choices, default=ResponseState.DRAFT)
    verdict = models.CharField(max_length=20, choices=Verdict.choices, blank=True)
    reason = LocalizedField()
    nowhere = LocalizedField()  # why an accepted contribution landed nowhere yet
    version = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True, blank=True)
    selected = models.ManyToManyField(Contribution, blank=True, related_name="+")  # of a draft only
    answer_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=ResponseState.DRAFT)
                | (models.Q(published_at__isnull=False, version__gte=1) & ~models.Q(verdict="")),
                name="published_response_is_whole",
            )
        ]


class ResponseText(models.Model):
    """One published version of a response; a correction adds one, and all are shown."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="texts")
    version = models.PositiveIntegerField()
    verdict = models.CharField(max_length=20, choices=Verdict.choices)
    reason = LocalizedField()
    published_at = models.DateTimeField()
    salt = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "version"], name="response_version_once")]


class Answered(models.Model):
    """A contribution has at most one current response."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="answered")
    response = models.ForeignKey(Response, models.PROTECT, related_name="answers")

    class Meta:
        indexes = [models.Index(fields=["response", "contribution"], name="answers_of_response")]


class Landing(models.Model):
    """Where the words went: a version of an outcome's text, and the passage if it can be named."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="landings")
    text = models.ForeignKey(OutcomeText, models.PROTECT, related_name="landings")
    passage = LocalizedField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "text"], name="landing_once")]
