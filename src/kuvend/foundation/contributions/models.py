from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q

from kuvend.foundation.contributions.authors import author_of, organisation_of
from kuvend.foundation.contributions.enums import COMMENT, LineageKind, State
from kuvend.foundation.contributions.kinds import WordKind, word_kind
from kuvend.foundation.core.ids import PublicIdField
from kuvend.foundation.core.literals import Literal
from kuvend.foundation.core.text import LocalizedField
from kuvend.foundation.outcomes.models import Outcome, OutcomeText
from kuvend.foundation.places.models import Place
from kuvend.foundation.processes.models import Activity, Participant

PUBLISHED = Q(state=State.PUBLISHED)
STANDALONE = Q(state=Literal(State.PUBLISHED), continues=False)  # published words that lists, feeds and counts hold
IN_FORCE = Q(undone_at__isnull=True)  # of a lineage


class Contribution(models.Model):
    """What somebody said, as it reads now, and where it stands."""

    public_id = PublicIdField()
    kind = models.CharField(max_length=20)  # the name of a `kinds.WordKind`
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="contributions")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="contributions")
    about = models.ForeignKey(Outcome, models.PROTECT, null=True, blank=True, related_name="contributions")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")
    root = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")  # first of the thread
    branch = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")  # its first comment
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="contributions", db_index=False
    )
    state = models.CharField(max_length=10, choices=State.choices)
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    body_html = models.TextField(blank=True)
    language = models.CharField(max_length=12)  # BCP 47
    quote = models.TextField(blank=True, default="")  # sentences of the text that a comment is about
    quote_language = models.CharField(max_length=12, blank=True, default="")
    quoted = models.ForeignKey(OutcomeText, models.PROTECT, null=True, blank=True, related_name="+")  # that version
    version = models.PositiveIntegerField(default=1)
    read_version = models.PositiveIntegerField(default=0)  # the last one that a moderator has read; 0 for none
    posted_at = models.DateTimeField()
    answer_due_date = models.DateField(null=True, blank=True)
    continues = models.BooleanField(default=False, db_default=False)  # in others, where it is answered (`Lineage`)
    comment_count = models.PositiveIntegerField(default=0)
    support_count = models.PositiveIntegerField(default=0)
    folded = models.TextField(blank=True, editable=False)
    search = models.GeneratedField(
        expression=SearchVector("folded", config="simple"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(about__isnull=True) | Q(parent__isnull=True), name="about_or_parent_or_neither"
            ),
            models.CheckConstraint(
                condition=Q(quote="", quote_language="", quoted__isnull=True)
                | (~Q(quote="") & ~Q(quote_language="") & Q(quoted__isnull=False, about__isnull=False)),
                name="quote_has_its_version",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(answer_due_date__isnull=True), name="no_duty_for_replies"
            ),
        ]
        indexes = [
            models.Index(fields=["activity", "kind", "-posted_at", "-id"], name="newest_first", condition=PUBLISHED),
            models.Index(
                fields=["activity", "kind", "-support_count", "-id"],
                name="most_supported",
                condition=PUBLISHED,
            ),
            models.Index(fields=["root", "posted_at", "id"], name="comments_in_time", condition=Q(branch__isnull=True)),
            models.Index(fields=["about", "posted_at", "id"], name="about_in_time", condition=Q(about__isnull=False)),
            models.Index(
                fields=["activity", "posted_at", "id"],
                name="on_activity_in_time",
                condition=Q(kind=COMMENT, about__isnull=True, parent__isnull=True),
            ),
            models.Index(
                fields=["branch", "posted_at", "id"],
                name="replies_in_time",
                condition=Q(branch__isnull=False),
            ),
            models.Index(
                fields=["place", "-posted_at", "-id"], name="of_a_place", condition=PUBLISHED & Q(place__isnull=False)
            ),
            models.Index(fields=["participant", "-posted_at"], name="by_participant"),
            models.Index(
                fields=["posted_at", "id"],
                name="published_unread",
                condition=PUBLISHED & Q(read_version__lt=models.F("version")),
            ),
            models.Index(fields=["state", "posted_at"], name="pending_first", condition=Q(state="pending")),
            models.Index(fields=["posted_at", "id"], name="words_in_time"),
            models.Index(fields=["kind", "language"], name="published_by_kind", condition=PUBLISHED),
            models.Index(fields=["language"], name="published_by_language", condition=PUBLISHED),
            GinIndex(fields=["search"], name="contribution_by_words"),
        ]

    @property
    def word_kind(self) -> WordKind:
        """What the room of these words says about their kind."""
        return word_kind(self.kind)

    @property
    def author(self) -> str:
        """Who stands beside the words, as pages say it: a name, a pseudonym, or that they are anonymous."""
        return author_of(self.kind, self.participant)

    @property
    def organisation(self) -> str:
        """The organisation that the author speaks for, or ""."""
        return organisation_of(self.kind, self.participant)

    @property
    def tint(self) -> str:
        """The tint of its state's tag."""
        return State(self.state).tint


