"""What the record keeps: facts, openings of seals, the tree's tiles, signed heads, and how far each reaction has read.

Triggers (migration 0002) refuse to change or delete what is written: a fact's index may be set once, a
tile may only grow. Subjects have no foreign key to the rows they name, since facts outlive rows.
"""

from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Mod, Now
from django.db.models.lookups import Exact, GreaterThan, LessThanOrEqual

from kuvend.engines.merkle.bundles import LONGEST_ENTRY
from kuvend.engines.merkle.hashing import HASH_BYTES
from kuvend.engines.merkle.tiles import TILE_BYTES


def _length(field: str) -> Func:
    return Func(F(field), function="octet_length", output_field=models.IntegerField())


class Fact(models.Model):
    """One deed. `index` is its place in the log, given by the sequencer; `leaf` is what is hashed."""

    type = models.CharField(max_length=60)
    at = models.DateTimeField()
    logged_at = models.DateTimeField(db_default=Now(), editable=False)
    role = models.CharField(max_length=60)
    leaf = models.BinaryField()
    index = models.BigIntegerField(null=True, unique=True, editable=False)

    class Meta:
        indexes = [models.Index("id", name="record_fact_waiting", condition=Q(index=None))]
        constraints = [
            models.CheckConstraint(condition=Q(index=None) | Q(index__gte=0), name="record_fact_index"),
            models.CheckConstraint(
                condition=LessThanOrEqual(_length("leaf"), LONGEST_ENTRY), name="record_fact_leaf_fits"
            ),
        ]


class FactSubject(models.Model):
    """A public id that a fact is about, and the fact's field that names it."""

    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, related_name="subjects", db_index=False)
    name = models.CharField(max_length=60)
    subject = models.CharField(max_length=26)

    class Meta:
        indexes = [models.Index("subject", "fact", name="record_subject_facts")]


class Opening(models.Model):
    """The salt and the exact string of what an institution said, by the digest that stands in facts. Public."""

    digest = models.CharField(max_length=64, primary_key=True)
    salt = models.BinaryField()
    text = models.TextField()


class Tile(models.Model):
    """Up to 256 hashes of one level of the tree, in a row."""

    level = models.PositiveSmallIntegerField()
    number = models.PositiveBigIntegerField()
    hashes = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["level", "number"], name="record_tile_once"),
            models.CheckConstraint(
                condition=Q(GreaterThan(_length("hashes"), 0), LessThanOrEqual(_length("hashes"), TILE_BYTES)),
                name="record_tile_fits",
            ),
            models.CheckConstraint(
                condition=Exact(Mod(_length("hashes"), HASH_BYTES), 0), name="record_tile_whole_hashes"
            ),
        ]


class Head(models.Model):
    """The one row that a sequencer locks: how many facts have an index."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="record_head_only_one")]


class Checkpoint(models.Model):
    """A signed head as it was published. `note` is served as it stands."""

    origin = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    root = models.BinaryField()
    note = models.TextField()
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["origin", "size"], name="record_checkpoint_once")]


class Origin(models.Model):
    """A name under which this log is signed, fixed by its first signature; a later row is another log.

    `key` is the public key in its usual line: a machine without the secret one shows it.
    """

    name = models.CharField(max_length=255, unique=True)
    key = models.CharField(max_length=400)
    begun_at = models.DateTimeField()


class Place(models.Model):
    """A database and a folder that may sign together, as a digest of what a copy or a restore changes in either."""

    digest = models.CharField(max_length=64, primary_key=True)
    allowed_at = models.DateTimeField()


class SetAside(models.Model):
    """An entry that a reaction could not digest and that the operator let it pass over; it may be taken up later."""

    reaction = models.CharField(max_length=100)
    index = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reaction", "index"], name="record_set_aside_once")]


class Cursor(models.Model):
    """How far a reaction has read (`index` is the last one read, -1 none), and whether it stands still.

    `failure` is the name of the exception alone, since messages may hold personal data; `failed_index` the entry,
    `failed_place` the line of our code.
    """

    name = models.CharField(max_length=100, primary_key=True)
    index = models.BigIntegerField(default=-1)
    failed_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=100, blank=True, default="")
    failures = models.PositiveIntegerField(default=0)
    failed_index = models.BigIntegerField(null=True)
    failed_place = models.CharField(max_length=200, blank=True, default="")
