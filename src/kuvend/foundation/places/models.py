from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from kuvend.foundation.core.text import LocalizedField
from kuvend.foundation.places.enums import PlaceKind


class Place(models.Model):
    """A county or a municipality of the country, under the code that statistics know it by.

    Attributes:
        also: other names by which people look for it: definite forms, its seat, towns in it.
        short: what stands in its square of the map, a few letters.
        column, row: its square, counted from the north-west corner; empty for what the map does not draw.
        boundary: its outline as the coordinates of a GeoJSON MultiPolygon (longitude, latitude), simplified.
        offered: whether it is in the list that was loaded last; one that is not keeps what points to it.
    """

    code = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=20, choices=PlaceKind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name = LocalizedField()
    also = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    short = models.CharField(max_length=6, blank=True)
    column = models.PositiveSmallIntegerField(null=True, blank=True)
    row = models.PositiveSmallIntegerField(null=True, blank=True)
    boundary = models.JSONField(null=True, blank=True)
    offered = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(column__isnull=True, row__isnull=True) | Q(column__isnull=False, row__isnull=False),
                name="square_is_whole",
            ),
            models.UniqueConstraint(
                fields=["column", "row"],
                condition=Q(offered=True),
                name="square_of_one_place",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def full_name(self) -> str:
        """Its name with what it is, as officials write it: "Bashkia Tiranë", "Municipality of Tirana"."""
        name = {"name": str(self.name)}
        return _("%(name)s County") % name if self.kind == PlaceKind.COUNTY else _("Municipality of %(name)s") % name
