"""Ideas by the hundred, whose answers are then owed."""

from __future__ import annotations

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.receiving import Draft
from kuvend.foundation.processes.actions import participant_in
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.record import actions as record
from kuvend.participation.ideas.actions import IdeaDraft, bring_in_ideas
from tests.support.house import WORDS, House


def bring_in(
    house: House, count: int, title: str = "Open the office later", activity: Activity | None = None
) -> list[Contribution]:
    """Bring in `count` ideas of one person and let their duties open."""
    participant = participant_in(house.process, person_id=house.person().pk)
    drafts = [IdeaDraft(Draft(participant, f"{title} {n}", WORDS, "sq", house.at)) for n in range(count)]
    rows = bring_in_ideas(activity=activity or house.activity, drafts=drafts)
    record.advance(at=house.at)
    return rows
