from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.record.facts import FactData, Subject
from kuvend.foundation.record.way import OnTheWay


@dataclass(frozen=True, kw_only=True)
class LampReported(FactData):
    """A lamp is out; its institution owes the repair by a day."""

    type: ClassVar[str] = "lamp_reported"
    label = _("A lamp was reported")
    way = OnTheWay(_("A lamp was reported"))
    lamp: Subject
    institution: Subject
    contribution: Subject | None = None
    due_date: str


@dataclass(frozen=True, kw_only=True)
class LampRepaired(FactData):
    """A lamp burns again."""

    type: ClassVar[str] = "lamp_repaired"
    label = _("A lamp was repaired")
    way = OnTheWay(_("The lamp was repaired"), tint="ok")
    lamp: Subject
    institution: Subject
    contribution: Subject | None = None