class ContributionText(models.Model):
    """One version of somebody's words. Erasing empties text and salt; the digest in the record then proves nothing.

    Attributes:
        public_at: when these words became public; empty while a moderator has not read them.
        waits: a later version of published words, which a moderator reads before it takes their place.
        stays: somebody had supported, replied to or answered these words when a later version came: they stay public.
        became: how they became the next version that can be read, as runs of [words taken out, words put in].
        hidden_rule: the rule of the house by which a moderator hid this version alone.
    """

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="texts")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    written_at = models.DateTimeField()
    public_at = models.DateTimeField(null=True, blank=True)
    waits = models.BooleanField(default=False)
    stays = models.BooleanField(default=False)
    became = models.JSONField(default=list, blank=True)
    hidden_rule = models.CharField(max_length=20, blank=True)
    salt = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contribution", "version"], name="contribution_text_version_once"),
            models.UniqueConstraint(fields=["contribution"], name="one_version_waits", condition=Q(waits=True)),
        ]


class Lineage(models.Model):
    """One contribution continues in another: it was merged into it, or split, and this is one of the parts.

    What continues elsewhere stays as it was said; it is answered where it continues. Words are led only to where
    nothing continues elsewhere itself, so no way goes round in a circle (a trigger, migration 0012, which locks both).

    Attributes:
        origin, successor: what continues, and where.
        reason: why, as an official says it, sealed in the fact; may be empty.
        role: in which the official did it.
        undone_at: when it was undone; the row stays.
    """

    origin = models.ForeignKey(Contribution, models.CASCADE, related_name="continuations")
    successor = models.ForeignKey(Contribution, models.CASCADE, related_name="origins")
    kind = models.CharField(max_length=10, choices=LineageKind.choices)
    reason = LocalizedField()
    digest = models.CharField(max_length=64, blank=True)
    role = models.CharField(max_length=24)
    began_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(origin=models.F("successor")), name="continues_in_another"),
            models.UniqueConstraint(fields=["origin", "successor"], condition=IN_FORCE, name="continues_there_once"),
            models.UniqueConstraint(
                fields=["origin"], condition=IN_FORCE & Q(kind=LineageKind.MERGED), name="merged_once_at_a_time"
            ),
        ]


class Support(models.Model):
    """A participant stands behind a contribution, at the version of its words that was read; once."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="supports")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="supports")
    version = models.PositiveIntegerField(default=1)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contribution", "participant"], name="support_once")]


class Leaving(models.Model):
    """A participant of an erased account who has yet to leave its process, at a moment of its own (`leaving.leave`)."""

    participant = models.OneToOneField(Participant, models.CASCADE, related_name="leaving")
    due_at = models.DateTimeField(db_index=True)
    words_too = models.BooleanField()


class ImportedRow(models.Model):
    """A row of an imported file, known again by its key, so that a second run adds nothing."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="+")
    row_key = models.CharField(max_length=80)
    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="imported_row")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "row_key"], name="imported_row_once")]
