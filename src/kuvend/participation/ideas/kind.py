"""How ideas plug in."""

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.contributions.kinds import WordKind
from kuvend.foundation.processes.kinds import ActivityKind
from kuvend.participation.ideas.actions import bring_in_rows, forget_places, keep_parts, name_places
from kuvend.participation.ideas.enums import IDEA
from kuvend.participation.ideas.queries import IDEAS_BAR, activity_page, idea_details, places_of

IDEAS = ActivityKind(
    name="ideas",
    label=_("Ideas"),
    page=activity_page,
    reads=IDEAS_BAR.names,
    page_template="ideas/activity.html",
    takes_part_url="new_idea",
    stays_open=True,
    bring_in=bring_in_rows,
)

IDEA_WORDS = WordKind(
    name=IDEA,
    label=_("idea"),
    heading=_("Ideas"),
    is_example=True,
    comes_back=True,
    detail=idea_details,
    template="ideas/contribution.html",
    keep_parts=keep_parts,
    places=places_of,
    name_places=name_places,
    forget=forget_places,
)
