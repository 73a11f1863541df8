"""A house in which everything happened once: answers in time, late, overdue; words hidden, waiting, taken back."""

from __future__ import annotations

from datetime import date, timedelta

from kuvend.foundation.contributions.actions import post_comment, withdraw
from kuvend.foundation.contributions.lineage import merge_contributions, split_contribution, undo_split
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.moderation.actions import hide
from kuvend.foundation.outcomes.actions import publish_text
from kuvend.foundation.outcomes.enums import SuccessionKind
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.outcomes.succession import record_succession
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.models import Institution
from kuvend.foundation.record import actions as record
from kuvend.foundation.responses.models import Duty
from tests.support.house import both
from tests.support.whole_house import WholeHouse

ONE, OTHER = "Open the office later.", "Paint the door green."
SECRET = "Agron from the corner shop steals"


class LivedHouse(WholeHouse):
    """A whole house with unpublished words of each sort, and duties of each fate for two institutions."""

    def __init__(self) -> None:
        super().__init__()
        house = self.house
        self.hidden = house.idea(title=SECRET, place=SECRET[:30])
        hide(
            actor=HOUSE,
            contribution=self.hidden,
            seen_version=self.hidden.version,
            house_rule="personal_data",
            at=house.at,
        )
        self.taken_back = house.idea(house.actor(self.author), title=SECRET)
        withdraw(actor=house.actor(self.author), contribution=self.taken_back, at=house.at)
        self.pending = house.idea(activity=house.make_activity("ideas", moderation="before"), title=SECRET)
        self.comment = post_comment(
            actor=house.actor(),
            activity=house.activity,
            parent=self.idea,
            seen_version=1,
            body="I agree.",
            language="en",
            at=house.at,
        )
        self.more = [house.idea(title=f"Idea {number}") for number in range(8)]
        self.merged, self.split = house.idea(title="Open longer"), house.idea(title="Two things", body=f"{ONE} {OTHER}")
        merge_contributions(
            actor=HOUSE, contributions=[self.merged], into=self.more[7], reason=both("It asks for the same."),
            at=house.at,
        )  # fmt: skip
        split_contribution(actor=HOUSE, contribution=self.split, passages=[ONE, OTHER], seen_version=1, at=house.at)
        undo_split(actor=HOUSE, contribution=self.split, at=house.at)
        self.old, self.new = self.text("old"), self.text("new")
        record_succession(
            actor=HOUSE, outcome=self.old, kind=SuccessionKind.BECAME, successors=[self.new],
            reason=both("It was written anew."), at=house.at,
        )  # fmt: skip
        record.advance(at=house.at)
        today = house.at.date()
        self.fate(self.more[0], house.owner, due=today, met=today)
        self.fate(self.more[1], house.owner, due=today, met=today + timedelta(days=1))
        self.fate(self.more[2], house.owner, due=today - timedelta(days=1))
        self.fate(self.more[3], house.other, due=today, met=today - timedelta(days=3))
        self.fate(self.more[4], house.other, due=today - timedelta(days=30))
        self.fate(self.more[5], house.other, due=today)
        Duty.objects.filter(contribution=self.more[6]).update(state="lapsed")

    def text(self, key: str) -> Outcome:
        """A commitment that nobody commented on."""
        house = self.house
        row = Outcome.objects.create(process=house.process, kind="commitment", key=key, scope=house.scope)
        publish_text(actor=HOUSE, outcome=row, title=both(key), body=both("Open longer."), at=house.at)
        return row

    @staticmethod
    def fate(row: Contribution, institution: Institution, *, due: date, met: date | None = None) -> None:
        """Give a duty its institution, its day, and the day on which it was met."""
        Duty.objects.filter(contribution=row).update(
            institution=institution, due_date=due, met_date=met, state="met" if met else "open"
        )
