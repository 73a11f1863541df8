"""Words that are merged, split and answered, as tests do it."""

from __future__ import annotations

from collections.abc import Sequence

from kuvend.foundation.contributions.lineage import merge_contributions, split_contribution
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.record import actions as record
from kuvend.foundation.responses.actions import draft_response, keep_draft, publish_response
from tests.support.house import House, both

REASON = both("Both ask for later opening hours.")
WHY = both("The office already opens later on two days a week, since March.")
BODY = "Open the office later. Close it on Mondays. Paint the door green."
PASSAGES = ["Open the office later. Close it on Mondays.", "Paint the door green."]


def tell(house: House) -> None:
    """Let every reaction read what is on record."""
    while record.advance(at=house.at):
        pass


def ideas(house: House, count: int) -> list[Contribution]:
    return [house.idea(title=f"Idea {number}") for number in range(count)]


def merge(house: House, *rows: Contribution, into: Contribution) -> None:
    merge_contributions(actor=HOUSE, contributions=rows, into=into, reason=REASON, at=house.at)


def split(house: House, row: Contribution, passages: Sequence[str] = PASSAGES) -> list[Contribution]:
    """As a moderator does."""
    moderator = house.actor(house.official(Role.MODERATOR))
    return split_contribution(
        actor=moderator, contribution=row, passages=passages, seen_version=row.version, at=house.at
    )


def answer(house: House, *rows: Contribution) -> None:
    officer = house.actor(house.official(Role.INSTITUTION_OFFICER))
    draft = draft_response(
        actor=officer, process=house.process, institution=house.owner, contribution_ids=[row.pk for row in rows]
    )
    draft = keep_draft(
        actor=officer,
        response=draft,
        verdict="not_accepted",
        reason=WHY,
        nowhere=Localized(),
        landings=[],
    )
    publish_response(actor=officer, response=draft, at=house.at)
