from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """What an idea is about: the four policy goals of the plan, and the rest."""

    JUSTICE = "access-to-justice", _("Access to justice")
    DIGITAL = "digital-services", _("Digital governance and public services")
    FISCAL = "fiscal-transparency", _("Fiscal transparency")
    CORRUPTION = "anti-corruption", _("Fight against corruption")
    OTHER = "other", _("Something else")
