from django.db import models
from django.utils.translation import gettext_lazy as _


class ContributionKind(models.TextChoices):
    """What a contribution is; the capability that owns the kind holds its details one to one."""

    IDEA = "idea", _("idea")
    COMMENT = "comment", _("comment")
    STATEMENT = "statement", _("statement")


class State(models.TextChoices):
    """Where a contribution stands for the public."""

    PENDING = "pending", _("waits for moderation")
    PUBLISHED = "published", _("published")
    HIDDEN = "hidden", _("hidden")
    WITHDRAWN = "withdrawn", _("withdrawn by its author")


NEXT = {
    State.PENDING: {State.PUBLISHED, State.HIDDEN, State.WITHDRAWN},
    State.PUBLISHED: {State.HIDDEN, State.WITHDRAWN, State.PENDING},  # back to pending: within an hour only
    State.HIDDEN: {State.PUBLISHED, State.WITHDRAWN},
    State.WITHDRAWN: set(),
}
