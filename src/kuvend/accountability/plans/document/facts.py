from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.record.facts import Digest, FactData, Subject
from kuvend.foundation.record.way import Silent


@dataclass(frozen=True, kw_only=True)
class PlanPublished(FactData):
    """A version of a plan was published; `document` seals its file in canonical form."""

    type: ClassVar[str] = "plan_published"
    label = _("A plan was published")
    way = Silent("about a plan; where words went into it, `words_landed` is the step")
    plan: Subject
    process: Subject
    version: int
    document: Digest


@dataclass(frozen=True, kw_only=True)
class PlanSubmitted(FactData):
    """A version of a plan was submitted to OGP; `document` is the seal under which that version was published."""

    type: ClassVar[str] = "plan_submitted"
    label = _("A plan was submitted to OGP")
    way = Silent("about a plan; where words went into it, `words_landed` is the step")
    plan: Subject
    process: Subject
    version: int
    document: Digest


@dataclass(frozen=True, kw_only=True)
class RuleOverridden(FactData):
    """A plan was submitted although a requirement did not hold; `reason` seals why, in each language."""

    type: ClassVar[str] = "rule_overridden"
    label = _("A plan was submitted although a requirement did not hold")
    way = Silent("about a plan; where words went into it, `words_landed` is the step")
    plan: Subject
    override: Subject
    version: int
    rule: str
    outcome: str
    reason: Digest
