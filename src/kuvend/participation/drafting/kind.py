"""How comments on drafts plug in."""

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.processes.kinds import ActivityKind
from kuvend.participation.drafting.queries import activity_page, has_text

DRAFTING = ActivityKind(
    name="drafting",
    label=_("Comments on a draft"),
    page=activity_page,
    page_template="drafting/activity.html",
    ready=has_text,
    lacks=_("the text that people comment on"),
)
