from __future__ import annotations

import secrets

from django.db import models
from django.db.models import F, Q

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.processes.models import Activity, Participant
from kuvend.participation.deliberation.enums import Value, WhoAdds

WORDS_LENGTH = 200  # characters: a statement is read in one breath
FEWEST_GROUPS, MOST_GROUPS = 2, 5  # that whoever asks can set


class TransactionNumber(models.Func):
    """The number of the running transaction, as whoever reads only what is committed for good compares it."""

    template = "pg_current_xact_id()::text::bigint"
    output_field = models.BigIntegerField()


def new_seed() -> str:
    """Return a fresh seed for the order in which statements are asked."""
    return secrets.token_hex(16)


class Deliberation(models.Model):
    """The rules of one activity of this kind, the seed of its draws, and whether a fresh map is asked for.

    `map_asked` and `map_started_at` stand here and not with the map, so that whoever asks for a map never waits
    for the one who keeps it. `closed_for`: the closing whose map is on record under `closed_digest`.
    """

    activity = models.OneToOneField(Activity, models.CASCADE, primary_key=True, related_name="deliberation")
    who_adds = models.CharField(max_length=10, choices=WhoAdds.choices, default=WhoAdds.PEOPLE)
    minimum_voters = models.PositiveIntegerField(default=10)
    groups = models.PositiveSmallIntegerField(null=True, blank=True)  # None: as many as the map finds
    seed = models.CharField(max_length=32, default=new_seed, editable=False)
    map_asked = models.BooleanField(default=False)
    withdrawals = models.PositiveIntegerField(default=0)  # how often votes went with an account
    map_started_at = models.DateTimeField(null=True, blank=True)
    closed_for = models.DateTimeField(null=True, blank=True, editable=False)
    closed_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(groups__isnull=True) | Q(groups__range=(FEWEST_GROUPS, MOST_GROUPS)), name="groups_in_range"
            )
        ]


class Statement(models.Model):
    """What a statement has besides its words. Its counts and its priority are those of the latest map."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, primary_key=True, related_name="statement")
    seeded = models.BooleanField(default=False)
    meta = models.BooleanField(default=False)
    place = models.CharField(max_length=120, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    agree_count = models.PositiveIntegerField(default=0)
    disagree_count = models.PositiveIntegerField(default=0)
    pass_count = models.PositiveIntegerField(default=0)
    priority = models.FloatField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("contribution")), name="merged_into_another"
            )
        ]


class StatementTranslation(models.Model):
    """A statement's words in another language, written by an official, for all to read."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="translations")
    language = models.CharField(max_length=2)
    words = models.CharField(max_length=400)
    written_at = models.DateTimeField()
    salt = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["statement", "language"], name="statement_language_once")]


class Vote(models.Model):
    """What one participant answers to one statement: one row for the pair, changed in place until closing."""

    pk = models.CompositePrimaryKey("statement_id", "participant_id")
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="votes", db_index=False)
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="votes", db_index=False)
    value = models.SmallIntegerField(choices=Value.choices)
    voted_at = models.DateTimeField()
    changed_in = models.BigIntegerField(db_default=TransactionNumber(), editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(value__in=[-1, 0, 1]), name="vote_is_one_of_three")]
        indexes = [
            models.Index(fields=["participant", "statement"], name="votes_of_participant"),
            models.Index(fields=["changed_in"], name="votes_by_change"),
        ]


class OpinionMap(models.Model):
    """The latest map of a deliberation, as pages read it: what was computed, of which votes, when.

    `result` is what the digest seals. `lineage` (`lineage.Lineage`) is how a map that was drawn without the one before
    is shown: under which letters, and on which side; {} for as it stands.
    """

    deliberation = models.OneToOneField(Deliberation, models.CASCADE, primary_key=True, related_name="map")
    computed_at = models.DateTimeField()
    voters = models.PositiveIntegerField(default=0)
    votes = models.PositiveIntegerField(default=0)
    mode = models.CharField(max_length=10, blank=True)  # "" while there are counts and no map
    k = models.PositiveSmallIntegerField(default=0)
    quality = models.FloatField(null=True, blank=True)
    result = models.JSONField(default=dict)
    lineage = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)


class MapState(models.Model):
    """What the next map goes on from, and what places one person on this one. No page shows it.

    `axes`: how answers become a position (`opinion.Axes`). `members`: who stood in which group, so that groups keep
    their names from map to map (`opinion.packed`).
    """

    map = models.OneToOneField(OpinionMap, models.CASCADE, primary_key=True, related_name="state")
    axes = models.JSONField(default=dict)
    members = models.BinaryField(default=bytes)
