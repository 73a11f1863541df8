from __future__ import annotations

from django.db import models


class KeptFile(models.Model):
    """A file of open data as it was made last: whole datasets, and the map for search engines.

    Several web machines serve the same one. What it was made from has no row of its own: a new content is a new file,
    and the one before goes when nobody can be in the middle of it any more.
    """

    name = models.CharField(max_length=100)
    begun_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)  # when this content was first whole; None while it is being written
    seen_at = models.DateTimeField(null=True)  # up to when it is known to be what the database holds
    fact = models.BigIntegerField(default=0)  # the newest fact at that moment
    languages = models.CharField(max_length=200, blank=True)  # codes of the site's, at that moment: they are columns
    digest = models.CharField(max_length=64, blank=True)
    size = models.BigIntegerField(default=0)  # bytes, not compressed
    pieces = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name"], name="kept_file_made_once", condition=models.Q(made_at=None))
        ]
        indexes = [models.Index(fields=["name", "-id"], name="kept_file_newest")]


class KeptPiece(models.Model):
    """A part of a file, some hundred kilobytes; all of them in a row are one gzip stream."""

    file = models.ForeignKey(KeptFile, models.CASCADE, related_name="parts", db_index=False)
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="kept_piece_once")]
