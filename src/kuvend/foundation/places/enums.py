from django.db import models
from django.utils.translation import gettext_lazy as _


class PlaceKind(models.TextChoices):
    """What a place is; a municipality may lie in a county."""

    COUNTY = "county", _("County")
    MUNICIPALITY = "municipality", _("Municipality")
