from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kuvend.engines.deadlines import due_date
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.ids import PublicIdField
from kuvend.foundation.core.languages import site_languages
from kuvend.foundation.core.text import LocalizedField
from kuvend.foundation.people.models import Institution, Person, Scope
from kuvend.foundation.processes.enums import ActivityDeed, GateSide, ModerationRule, StageState

SKELETON_LENGTH = 250


class Process(models.Model):
    """What runs from a first question to a checked result, such as the making of one action plan."""

    public_id = PublicIdField()
    key = models.SlugField(max_length=80, unique=True)
    title = LocalizedField()
    summary = LocalizedField()
    scope = models.ForeignKey(Scope, models.PROTECT, related_name="processes")
    from_date = models.DateField()
    to_date = models.DateField()
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(to_date__gte=F("from_date")), name="process_in_time")]


class Topic(models.Model):
    """What words in a process may be about, such as a goal of its plan; one no longer offered keeps its name."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="topics")
    key = models.SlugField(max_length=80)
    place = models.PositiveSmallIntegerField()
    title = LocalizedField()
    offered = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["process", "key"], name="topic_key_once")]


class Stage(models.Model):
    """A part of a process with its days; it opens and closes only when its gate items hold.

    `notice_days` is how many days before it opened its days stood published (None before, or when they never did);
    `early_reason` why it opened with fewer than the notice asks for.
    """

    public_id = PublicIdField()
    process = models.ForeignKey(Process, models.PROTECT, related_name="stages")
    key = models.SlugField(max_length=80)
    number = models.PositiveSmallIntegerField()
    title = LocalizedField()
    from_date = models.DateField()
    to_date = models.DateField()
    state = models.CharField(max_length=10, choices=StageState.choices, default=StageState.AHEAD)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    notice_days = models.SmallIntegerField(null=True, blank=True)
    early_reason = LocalizedField()
    early_salt = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process", "key"], name="stage_key_once"),
            models.UniqueConstraint(fields=["process", "number"], name="stage_number_once"),
            models.CheckConstraint(condition=Q(to_date__gte=F("from_date")), name="stage_in_time"),
        ]


class GateItem(models.Model):
    """One condition of a stage: evidence that somebody names, or a computed rule (its name).

    `after_consultation`: an approval, say, which is confirmed only once nobody can take part in the stage any more.
    """

    public_id = PublicIdField()
    stage = models.ForeignKey(Stage, models.CASCADE, related_name="gate_items")
    key = models.SlugField(max_length=80)
    number = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=10, choices=GateSide.choices)
    text = LocalizedField()
    actors = models.ManyToManyField(Institution, blank=True, related_name="+")
    with_civil_society = models.BooleanField(default=False)
    after_consultation = models.BooleanField(default=False)
    computed = models.CharField(max_length=60, blank=True)
    evidence_title = LocalizedField()
    evidence_url = models.URLField(blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stage", "key"], name="gate_item_key_once")]


class EvidenceVersion(models.Model):
    """The evidence for a condition as it was named. Never edited; before versions were kept it had no seal."""

    item = models.ForeignKey(GateItem, models.CASCADE, related_name="evidence")
    version = models.PositiveSmallIntegerField()
    title = LocalizedField()
    url = models.URLField(blank=True)
    named_at = models.DateTimeField()
    salt = models.BinaryField(default=b"")
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "version"], name="evidence_version_once")]


def last_day(closes_at: datetime) -> date:
    """Return the last day of what closes at a moment: 24:00 belongs to the day before."""
    return local_date(closes_at - timedelta(microseconds=1))


class Activity(models.Model):
    """One way to take part: its kind, who owns it, when it is open and by which rules it runs.

    `waits_for_content`: announced, but without the text or the statements with which its kind opens.
    """

    public_id = PublicIdField()
    process = models.ForeignKey(Process, models.PROTECT, related_name="activities")
    stage = models.ForeignKey(Stage, models.PROTECT, null=True, blank=True, related_name="activities")
    key = models.SlugField(max_length=80)
    kind = models.CharField(max_length=30)
    title = LocalizedField()
    summary = LocalizedField()
    owner = models.ForeignKey(Institution, models.PROTECT, related_name="activities")
    scope = models.ForeignKey(Scope, models.PROTECT, related_name="activities")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    moderation = models.CharField(max_length=10, choices=ModerationRule.choices, default=ModerationRule.AFTER)
    answer_working_days = models.PositiveSmallIntegerField(default=20)
    answers_owed = models.BooleanField(default=True)
    version = models.PositiveSmallIntegerField(default=1)
    waits_for_content = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    contribution_count = models.PositiveIntegerField(default=0)
    people_count = models.PositiveIntegerField(default=0)  # who took part without words, as published
    comment_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process", "key"], name="activity_key_once"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="activity_in_time"),
        ]
        indexes = [models.Index(fields=["closes_at"], name="activity_by_close")]

    @property
    def last_day(self) -> date:
        """The last day on which it is open: one that closes at 24:00 is open on that day."""
        return last_day(self.closes_at)

    @property
    def answer_to_all_date(self) -> date:
        """The day by which all that is said gets one answer, where it gets none of its own: so many working days after.

        The last day is day 0.
        """
        return due_date(self.last_day, self.answer_working_days, country=settings.KUVEND_COUNTRY)


class ActivityVersion(models.Model):
    """How an activity stood after a deed: its words and days, and the reason that everybody reads. Never edited.

    `document` is the exact string that `digest` seals with `salt`.
    """

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="versions")
    version = models.PositiveSmallIntegerField()
    deed = models.CharField(max_length=20, choices=ActivityDeed.choices)
    title = LocalizedField()
    summary = LocalizedField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    reason = LocalizedField()
    role = models.CharField(max_length=30)
    published_at = models.DateTimeField()
    document = models.TextField()
    salt = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "version"], name="activity_version_once")]

    @property
    def last_day(self) -> date:
        """The last day on which it is open by this version."""
        return last_day(self.closes_at)


class ActivityDraft(models.Model):
    """An activity that is being written: what stands in its form. Officials who run its scope share it."""

    public_id = PublicIdField()
    process = models.ForeignKey(Process, models.CASCADE, related_name="activity_drafts")
    scope = models.ForeignKey(Scope, models.CASCADE, related_name="+")
    values = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    edited_at = models.DateTimeField()

    @property
    def title(self) -> str:
        """The title as far as it was typed, in the first language that has one."""
        return next((typed for code in site_languages() if (typed := self.values.get(f"title_{code}"))), "")


class StageCalendar(models.Model):
    """A published version of the days of a process: its stages and the ways to take part in them. Never edited.

    `note` says why the days changed, `role` in which role somebody changed them; `digest` seals the whole.
    """

    public_id = PublicIdField()
    process = models.ForeignKey(Process, models.PROTECT, related_name="calendars")
    version = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    role = models.CharField(max_length=30)
    note = LocalizedField()
    salt = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["process", "version"], name="calendar_version_once")]


class CalendarDay(models.Model):
    """The days of a stage, or of a way to take part in it, as one version of the calendar announces them."""

    calendar = models.ForeignKey(StageCalendar, models.CASCADE, related_name="days")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="calendar_days")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="calendar_days")
    from_date = models.DateField()
    to_date = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "stage", "activity"], name="calendar_day_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(to_date__gte=F("from_date")), name="calendar_day_in_time"),
        ]


class Participant(models.Model):
    """The public face of one person in one process. Erasing the person empties `person`; the rest stands."""

    public_id = PublicIdField()
    process = models.ForeignKey(Process, models.PROTECT, related_name="participants")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="participants")
    pseudonym = models.CharField(max_length=60)
    shown_name = models.CharField(max_length=120, blank=True)
    organisation = models.CharField(max_length=160, blank=True)
    name_skeleton = models.CharField(max_length=SKELETON_LENGTH, blank=True)  # how the shown name looks (UTS #39)
    name_salt = models.BinaryField(default=b"")  # of the name's seal on record
    waiting_name = models.CharField(max_length=120, blank=True)  # chosen, and shown once a moderator has read it
    waiting_organisation = models.CharField(max_length=160, blank=True)
    name_unread_since = models.DateTimeField(null=True, blank=True)  # of a chosen name that no moderator has read
    hidden_names = models.JSONField(default=list, blank=True)  # skeletons of names that a moderator hid: not again

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["process", "name_skeleton"], name="shown_name_once_a_process", condition=~Q(name_skeleton="")
            ),
            models.UniqueConstraint(fields=["process", "pseudonym"], name="pseudonym_once_a_process"),
            models.UniqueConstraint(fields=["process", "person"], name="person_once_a_process"),
        ]
        indexes = [
            models.Index(
                fields=["name_unread_since"], name="names_to_read", condition=Q(name_unread_since__isnull=False)
            )
        ]

    @property
    def name(self) -> str:
        """The name that pages show beside words that are shown (`author_shown`)."""
        return self.shown_name or self.pseudonym

    @property
    def chosen_name(self) -> str:
        """What the person chose last, name and organisation in one line; "" under the pseudonym alone.

        It stands on no public page while it waits for a moderator.
        """
        waiting, shown = (self.waiting_name, self.waiting_organisation), (self.shown_name, self.organisation)
        return ", ".join(part for part in (waiting if self.name_waits else shown) if part)

    @property
    def name_waits(self) -> bool:
        """Whether a moderator reads the chosen name before anybody else does."""
        return bool(self.waiting_name or self.waiting_organisation)
