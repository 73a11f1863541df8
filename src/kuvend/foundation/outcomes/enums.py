from django.db import models
from django.utils.translation import gettext_lazy as _


class SuccessionKind(models.TextChoices):
    """How an outcome continues in others, or that it does not."""

    BECAME = "became", _("became")
    MERGED_INTO = "merged_into", _("merged into")
    SPLIT_INTO = "split_into", _("split into")
    CARRIED_OVER_TO = "carried_over_to", _("carried over to")
    LEFT_ASIDE = "left_aside", _("left aside")


CONTINUES = {
    SuccessionKind.BECAME: _("This text became:"),
    SuccessionKind.MERGED_INTO: _("This text was merged into:"),
    SuccessionKind.SPLIT_INTO: _("This text was split; a part of it:"),
    SuccessionKind.CARRIED_OVER_TO: _("This text was carried over to:"),
    SuccessionKind.LEFT_ASIDE: _("This text was left aside."),
}
