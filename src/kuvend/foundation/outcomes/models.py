from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q

from kuvend.foundation.core.ids import PublicIdField
from kuvend.foundation.core.text import LocalizedField
from kuvend.foundation.outcomes.enums import CONTINUES, SuccessionKind
from kuvend.foundation.outcomes.sorts import OutcomeSort, outcome_sort, outcome_url
from kuvend.foundation.people.models import Institution, Scope
from kuvend.foundation.processes.models import Activity, Process

IN_FORCE = Q(undone_at__isnull=True)  # of a succession


def standalone(path: str = "") -> Q:
    """Return the condition that a text stands for itself: it neither continues in others nor was left aside.

    What counts texts, lists them to act upon, or owes something about them asks it. Files and imports do not: they
    hold what was said, whatever became of it.

    Args:
        path: the lookup from the rows to the text, such as `outcome__`.
    """
    return Q(**{f"{path}continues": False})


def of_its_process(path: str = "") -> Q:
    """Return the condition that a text is one of those its process is counted and judged by.

    It stands for itself, or was carried over to another process: a plan made its commitments, whichever go on in the
    next one.

    Args:
        path: the lookup from the rows to the text.
    """
    carried = Succession.objects.filter(IN_FORCE, kind=SuccessionKind.CARRIED_OVER_TO).values("origin")
    return standalone(path) | Q(**{f"{path}pk__in": carried})


class Outcome(models.Model):
    """Something that words can change, with the text it has now."""

    public_id = PublicIdField()
    kind = models.CharField(max_length=20)  # the name of a `sorts.OutcomeSort`
    process = models.ForeignKey(Process, models.PROTECT, related_name="outcomes")
    key = models.CharField(max_length=120)  # stable within the process, so that an import finds it again
    number = models.CharField(max_length=20, blank=True)  # the official one, "4" or "4.3"
    title = LocalizedField()
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="outcomes")
    scope = models.ForeignKey(Scope, models.PROTECT, related_name="outcomes")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="outcomes")
    version = models.PositiveIntegerField(default=0)
    comment_count = models.PositiveIntegerField(default=0)
    landing_count = models.PositiveIntegerField(default=0)
    continues = models.BooleanField(default=False, db_default=False)  # in others, or is left aside (`Succession`)
    succeeds = models.BooleanField(default=False, db_default=False)  # others, which continue in it
    folded = models.TextField(blank=True, editable=False)
    search = models.GeneratedField(
        expression=SearchVector("folded", config="simple"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["process", "kind", "key"], name="outcome_key_once")]
        indexes = [GinIndex(fields=["search"], name="outcome_by_words")]

    @property
    def sort(self) -> OutcomeSort:
        """What its room says about outcomes of this sort."""
        return outcome_sort(self.kind)

    @property
    def url(self) -> str:
        """The address of its page, in the active language."""
        return outcome_url(self.kind, self.public_id)


class OutcomeText(models.Model):
    """One version of an outcome's words; versions are never edited."""

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="texts")
    version = models.PositiveIntegerField()
    title = LocalizedField()
    body = LocalizedField()
    published_at = models.DateTimeField()
    salt = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outcome", "version"], name="outcome_text_version_once")]


class Succession(models.Model):
    """One outcome continues in another, or is left aside; an outcome that is split continues in several.

    Attributes:
        origin, successor: what continues, and where; nowhere when it is left aside.
        reason: why, as who decided says it, sealed in the fact; may be empty.
        role: in which it was decided.
        undone_at, undone_reason: when it was taken back, and why, sealed in that fact; the row stays.
    """

    origin = models.ForeignKey(Outcome, models.CASCADE, related_name="continuations")
    successor = models.ForeignKey(Outcome, models.CASCADE, null=True, blank=True, related_name="origins")
    kind = models.CharField(max_length=20, choices=SuccessionKind.choices)
    reason = LocalizedField()
    digest = models.CharField(max_length=64, blank=True)
    role = models.CharField(max_length=24)
    began_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_reason = LocalizedField()
    undone_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=SuccessionKind.LEFT_ASIDE, successor__isnull=True)
                | (Q(successor__isnull=False) & ~Q(kind=SuccessionKind.LEFT_ASIDE)),
                name="left_aside_or_led_on",
            ),
            models.UniqueConstraint(fields=["origin", "successor"], condition=IN_FORCE, name="succeeded_by_it_once"),
        ]

    @property
    def words(self) -> str:
        """How it continues, as the beginning of a sentence that the other text's name ends."""
        return str(CONTINUES[SuccessionKind(self.kind)])


class TextDifference(models.Model):
    """How one version of a text became a later one, in each language that both have: lengths alone, no word."""

    old = models.ForeignKey(OutcomeText, models.CASCADE, related_name="+")
    new = models.ForeignKey(OutcomeText, models.CASCADE, related_name="+", db_index=False)
    languages = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["new", "old"], name="difference_of_versions_once")]
