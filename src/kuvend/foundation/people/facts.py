from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.record.facts import Digest, FactData, Subject
from kuvend.foundation.record.way import Silent


@dataclass(frozen=True, kw_only=True)
class MandateGiven(FactData):
    """Somebody was given a role; who it is stays out of the record."""

    type: ClassVar[str] = "mandate_given"
    label = _("A mandate was given")
    way = Silent("about a mandate, not about what somebody said")
    mandate: Subject
    institution: Subject | None
    role: str
    scope: str
    from_date: str
    to_date: str


@dataclass(frozen=True, kw_only=True)
class MandateEnded(FactData):
    """A role ended with its last day, or at once."""

    type: ClassVar[str] = "mandate_ended"
    label = _("A mandate was ended")
    way = Silent("about a mandate, not about what somebody said")
    mandate: Subject
    institution: Subject | None
    role: str
    scope: str
    to_date: str
    ended_at: str


@dataclass(frozen=True, kw_only=True)
class InstitutionRenamed(FactData):
    """A kept institution got other names or another place; `names` seals what it is called from now on."""

    type: ClassVar[str] = "institution_renamed"
    label = _("An institution was renamed")
    way = Silent("about an institution, not about what somebody said")
    institution: Subject
    names: Digest
