"""How comments on drafts plug in."""

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.outcomes.findable import findable_texts
from kuvend.foundation.outcomes.sorts import OutcomeSort
from kuvend.foundation.processes.kinds import ActivityKind
from kuvend.participation.drafting.enums import SECTION
from kuvend.participation.drafting.queries.document import KIND, activity_page, has_text

DRAFTING = ActivityKind(
    name=KIND,
    label=_("Comments on a draft"),
    page=activity_page,
    page_template="drafting/activity.html",
    run_url="desk_draft",
    run_label=_("Text and commitments"),
    ready=has_text,
    lacks=_("the text that people comment on"),
)

SECTIONS_FOUND = findable_texts(
    SECTION, label=_("section"), heading=_("Sections of drafts"), facts=["section_dropped"], weight=1.2
)
SECTIONS = OutcomeSort(name=SECTION, label=_("section"), page="section", moves=False)
