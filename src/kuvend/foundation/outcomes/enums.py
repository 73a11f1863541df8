from django.db import models
from django.utils.translation import gettext_lazy as _


class OutcomeKind(models.TextChoices):
    """What an outcome is to people; the room that owns the kind holds its details one to one."""

    COMMITMENT = "commitment", _("commitment")
    MILESTONE = "milestone", _("milestone")
    SECTION = "section", _("section")
