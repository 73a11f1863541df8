from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.record.facts import FactData, Subject
from kuvend.foundation.record.way import Silent


@dataclass(frozen=True, kw_only=True)
class SectionDropped(FactData):
    """A new version of a draft has no longer this section; its page and its comments stay."""

    type: ClassVar[str] = "section_dropped"
    label = _("A section of a draft was dropped")
    way = Silent("about a text; its page says so")
    outcome: Subject
    activity: Subject
