from django.db import models
from django.utils.translation import gettext_lazy as _


class StageState(models.TextChoices):
    """A stage is ahead, open or closed; it never goes back."""

    AHEAD = "ahead", _("ahead")
    OPEN = "open", _("under way")
    CLOSED = "closed", _("finished")

    @property
    def tint(self) -> str:
        """The tint of its tag, on every page: what is under way waits, what has finished is done."""
        return {StageState.OPEN: "wait", StageState.CLOSED: "ok"}.get(self, "")

    @property
    def look(self) -> str:
        """Its mark on a thread of stages, the class of a row: done, now, or "" for what is ahead."""
        return {StageState.OPEN: "now", StageState.CLOSED: "done"}.get(self, "")


class GateSide(models.TextChoices):
    """Whether a gate item must hold before the stage opens or before it closes."""

    OPENS = "opens", _("before it opens")
    CLOSES = "closes", _("before it closes")


class ModerationRule(models.TextChoices):
    """Whether a contribution is read by a moderator before or after it is published."""

    BEFORE = "before", _("read before publication")
    AFTER = "after", _("published at once, read after")


class MoveCause(models.TextChoices):
    """Why the days of a stage changed."""

    MOVED = "moved"
    CLOSED_LATE = "closed_late"
    FOLLOWS = "follows"


class ActivityDeed(models.TextChoices):
    """What made a version of an activity."""

    ANNOUNCED = "announced", _("announced")
    CORRECTED = "corrected", _("corrected")
    EXTENDED = "extended", _("extended")
    MOVED = "moved", _("rescheduled with its stage")
    CLOSED_EARLY = "closed_early", _("closed early")
    WITHDRAWN = "withdrawn", _("withdrawn before it opened")
