"""A deliberation to test in: three statements of the institution, people who vote."""

from __future__ import annotations

from typing import Any

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.people.actor import HOUSE, Actor
from kuvend.foundation.people.models import Person
from kuvend.participation.deliberation.actions import (
    SeedStatement,
    cast_vote,
    claim_maps,
    compute_map,
    seed_statements,
    set_rules,
)
from kuvend.participation.deliberation.actions.release import publish_release
from kuvend.participation.deliberation.maps.rows import read_statements
from kuvend.participation.deliberation.models import Deliberation, Release, Vote
from tests.support.house import House, both

SEEDS = (
    "Every office shows how long a service takes.",
    "Certificates can be had without going to an office.",
    "Data about contracts is published within a week.",
)


class Talk:
    """An open deliberation, made by the real actions."""

    def __init__(self, house: House, *, minimum_voters: int = 5, **fields: Any) -> None:
        self.house, self.at = house, house.at
        self.activity = house.make_activity("deliberation", answers_owed=False, **fields)
        self.deliberation = set_rules(
            actor=HOUSE, activity=self.activity, who_adds="people", minimum_voters=minimum_voters, at=house.at
        )
        self.statements = self.seed(*SEEDS)

    def seed(self, *words: str, **fields: Any) -> list[Contribution]:
        """Statements of the institution that asks."""
        seeds = [SeedStatement(both(one), **fields) for one in words]
        return seed_statements(actor=HOUSE, activity=self.activity, statements=seeds, at=self.at)

    def vote(self, person: Person | Actor | None, number: int, value: int) -> Actor:
        """One vote on the statement with this number; returns who cast it."""
        actor = person if isinstance(person, Actor) else self.house.actor(person)
        cast_vote(actor=actor, contribution=self.fresh(number), value=value, at=self.at)
        return actor

    def fresh(self, number: int) -> Contribution:
        """A statement as it is kept now."""
        rows = Contribution.objects.select_related("activity__process", "statement")
        return rows.get(pk=self.statements[number].pk)

    def map(self) -> Release:
        """The release of all votes cast by now, as if everybody had paused and nobody were kept back."""
        made = self.map_if_any()
        assert made is not None
        return made

    def map_if_any(self) -> Release | None:
        """The same, or None while so few voted that no numbers are shown."""
        claim_maps(self.at)
        compute_map(self.activity.pk, at=self.at)
        row = Deliberation.objects.select_related("activity").get(pk=self.activity.pk)
        voters = Vote.objects.filter(statement__contribution__activity=self.activity)
        everybody = list(voters.values_list("participant_id", flat=True).distinct())
        if len(everybody) < row.minimum_voters:
            return None
        return publish_release(row, everybody, read_statements(row.pk), at=self.at)
