from django.db import models
from django.utils.translation import gettext_lazy as _

IDEA = "idea"  # the kind of these words


class Elsewhere(models.TextChoices):
    """What an idea is about where it is none of the process's topics."""

    OTHER = "other", _("Something else")
    NOT_SURE = "not-sure", _("I am not sure")
