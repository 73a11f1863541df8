"""How ideas plug in."""

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.processes.kinds import ActivityKind
from kuvend.participation.ideas.actions import bring_in_rows, forget_places
from kuvend.participation.ideas.queries import activity_page, idea_details

IDEAS = ActivityKind(
    name="ideas",
    label=_("Ideas"),
    page=activity_page,
    page_template="ideas/activity.html",
    detail=idea_details,
    contribution_template="ideas/contribution.html",
    forget=forget_places,
    takes_part_url="new_idea",
    bring_in=bring_in_rows,
)
