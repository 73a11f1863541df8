from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.record.facts import FactData, Subject
from kuvend.foundation.record.way import Silent

BESIDE = Silent("about the site, not about what somebody said in a process")


@dataclass(frozen=True, kw_only=True)
class BarrierReported(FactData):
    """Somebody said that something on the site keeps them out; an answer is due by a day."""

    type: ClassVar[str] = "barrier_reported"
    label = _("A barrier was reported")
    way = BESIDE
    barrier: Subject
    answer_due_date: str


@dataclass(frozen=True, kw_only=True)
class BarrierAnswered(FactData):
    """A reported barrier was answered; `removed` says that it is gone."""

    type: ClassVar[str] = "barrier_answered"
    label = _("A reported barrier was answered")
    way = BESIDE
    barrier: Subject
    removed: str
