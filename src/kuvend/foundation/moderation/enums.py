from django.db import models
from django.utils.translation import gettext_lazy as _


class HouseRule(models.TextChoices):
    """The rules of the house, as people read them."""

    INSULT = "insult", _("It insults or threatens people.")
    PERSONAL_DATA = "personal_data", _("It shows somebody’s private data.")
    SPAM = "spam", _("It advertises, or repeats the same text.")
    OFF_TOPIC = "off_topic", _("It is not about this subject.")
    UNLAWFUL = "unlawful", _("It breaks the law.")


class Decided(models.TextChoices):
    """What a moderator decided."""

    LET_THROUGH = "let_through", _("let through")
    HIDDEN = "hidden", _("hidden")
    RESTORED = "restored", _("restored")
    READ = "read", _("read, it stays")
    TAKEN_BACK = "taken_back", _("taken back, it waits again")
    VERSION_LET_THROUGH = "version_let_through", _("new version let through")
    VERSION_REFUSED = "version_refused", _("new version refused")
    VERSION_HIDDEN = "version_hidden", _("earlier wording hidden")
    VERSION_RESTORED = "version_restored", _("earlier wording restored")
    NAME_READ = "name_read", _("name read, it stands")
    NAME_HIDDEN = "name_hidden", _("name hidden")

    @property
    def tint(self) -> str:
        """The tint of its tag."""
        return "stop" if self == Decided.HIDDEN else ""


BY_A_RULE = {Decided.HIDDEN, Decided.VERSION_REFUSED, Decided.VERSION_HIDDEN, Decided.NAME_HIDDEN}
