"""A whole house in which a section of the draft and a commitment came out anew, and the answers that say so."""

from __future__ import annotations

from datetime import timedelta

from kuvend.accountability.plans.document.actions import import_plan
from kuvend.engines.formats.plan import read_plan
from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes.actions import publish_text
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.record import actions as record
from kuvend.foundation.responses.actions import LandingPlace, draft_response, keep_draft, publish_response
from kuvend.foundation.responses.models import Response
from tests.support.house import both, quoted
from tests.support.whole_house import PLAN, REASON, WholeHouse

OLD = "Offices open from eight to six on two days.\n\nNobody waits longer than ten days."
NEW = "Offices open from eight to six on three days.\n\nNobody waits longer than ten days."


class Revised(WholeHouse):
    """The section's third version says three days; the commitment's second names every municipality."""

    def __init__(self) -> None:
        super().__init__()
        self.later = self.house.at + timedelta(hours=1)
        self.part: Outcome = self.section.outcome
        for words in (OLD, NEW):
            publish_text(actor=HOUSE, outcome=self.part, title=both("Hours"), body=both(words), at=self.later)
        changed = PLAN.replace("Offices open longer.", "Offices in every municipality open longer.")
        import_plan(actor=HOUSE, document=read_plan(changed), at=self.later)
        self.promise = Outcome.objects.get(kind="commitment")
        self.answer = self.answered("accepted", [LandingPlace(self.part, quoted("on three days"))])
        self.other_answer = self.answered(
            "accepted_in_part", [LandingPlace(self.promise, Localized(en="every municipality"))]
        )
        self.refusal = self.answered("not_accepted", [])

    def answered(self, verdict: str, landings: list[LandingPlace], *, days: int = 0, said: int = -1) -> Response:
        """An answer to an idea of the day before (`said`), so many days later."""
        house = self.house
        idea = house.idea(title=f"An idea that is {verdict}", at=self.house.at + timedelta(days=said))
        record.advance(at=self.later)
        response = draft_response(
            actor=HOUSE, process=house.process, institution=house.owner, contribution_ids=[idea.pk]
        )
        keep_draft(
            actor=HOUSE, response=response, verdict=verdict, reason=REASON, nowhere=Localized(), landings=landings
        )
        return publish_response(actor=HOUSE, response=response, at=self.later + timedelta(days=days))
