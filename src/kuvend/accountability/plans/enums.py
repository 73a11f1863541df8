from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

COMMITMENT, MILESTONE = "commitment", "milestone"  # the sorts of these outcomes


class Status(models.TextChoices):
    """How far a milestone or a commitment is (OGP's self-assessment scale)."""

    NOT_STARTED = "not_started", _("not started")
    LIMITED = "limited", _("limited")
    SUBSTANTIAL = "substantial", _("substantial")
    COMPLETED = "completed", _("completed")

    @property
    def tint(self) -> str:
        """The tint of its tag."""
        return {Status.NOT_STARTED: "stop", Status.LIMITED: "wait"}.get(self, "ok")


BEHIND = (Status.NOT_STARTED, Status.LIMITED)  # a report of these must name its challenges


class Value(models.TextChoices):
    """The OGP values that a commitment serves."""

    ACCESS_TO_INFORMATION = "access_to_information", _("access to information")
    CIVIC_PARTICIPATION = "civic_participation", _("civic participation")
    PUBLIC_ACCOUNTABILITY = "public_accountability", _("public accountability")
    TECHNOLOGY_AND_INNOVATION = "technology_and_innovation", _("technology and innovation")


UNKNOWN = "unknown"
UNKNOWN_LABEL = _("unknown")


class YesNo(models.TextChoices):
    """The IRM's answer on verifiability and on the open government lens."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    UNKNOWN = UNKNOWN, UNKNOWN_LABEL


class Ambition(models.TextChoices):
    """Ambition as opengovpartnership.org shows it."""

    NONE = "none", pgettext_lazy("ambition", "none")
    LOW = "low", pgettext_lazy("ambition", "low")
    HIGH = "high", pgettext_lazy("ambition", "high")
    UNKNOWN = UNKNOWN, UNKNOWN_LABEL


class Potential(models.TextChoices):
    """The IRM's potential for results (plans from 2020 on)."""

    UNCLEAR = "unclear", pgettext_lazy("potential", "unclear")
    MODEST = "modest", pgettext_lazy("potential", "modest")
    SUBSTANTIAL = "substantial", pgettext_lazy("potential", "substantial")
    UNKNOWN = UNKNOWN, UNKNOWN_LABEL


class Completion(models.TextChoices):
    """The IRM's level of completion."""

    NO_EVIDENCE = "no_evidence", _("no evidence available")
    NOT_STARTED = "not_started", _("not started")
    LIMITED = "limited", _("limited")
    SUBSTANTIAL = "substantial", _("substantial")
    COMPLETE = "complete", _("complete")
    UNKNOWN = UNKNOWN, UNKNOWN_LABEL

    @property
    def tint(self) -> str:
        """The tint of its tag, "" where nobody says."""
        if self in (Completion.NO_EVIDENCE, Completion.NOT_STARTED):
            return "stop"
        return {Completion.LIMITED: "wait", Completion.UNKNOWN: ""}.get(self, "ok")


class EarlyResults(models.TextChoices):
    """The IRM's early results; the scales of its different eras stand side by side, none is converted."""

    WORSENED = "worsened", pgettext_lazy("early results", "worsened")
    DID_NOT_CHANGE = "did_not_change", pgettext_lazy("early results", "did not change")
    MARGINAL = "marginal", pgettext_lazy("early results", "marginal")
    MAJOR = "major", pgettext_lazy("early results", "major")
    OUTSTANDING = "outstanding", pgettext_lazy("early results", "outstanding")
    NONE_YET = "none_yet", pgettext_lazy("early results", "no early results to report yet")
    NO_NOTABLE = "no_notable", pgettext_lazy("early results", "no notable results")
    MODERATE = "moderate", pgettext_lazy("early results", "moderate")
    SIGNIFICANT = "significant", pgettext_lazy("early results", "significant")
    UNKNOWN = UNKNOWN, UNKNOWN_LABEL
