from __future__ import annotations

import secrets

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.processes.models import Activity, Participant
from kuvend.participation.deliberation.enums import Value, WhoAdds

WORDS_LENGTH = 200  # characters: a statement is read in one breath
FEWEST_GROUPS, MOST_GROUPS = 2, 5  # that whoever asks can set
LEAST_MINIMUM_VOTERS = 5  # with fewer, single people follow from the numbers


def new_seed() -> str:
    """Return a fresh seed for the order in which statements are asked."""
    return secrets.token_hex(16)


class Deliberation(models.Model):
    """The rules of one activity of this kind, the seed of its draws, and whether a fresh map is asked for.

    `map_asked`, `map_started_at` and `counted_at` stand here and not with the map, so that whoever asks for a map never
    waits for the one who keeps it. `departed`: people whose votes are in the latest release and went with their
    account since. `closed_for`: the closing whose release is on record under `closed_digest`; `ballots_salt` opens the
    seal of its ballots.
    """

    activity = models.OneToOneField(Activity, models.CASCADE, primary_key=True, related_name="deliberation")
    who_adds = models.CharField(max_length=10, choices=WhoAdds.choices, default=WhoAdds.PEOPLE)
    minimum_voters = models.PositiveIntegerField(default=10, validators=[MinValueValidator(LEAST_MINIMUM_VOTERS)])
    groups = models.PositiveSmallIntegerField(null=True, blank=True)  # None: as many as the map finds
    seed = models.CharField(max_length=32, default=new_seed, editable=False)
    map_asked = models.BooleanField(default=False)
    departed = models.PositiveIntegerField(default=0, editable=False)
    map_started_at = models.DateTimeField(null=True, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_for = models.DateTimeField(null=True, blank=True, editable=False)
    closed_digest = models.CharField(max_length=64, blank=True, editable=False)
    ballots_salt = models.BinaryField(default=bytes, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum_voters__gte=LEAST_MINIMUM_VOTERS), name="numbers_from_five_voters_on"
            ),
            models.CheckConstraint(
                condition=Q(groups__isnull=True) | Q(groups__range=(FEWEST_GROUPS, MOST_GROUPS)), name="groups_in_range"
            ),
        ]


class Statement(models.Model):
    """What a statement has besides its words.

    Its three counts are those of the latest release, as everybody may read them, and so is `priority`, by which the
    next statement is drawn (`MapFile.weights`); None where the release gives none.
    """

    contribution = models.OneToOneField(Contribution, models.CASCADE, primary_key=True, related_name="statement")
    seeded = models.BooleanField(default=False)
    meta = models.BooleanField(default=False)
    place = models.CharField(max_length=120, blank=True)
    agree_count = models.PositiveIntegerField(default=0)
    disagree_count = models.PositiveIntegerField(default=0)
    pass_count = models.PositiveIntegerField(default=0)
    priority = models.FloatField(null=True, blank=True)


class StatementTranslation(models.Model):
    """A statement's words in another language, written by an official, for all to read."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="translations")
    language = models.CharField(max_length=12)  # BCP 47
    words = models.CharField(max_length=400)
    written_at = models.DateTimeField()
    salt = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["statement", "language"], name="statement_language_once")]


class Vote(models.Model):
    """What one participant answers to one statement: one row for the pair, changed in place until closing.

    `released`: the answer that the latest release counts, None while it counts none.
    """

    pk = models.CompositePrimaryKey("statement_id", "participant_id")
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="votes", db_index=False)
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="votes", db_index=False)
    value = models.SmallIntegerField(choices=Value.choices)
    voted_at = models.DateTimeField()
    released = models.SmallIntegerField(null=True, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(value__in=[-1, 0, 1]), name="vote_is_one_of_three")]
        indexes = [
            models.Index(fields=["participant", "statement"], name="votes_of_participant"),
            models.Index(
                fields=["statement"],
                name="votes_not_released",
                condition=Q(released__isnull=True) | Q(released__lt=F("value")) | Q(released__gt=F("value")),
            ),
        ]


class Release(models.Model):
    """The latest release of a deliberation: all that is public of its votes, one for every page and file.

    Every number in it is a whole multiple of `releases.rounding.STEP`, rounded down. `digest` seals `result` and
    what `MapFile` holds. `lineage` (`maps.letters.shown_after`) says under which letters a map that was drawn without
    the one before is shown; {} for as it stands. It is `final` once it counts the votes of the closing.
    """

    deliberation = models.OneToOneField(Deliberation, models.CASCADE, primary_key=True, related_name="map")
    computed_at = models.DateTimeField()  # the slot at which it came (`releases.rules.slot_of`), no vote's minute
    voters = models.PositiveIntegerField(default=0)
    votes = models.PositiveIntegerField(default=0)
    mode = models.CharField(max_length=10, blank=True)  # "" while there are counts and no map
    k = models.PositiveSmallIntegerField(default=0)
    result = models.JSONField(default=dict)
    lineage = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    final = models.BooleanField(default=False)

    class Meta:
        db_table = "deliberation_opinionmap"  # what a release was called when the table was made


class MapFile(models.Model):
    """What files give of a release and no page reads: counts of every statement by its public id, and tables.

    `weights`: by which each statement is drawn until the next release (`next_statement.weight`), by public id.
    """

    map = models.OneToOneField(Release, models.CASCADE, primary_key=True, related_name="file")
    counts = models.JSONField(default=dict)
    tables = models.JSONField(default=dict)  # of the final release alone
    weights = models.JSONField(default=dict)  # of no final release


class MapState(models.Model):
    """What the next release goes on from. It is exact, and nothing that anybody is shown is made of it.

    `axes`: how answers become a position (`maps.drawing.drawn_of`). `members`: who stood in which group, so that groups
    keep their names from map to map (`maps.previous.MemberRows`). `before`: the same of the release before the closing,
    without which nobody draws the map of the closing again.
    """

    map = models.OneToOneField(Release, models.CASCADE, primary_key=True, related_name="state")
    axes = models.JSONField(default=dict)
    members = models.BinaryField(default=bytes)
    before = models.BinaryField(default=bytes)
