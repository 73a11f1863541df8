from django.db import models
from django.utils.translation import gettext_lazy as _

STATEMENT = "statement"  # the kind of these words


class WhoAdds(models.TextChoices):
    """Who may add statements while a deliberation is open."""

    PEOPLE = "people", _("everyone who takes part")
    OWNER = "owner", _("only the institution that asks")


class Value(models.IntegerChoices):
    """What a person answers to a statement."""

    AGREE = 1, _("I agree")
    DISAGREE = -1, _("I disagree")
    PASS = 0, _("Pass")
