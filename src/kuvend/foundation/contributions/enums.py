from django.db import models
from django.utils.translation import gettext_lazy as _

COMMENT = "comment"  # the kind of words that belongs to no room above; the others come from theirs (`kinds`)


class LineageKind(models.TextChoices):
    """How a contribution continues in others."""

    MERGED = "merged", _("merged")
    SPLIT = "split", _("split")


class State(models.TextChoices):
    """Where a contribution stands for the public."""

    PENDING = "pending", _("waits for moderation")
    PUBLISHED = "published", _("published")
    HIDDEN = "hidden", _("hidden")
    WITHDRAWN = "withdrawn", _("withdrawn by its author")

    @property
    def tint(self) -> str:
        """The tint of its tag, "" for what is public."""
        return "wait" if self == State.PENDING else "" if self == State.PUBLISHED else "stop"


NEXT = {
    State.PENDING: {State.PUBLISHED, State.HIDDEN, State.WITHDRAWN},
    State.PUBLISHED: {State.HIDDEN, State.WITHDRAWN, State.PENDING},  # back to pending: within an hour only
    State.HIDDEN: {State.PUBLISHED, State.WITHDRAWN},
    State.WITHDRAWN: set(),
}
