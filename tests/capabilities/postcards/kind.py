"""How postcards plug in."""

from dataclasses import replace

from kuvend.foundation.contributions.kinds import WordKind
from kuvend.foundation.processes.kinds import ActivityKind
from tests.capabilities.postcards.actions import POSTCARD, UNSIGNED, forget_towns
from tests.capabilities.postcards.queries import activity_page, postcard_details

POSTCARDS = ActivityKind(
    name="postcards",
    label="Postcards",
    stays_open=True,
    page=activity_page,
    page_template="postcards/activity.html",
    takes_part_url="new_postcard",
)
POSTCARD_WORDS = WordKind(
    name=POSTCARD,
    label="postcard",
    fixed="A postcard that was sent stays as it is.",
    detail=postcard_details,
    template="postcards/contribution.html",
    forget=forget_towns,
)
UNSIGNED_WORDS = replace(POSTCARD_WORDS, name=UNSIGNED, label="unsigned postcard", anonymous=True)
