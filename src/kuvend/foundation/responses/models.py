from __future__ import annotations

from django.db import models

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.ids import PublicIdField
from kuvend.foundation.core.text import LocalizedField
from kuvend.foundation.outcomes.models import OutcomeText
from kuvend.foundation.people.models import Institution, Person, Scope
from kuvend.foundation.processes.models import Activity, Process
from kuvend.foundation.responses.enums import DutyState, PassingKind, ResponseState, Standing, Verdict


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


class DutyTally(models.Model):
    """How many duties of an institution are due on a day in a state: the sum of `number` over all rows that are alike.

    PostgreSQL writes a row for each statement that opens, meets, moves or ends duties (migration 0006), whichever
    deed it is of: nobody waits for a counter, and none can be forgotten. A job adds them up.
    """

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="+")
    due_date = models.DateField()
    state = models.CharField(max_length=10, choices=DutyState.choices)
    was_late = models.BooleanField()  # met after its day
    number = models.IntegerField()


class Passing(models.Model):
    """A duty went from one institution to another, with the reason that the author reads."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="passings")
    kind = models.CharField(max_length=12, choices=PassingKind.choices)
    from_institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    to_institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    reason = LocalizedField()
    passed_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    salt = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["duty"], condition=models.Q(kind=PassingKind.HANDED_BACK), name="duty_handed_back_once"
            )
        ]


class Response(models.Model):
    """What an institution answers to one or many contributions, all of which lie in its scope.

    With an `activity` it is the one answer to all that was said there.
    """

    public_id = PublicIdField()
    process = models.ForeignKey(Process, models.PROTECT, related_name="responses")
    scope = models.ForeignKey(Scope, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="responses")
    state = models.CharField(max_length=10, choices=ResponseState.choices, default=ResponseState.DRAFT)
    verdict = models.CharField(max_length=20, choices=Verdict.choices, blank=True)
    reason = LocalizedField()
    nowhere = LocalizedField()  # why an accepted contribution landed nowhere yet
    version = models.PositiveIntegerField(default=0)
    draft_version = models.PositiveIntegerField(default=1)  # grows each time that the draft is kept
    published_at = models.DateTimeField(null=True, blank=True)
    selected = models.ManyToManyField(
        Contribution, blank=True, through="Selection", related_name="+"
    )  # of a draft only
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="responses")
    holder = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")  # of a draft
    held_at = models.DateTimeField(null=True, blank=True)
    answer_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=ResponseState.DRAFT)
                | (models.Q(published_at__isnull=False, version__gte=1) & ~models.Q(verdict="")),
                name="published_response_is_whole",
            ),
            models.UniqueConstraint(fields=["activity"], name="one_answer_to_an_activity"),
        ]
        indexes = [models.Index(fields=["verdict"], name="responses_by_verdict")]


class Selection(models.Model):
    """A contribution in the one draft that answers it, in the version that its officer read."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="selections")
    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="selection")
    version = models.PositiveIntegerField(default=1)


class ResponseText(models.Model):
    """One published version of a response; a correction adds one, and all are shown."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="texts")
    version = models.PositiveIntegerField()
    verdict = models.CharField(max_length=20, choices=Verdict.choices)
    reason = LocalizedField()
    note = LocalizedField()  # why it was corrected; of a later version only
    published_at = models.DateTimeField()
    salt = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "version"], name="response_version_once")]

    @property
    def tint(self) -> str:
        """The tint of its verdict's tag."""
        return Verdict(self.verdict).tint


class Answered(models.Model):
    """A contribution has at most one current response."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="answered")
    response = models.ForeignKey(Response, models.PROTECT, related_name="answers")

    class Meta:
        indexes = [models.Index(fields=["response", "contribution"], name="answers_of_response")]


class Landing(models.Model):
    """Where the words go: the version of an outcome's text that was read, and the passage of it, word for word.

    Another institution's text is *proposed for* until that institution agrees (`agreed_at`) or refuses. From then on
    it is *promised for* by `due_date`, until a version that came after the words differs there: `landed_text`.
    What a correction took back (`taken_back_at`) stays to be read, and has landed nowhere any more.
    """

    response = models.ForeignKey(Response, models.CASCADE, related_name="landings")
    text = models.ForeignKey(OutcomeText, models.PROTECT, related_name="landings")
    passage = LocalizedField()
    passage_salt = models.BinaryField(default=bytes)  # once it was promised or proposed
    passage_digest = models.CharField(max_length=64, blank=True)
    due_date = models.DateField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    refusal = LocalizedField()
    refusal_salt = models.BinaryField(default=bytes)
    refusal_digest = models.CharField(max_length=64, blank=True)
    landed_text = models.ForeignKey(OutcomeText, models.SET_NULL, null=True, blank=True, related_name="changed_by")
    landed_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["response", "text"], condition=models.Q(taken_back_at__isnull=True), name="landing_once"
            ),
            models.CheckConstraint(
                condition=models.Q(agreed_at__isnull=True) | models.Q(refused_at__isnull=True),
                name="landing_agreed_or_refused",
            ),
            models.CheckConstraint(
                condition=models.Q(landed_text__isnull=True) | models.Q(agreed_at__isnull=False),
                name="landed_with_the_yes_of_its_institution",
            ),
            models.CheckConstraint(
                condition=models.Q(taken_back_at__isnull=True)
                | models.Q(landed_text__isnull=True, refused_at__isnull=True),
                name="taken_back_landed_nowhere",
            ),
        ]
        indexes = [
            models.Index(fields=["response"], name="landed_texts", condition=models.Q(landed_text__isnull=False))
        ]

    @property
    def standing(self) -> Standing:
        """Whether it is proposed, refused, promised or landed, or was taken back."""
        if self.taken_back_at is not None:
            return Standing.TAKEN_BACK
        if self.landed_text_id is not None:
            return Standing.LANDED
        if self.refused_at is not None:
            return Standing.REFUSED
        return Standing.PROMISED if self.agreed_at is not None else Standing.PROPOSED
