from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kuvend.foundation.core.ids import PublicIdField
from kuvend.foundation.obligations.enums import EventKind, ObligationState
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.models import Process

OPEN = Q(state=ObligationState.OPEN)
IN_FORCE = ~Q(state=ObligationState.LAPSED)


class Obligation(models.Model):
    """A deed that is owed about a subject until a day, and how that day was reached.

    The subject is named by its public id; its room points here with a one-to-one row. `institution` is None where
    those who keep the site owe it. `regime` with `rule` is a clock of a law, `term` a plain one. `law` and `calendar`
    are the versions the day was computed from, `steps` how. While it is paused, `due_date` is the last known day.
    """

    public_id = PublicIdField()
    deed = models.CharField(max_length=40)
    subject = models.CharField(max_length=10)
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="obligations")
    process = models.ForeignKey(Process, models.PROTECT, null=True, blank=True, related_name="obligations")
    regime = models.CharField(max_length=40, blank=True)
    rule = models.CharField(max_length=40, blank=True)
    term = models.CharField(max_length=20, blank=True)
    started_date = models.DateField()
    due_date = models.DateField()
    law = models.CharField(max_length=80, blank=True)
    calendar = models.CharField(max_length=80, blank=True)
    steps = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=ObligationState.choices, default=ObligationState.OPEN)
    met_date = models.DateField(null=True, blank=True)
    appeal_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="appeals")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["deed", "subject", "started_date", "appeal_of"],
                name="owed_once",
                condition=IN_FORCE,
                nulls_distinct=False,
            ),
            models.UniqueConstraint(fields=["appeal_of"], name="one_decision_of_an_appeal", condition=IN_FORCE),
            models.CheckConstraint(
                condition=Q(state=ObligationState.MET, met_date__isnull=False)
                | (~Q(state=ObligationState.MET) & Q(met_date__isnull=True)),
                name="met_obligation_has_its_day",
            ),
            models.CheckConstraint(
                condition=(Q(regime="", rule="") & ~Q(term="")) | (Q(term="") & ~Q(regime="") & ~Q(rule="")),
                name="obligation_has_one_clock",
            ),
            models.CheckConstraint(condition=Q(due_date__gte=F("started_date")), name="obligation_ends_after_it_began"),
        ]
        indexes = [
            models.Index(fields=["deed", "due_date", "id"], name="open_obligations_by_deed", condition=OPEN),
            models.Index(fields=["institution", "due_date", "id"], name="open_obligations_by_body", condition=OPEN),
            models.Index(fields=["subject"], name="obligations_of_subject"),
        ]


class ObligationEvent(models.Model):
    """What happened to an obligation, and the day by which the deed was owed from then on.

    `act` is the code of the named act by which it happened, `by` an extension in the units of its rule (None: the
    most that the rule allows).
    """

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="events")
    kind = models.CharField(max_length=12, choices=EventKind.choices)
    at = models.DateTimeField()
    on_date = models.DateField()  # the local day of `at`, on which the clock was changed
    act = models.CharField(max_length=40, blank=True)
    by = models.PositiveSmallIntegerField(null=True, blank=True)
    from_institution = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="+")
    to_institution = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="+")
    due_date = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=EventKind.TRANSFERRED, from_institution__isnull=False, to_institution__isnull=False)
                | (~Q(kind=EventKind.TRANSFERRED) & Q(from_institution__isnull=True, to_institution__isnull=True)),
                name="a_transfer_names_both_bodies",
            ),
            models.UniqueConstraint(fields=["obligation"], condition=Q(kind=EventKind.MET), name="obligation_met_once"),
        ]
