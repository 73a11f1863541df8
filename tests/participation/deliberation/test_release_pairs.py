"""Whatever happens between two releases, they differ by five people's ballots at least and by nobody's change of group.

The exact ballots and groups behind the numbers are compared, so nothing depends on what rounding hides.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kuvend.foundation.contributions.actions import withdraw
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.processes.models import Activity
from kuvend.participation.deliberation.actions import (
    add_statement,
    classify,
    compute_map,
    merge,
    set_rules,
    withdraw_votes,
)
from kuvend.participation.deliberation.actions.release import GRACE
from kuvend.participation.deliberation.maps.previous import MemberRows
from kuvend.participation.deliberation.models import MapState, Release, Vote
from kuvend.participation.deliberation.queries.ballot import asked_statements
from kuvend.participation.deliberation.releases.rules import step
from tests.participation.deliberation.talking import Talk
from tests.support.ballots import cast_ballots
from tests.support.house import House

K, STATEMENTS, HOUR = 5, 12, timedelta(hours=1)
DEEDS = ("withdraw", "merge", "classify", "groups", "join", "join", "change", "erase")


@dataclass(frozen=True)
class Behind:
    """What stands behind the numbers of a release, as it came: whose ballots it counts, and who is in which group."""

    digest: str
    at: datetime
    ballots: dict[int, dict[int, int]]
    groups: dict[int, int]


class Hall(Talk):
    """A deliberation of people who are loosely of three minds, in which deeds are done at random."""

    def __init__(self, house: House, seed: int) -> None:
        super().__init__(house, closes_at=house.at + timedelta(days=3))
        self.statements += self.seed(*(f"Statement number {one} is good." for one in range(3, STATEMENTS)))
        self.chance = Random(seed)
        self.sides = [[self.chance.choice((-1, 0, 1)) for _ in range(STATEMENTS)] for _ in range(3)]
        self.join(self.chance.randrange(22, 50), house.at)

    def join(self, people: int, at: datetime) -> None:
        cast_ballots(self.activity, self.statements, [self.ballot() for _ in range(people)], at=at)

    def ballot(self) -> list[int | None]:
        mind, chance = self.chance.choice(self.sides), self.chance
        return [
            None if (draw := chance.random()) < 0.15 else chance.choice((-1, 0, 1)) if draw < 0.5 else one
            for one in mind
        ]

    def some(self, most: int) -> list[int]:
        known = sorted(set(Vote.objects.values_list("participant_id", flat=True)))
        return self.chance.sample(known, min(len(known), self.chance.randrange(most)))

    def do(self, deed: str, at: datetime) -> None:
        """One deed that may change a map."""
        asked = list(asked_statements(self.activity.pk).order_by("pk"))
        first, second = self.chance.sample(asked, 2)
        match deed:
            case "withdraw" if len(asked) > 6:
                Contribution.objects.filter(pk=first.pk).update(state=State.WITHDRAWN)
            case "merge" if len(asked) > 6:
                merge(actor=HOUSE, statement=first, into=second, at=at)
            case "classify":
                classify(actor=HOUSE, statement=first, meta=not first.meta, at=at)
            case "groups":
                groups = self.chance.choice((None, 2, 3, 4))
                set_rules(
                    actor=HOUSE, activity=self.activity, who_adds="people", minimum_voters=5, groups=groups, at=at
                )
            case "join":
                self.join(self.chance.randrange(1, 12), at)
            case "change":
                for one in self.some(6):
                    Vote.objects.filter(participant_id=one).update(value=self.chance.choice((-1, 1)), voted_at=at)
            case "erase":
                for one in self.some(4):
                    withdraw_votes(one)

    def behind(self, at: datetime) -> Behind:
        compute_map(self.activity.pk, at=at)
        kept = Release.objects.get()
        ballots: dict[int, dict[int, int]] = {}
        for person, statement, value in Vote.objects.filter(released__isnull=False).values_list(
            "participant_id", "statement_id", "released"
        ):
            ballots.setdefault(person, {})[statement] = value
        state = MapState.objects.filter(pk=kept.pk).first()
        rows = MemberRows.unpacked(bytes(state.members) if state else b"")
        return Behind(
            kept.digest, kept.computed_at, ballots, dict(zip(rows.people.tolist(), rows.groups.tolist(), strict=True))
        )


def changed(before: Behind, after: Behind) -> int:
    """How many people's ballots differ."""
    people = before.ballots.keys() | after.ballots.keys()
    return sum(before.ballots.get(one) != after.ballots.get(one) for one in people)


def movers(before: Behind, after: Behind) -> Counter[tuple[int, int]]:
    common = before.groups.keys() & after.groups.keys()
    return Counter((before.groups[one], after.groups[one]) for one in common if before.groups[one] != after.groups[one])


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(10))
def test_no_two_releases_differ_by_fewer_than_five_people(house: House, seed: int) -> None:
    hall, at = Hall(house, seed), house.at + HOUR
    before, drawn = hall.behind(at), 0
    for number in range(12):
        at += HOUR * hall.chance.choice((0.5, 1, 2))
        hall.do(hall.chance.choice(DEEDS), at - step().sitting)
        if number % 4 == 0:
            hall.join(8, at - step().sitting)
        after = hall.behind(at)
        if (after.digest, after.at) != (before.digest, before.at):
            drawn += 1
            assert changed(before, after) >= K
            assert after.at - before.at >= step().every
            assert min(movers(before, after).values(), default=K) >= K
            before = after
    assert drawn
    _close_and_erase(hall, before, at)


def _close_and_erase(hall: Hall, before: Behind, at: datetime) -> None:
    closed = at + HOUR
    Activity.objects.filter(pk=hall.activity.pk).update(closes_at=closed)
    last = hall.behind(closed + GRACE)
    assert last.digest == before.digest or changed(before, last) >= K
    assert min(movers(before, last).values(), default=K) >= K
    last = before if last.digest == before.digest else last
    for hour in range(1, 9):
        hall.do(hall.chance.choice(("withdraw", "erase", "erase")), closed)
        after = hall.behind(closed + hour * HOUR)
        assert not movers(last, after), "the groups of the closing are fixed"
        if (after.digest, after.at) != (last.digest, last.at):
            assert changed(last, after) >= K
            last = after


@pytest.mark.django_db
def test_what_its_author_withdraws_is_gone_from_view_at_once_and_no_other_number_moves(house: House) -> None:
    hall, author = Hall(house, 3), house.actor()
    mine = add_statement(actor=author, activity=hall.activity, words="Mine is liked.", language="en", at=house.at)
    hall.statements.append(mine)
    cast_ballots(hall.activity, hall.statements, [[*hall.ballot()[:11], 1, 1] for _ in range(30)], at=house.at)
    before = hall.behind(house.at + HOUR)
    pages = ("activity", "deliberation_results")
    assert all("Mine is liked." in page(hall, name) for name in pages)
    rows = numbers(hall)
    withdraw(actor=author, contribution=Contribution.objects.get(pk=mine.pk), at=house.at + HOUR)
    assert not any("Mine is liked." in page(hall, name) for name in pages)
    assert hall.behind(house.at + 9 * HOUR) == before
    assert numbers(hall) == rows


def page(talk: Talk, name: str) -> str:
    return Client().get(reverse(name, args=[talk.activity.public_id])).content.decode()


def numbers(talk: Talk) -> Any:
    rows = Client().get("/api/v1/statements", {"activity": talk.activity.public_id, "limit": 100}).json()["results"]
    return [(row["id"], row["agrees"], row["disagrees"], row["passes"]) for row in rows]
