from django.db import models
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    """What an institution decided about a contribution, in the words people read."""

    ACCEPTED = "accepted", _("accepted")
    ACCEPTED_IN_PART = "accepted_in_part", _("accepted in part")
    ALREADY_DONE = "already_done", _("already done")
    NOT_ACCEPTED = "not_accepted", _("not accepted")
    OUT_OF_SCOPE = "out_of_scope", _("out of scope")
    PASSED_ON = "passed_on", _("passed on")

    @property
    def tint(self) -> str:
        """The tint of its tag."""
        return "ok" if self in TAKES_UP else "stop" if self == Verdict.NOT_ACCEPTED else "wait"


TAKES_UP = {Verdict.ACCEPTED, Verdict.ACCEPTED_IN_PART, Verdict.ALREADY_DONE}
LANDS = {Verdict.ACCEPTED, Verdict.ACCEPTED_IN_PART}  # these must name where the words went
TAKES_NOTHING_UP = {Verdict.NOT_ACCEPTED, Verdict.OUT_OF_SCOPE, Verdict.PASSED_ON}


class DutyState(models.TextChoices):
    """Whether an answer is still owed."""

    OPEN = "open", _("to answer")
    MET = "met", _("answered")
    LAPSED = "lapsed", _("no longer owed")


class ResponseState(models.TextChoices):
    """A response is a draft of the institution until it is published."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")


class Standing(models.TextChoices):
    """How far words are on their way into a text."""

    PROPOSED = "proposed", _("proposed for")
    REFUSED = "refused", _("refused")
    PROMISED = "promised", _("promised for")
    LANDED = "landed", _("landed in")
    TAKEN_BACK = "taken_back", _("taken back")

    @property
    def tint(self) -> str:
        """The tint of its tag: it waits while it is on its way."""
        return "ok" if self == Standing.LANDED else "stop" if self in OVER else "wait"


OVER = {Standing.REFUSED, Standing.TAKEN_BACK}  # shown with their reasons, and counted nowhere


class PassingKind(models.TextChoices):
    """How a duty came to another institution."""

    PASSED_ON = "passed_on", _("passed on")
    HANDED_BACK = "handed_back", _("handed back")
