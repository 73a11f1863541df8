"""Albania's plan with two milestones under commitment 4, and words that landed there."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import transaction

from kuvend.accountability.plans.document.actions import import_plan
from kuvend.accountability.plans.models import Commitment, Milestone
from kuvend.engines.formats.plan.documents import Milestone as GivenMilestone
from kuvend.engines.formats.plan.documents import PlanDocument
from kuvend.engines.legaltext.sentences import sentences
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.receiving import Draft, receive
from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes.actions import publish_text
from kuvend.foundation.outcomes.models import Outcome, OutcomeText
from kuvend.foundation.people.actions import give_mandate
from kuvend.foundation.people.actor import HOUSE, Actor
from kuvend.foundation.people.models import Institution, Person, Scope
from kuvend.foundation.people.queries import actor_for
from kuvend.foundation.processes.actions import participant_in
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.record.actions import advance
from kuvend.foundation.responses import actions as responses
from kuvend.foundation.responses.enums import Verdict

AT = datetime(2021, 3, 1, 9, tzinfo=UTC)
REASON = "The portal will show every access by institution and date, as you asked."


def both(text: str) -> Localized:
    """A text in both languages."""
    return Localized(sq=f"{text} (sq)", en=text)


def with_milestones(document: PlanDocument) -> PlanDocument:
    """Give commitment 4 two milestones, which no source tells."""
    milestones = tuple(
        GivenMilestone(
            key=f"m4-{place}",
            number=f"4.{place}",
            title=both(f"Milestone {place}"),
            deliverable=both(f"Deliverable {place}"),
            from_date=date(2021, 1, 1),
            to_date=date(2021, 6, 30) + timedelta(days=place),
            simulated=True,
        )
        for place in (1, 2)
    )
    commitments = [replace(one, milestones=milestones) if one.number == "4" else one for one in document.commitments]
    return replace(document, commitments=tuple(commitments))


@dataclass
class World:
    """The plan and its people; everything is done by the real actions at `at`."""

    document: PlanDocument
    at: datetime = AT
    people: int = field(default=0)

    def __post_init__(self) -> None:
        self.plan = import_plan(actor=HOUSE, document=with_milestones(self.document), at=self.at)
        self.akshi = Institution.objects.get(key="akshi")
        self.moj = Institution.objects.get(key="moj")
        self.commitment = Commitment.objects.select_related("outcome__scope").get(outcome__number="4")
        self.first, self.second = Milestone.objects.select_related("outcome__scope").order_by("outcome__number")
        self.activity = Activity.objects.create(
            process=self.plan.process, key="ideas", kind="ideas", title=both("Ideas"), owner=self.akshi,
            scope=self.plan.process.scope, opens_at=self.at - timedelta(days=9), closes_at=self.at + timedelta(days=9),
        )  # fmt: skip

    def person(self) -> Person:
        """Somebody with a verified address."""
        self.people += 1
        return Person.objects.create_user(f"p{self.people}@example.org", language="en")

    def official(self, role: str, *, institution: Institution | None = None, scope: Scope | None = None) -> Person:
        """Somebody with a mandate in the whole process unless told."""
        person = self.person()
        give_mandate(
            actor=HOUSE, person=person, role=role, scope=scope or self.plan.process.scope, institution=institution,
            from_date=date(2020, 1, 1), at=self.at,
        )  # fmt: skip
        return person

    def actor(self, role: str, **fields: Any) -> Actor:
        """Who acts under a mandate, confirmed by a second factor."""
        return actor_for(self.official(role, **fields), on=self.at.date(), confirmed=True)

    def idea(self, title: str, about: Outcome | None = None) -> Contribution:
        """A published idea of a new person, or a comment about an outcome."""
        participant = participant_in(self.plan.process, person_id=self.person().pk)
        draft = Draft(participant, title, "People wait for hours.", "en", self.at, about=about)
        with transaction.atomic():
            kind = "comment" if about else "idea"
            (row,) = receive(activity=self.activity, kind=kind, drafts=[draft], role="person")
        return row

    def answer(self, *contributions: Contribution, landing: Outcome) -> None:
        """Answer contributions as accepted, landed in `landing`: its next version says more beside the passage."""
        advance(at=self.at)
        response = responses.draft_response(
            actor=HOUSE, process=self.plan.process, institution=self.akshi,
            contribution_ids=[one.pk for one in contributions],
        )  # fmt: skip
        landing.refresh_from_db()
        text = OutcomeText.objects.get(outcome=landing, version=landing.version)
        passage = Localized({code: sentences(words)[-1].words for code, words in text.body.items()})
        responses.keep_draft(
            actor=HOUSE, response=response, verdict=Verdict.ACCEPTED, reason=both(REASON), nowhere=Localized(),
            landings=[responses.LandingPlace(landing, passage, due_date=date(2021, 12, 31))],
        )  # fmt: skip
        responses.publish_response(actor=HOUSE, response=response, at=self.at)
        body = Localized({code: f"{words}\n\nPeople asked for it." for code, words in text.body.items()})
        publish_text(actor=HOUSE, outcome=landing, title=text.title, body=body, at=self.at + timedelta(days=1))
        advance(at=self.at + timedelta(days=1))
