"""Worlds that differ by one person's ballot and agree in every rounded number say the same in everything else, too.

What is compared is all that anybody is shown or can ask for: the file, datasets, pages, card, what is asked next, and
where somebody stands who answers in many ways.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import combinations
from random import Random
from typing import Any

import numpy as np
import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from kuvend.engines.opinion import Votes
from kuvend.engines.opinion.simulation import simulate
from kuvend.foundation.people.models import Person
from kuvend.foundation.processes.actions import participant_in
from kuvend.foundation.processes.models import Activity
from kuvend.participation.deliberation.actions import cast_vote, compute_map
from kuvend.participation.deliberation.actions.release import content_of
from kuvend.participation.deliberation.maps.previous import MemberRows
from kuvend.participation.deliberation.maps.result import StatementRow, map_result
from kuvend.participation.deliberation.models import Release, Vote
from kuvend.participation.deliberation.queries.ballot import voting_page
from kuvend.participation.deliberation.queries.my_place import place_page
from kuvend.participation.deliberation.releases.findings import RoundedAnswers, findings_of
from kuvend.participation.deliberation.releases.numbers import loosened, rounded_answers, weights_of
from kuvend.participation.deliberation.releases.places import own_place, told_answers
from kuvend.participation.deliberation.releases.tables import tables_of
from tests.participation.deliberation.talking import Talk
from tests.support.ballots import cast_ballots
from tests.support.house import House

STATEMENTS, HOUR = 12, timedelta(hours=1)


def rounded(content: dict[str, Any], votes: int) -> Any:
    """The numbers of a release that are counts, rounded down."""
    drawn = content["map"] or {"groups": [], "counts": {}}
    sizes = [group["size"] for group in drawn["groups"]]
    return content["voters"], votes, content["counts"], sizes, drawn["counts"], content["tables"]


def ballot(chance: Random, side: int) -> list[int | None]:
    return [
        chance.choice((1, 1, -1, 0) if side else (-1, -1, 1, 0)) if chance.random() < 0.7 else None
        for _ in range(STATEMENTS)
    ]


class Worlds(Talk):
    """A deliberation with a release, then somebody's ballot, whose one answer differs from world to world."""

    def __init__(self, house: House, seed: int) -> None:
        super().__init__(house, closes_at=house.at + timedelta(days=3))
        self.chance = Random(seed)
        self.statements += self.seed(*(f"Statement number {one} is good." for one in range(3, STATEMENTS)))
        self.join(60, house.at)
        self.victim, self.reader = house.actor(), house.person()
        self.onlookers = [house.person() for _ in range(10)]
        compute_map(self.activity.pk, at=house.at + HOUR)
        self.ballot = {number: self.chance.choice((1, -1, 0)) for number in self.chance.sample(range(STATEMENTS), 9)}
        self.more = [ballot(self.chance, number % 2) for number in range(14)]
        self.asked = [self.some_answers() for _ in range(12)]

    def join(self, people: int, at: datetime) -> None:
        rows = [ballot(self.chance, number % 2) for number in range(people)]
        cast_ballots(self.activity, self.statements, rows, at=at)

    def some_answers(self) -> dict[int, int]:
        some = self.chance.sample(self.statements, self.chance.randrange(5, STATEMENTS))
        return {one.pk: self.chance.choice((1, -1, 0)) for one in some}

    def world(self, value: int, *, close: bool) -> tuple[Any, dict[str, Any]]:
        """The rounded numbers, and all the rest, where the victim's first answer is `value`."""
        at = self.at + HOUR + timedelta(minutes=5)
        for number, one in self.ballot.items():
            mine = value if number == min(self.ballot) else one
            cast_vote(actor=self.victim, contribution=self.fresh(number), value=mine, at=at)
        cast_ballots(self.activity, self.statements, self.more, at=at)
        if close:
            Activity.objects.filter(pk=self.activity.pk).update(closes_at=self.at + 2 * HOUR)
        compute_map(self.activity.pk, at=self.at + 2 * HOUR + timedelta(minutes=1))
        kept = Release.objects.select_related("file").get(pk=self.activity.pk)
        content = content_of(kept.file.counts, kept.voters, kept.result, kept.file.tables, kept.file.weights)
        return rounded(content, kept.votes), dict(self.everything())

    def everything(self) -> Iterator[tuple[str, Any]]:
        at, client = self.activity.public_id, Client()
        yield "file", client.get(f"/open-data/deliberations/{at}/map.json").getvalue()
        yield "deliberation", client.get(f"/api/v1/deliberations/{at}").content
        yield "statements", client.get("/api/v1/statements", {"activity": at, "limit": 100}).content
        for name in ("activity", "deliberation_results", "data_deliberation", "card"):
            yield name, client.get(reverse(name, args=[at])).content
        activity = Activity.objects.select_related("process", "owner", "deliberation__map").get(pk=self.activity.pk)
        yield "asked", [voting_page(activity, person_id=one.pk).statement for one in self.onlookers]
        yield "places", [self.place(activity, self.reader, answers) for answers in self.asked]

    def place(self, activity: Activity, person: Person, answers: dict[int, int]) -> Any:
        participant = participant_in(activity.process, person_id=person.pk)
        Vote.objects.filter(participant=participant).delete()
        Vote.objects.bulk_create(
            Vote(statement_id=one, participant=participant, value=value, voted_at=self.at)
            for one, value in answers.items()
        )
        return place_page(activity, person_id=person.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("close", [False, True])
def test_what_is_public_tells_no_two_worlds_apart_whose_rounded_numbers_are_the_same(house: House, close: bool) -> None:
    pairs = 0
    for seed in range(6):
        talk, worlds = Worlds(house, seed), []
        for value in (1, -1, 0):
            mark = transaction.savepoint()
            worlds.append(talk.world(value, close=close))
            transaction.savepoint_rollback(mark)
        for (numbers, rest), (other_numbers, other_rest) in combinations(worlds, 2):
            if numbers == other_numbers:
                pairs += 1
                assert rest == other_rest
    assert pairs >= 3


def drawn_content(votes: Votes, *, before: tuple[dict[str, Any], bytes], final: bool) -> tuple[Any, Any]:
    """The content of a release of these votes, and the total of votes, as `publish_release` makes them."""
    rows = [StatementRow(one, f"s{one}", one == 7, one == 8) for one in range(20)]
    exact = map_result(rows, votes, axes=before[0], members=before[1], final=final)
    fresh = loosened(exact.rounded())
    shown = findings_of(rounded_answers(fresh, rows)) if fresh.map else {}
    members = MemberRows.unpacked(exact.map.members if exact.map else b"")
    tables = tables_of(votes, rows, members) if final else {}
    content = content_of(fresh.counts, fresh.voters, shown, tables, {} if final else weights_of(fresh, rows, shown))
    return content, fresh.votes


def with_answer(votes: Votes, row: int, value: int) -> Votes:
    values = votes.values.copy()
    values[row] = value
    return Votes(votes.participants, votes.statements, values)


@pytest.mark.parametrize("final", [False, True])
def test_one_answer_moves_nothing_that_is_published_but_rounded_numbers(final: bool) -> None:
    """Many small worlds, the later ones going on from a map; every number that is no count is made of the counts."""
    pairs = 0
    for seed in range(25):
        chance = np.random.default_rng(seed)
        votes = simulate(people=int(chance.integers(20, 90)), statements=20, votes=400, seed=seed)
        start = map_result(
            [StatementRow(one, f"s{one}", False, False) for one in range(20)], votes, axes={}, members=b""
        )
        before = (start.map.axes, start.map.members) if start.map and seed % 2 else ({}, b"")
        found = [
            drawn_content(with_answer(votes, row, value), before=before, final=final)
            for row in chance.choice(400, 3, replace=False).tolist()
            for value in (1, -1, 0)
        ]
        for (content, total), (other, other_total) in combinations(found, 2):
            if rounded(content, total) == rounded(other, other_total):
                pairs += 1
                assert json.dumps(content, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert pairs > 50


def test_nothing_is_made_of_a_number_that_is_not_rounded() -> None:
    none = np.zeros((0, 1, 3), np.int64)
    with pytest.raises(ValueError, match="exact"):
        RoundedAnswers(["s"], np.array([True]), np.array([[7, 0, 0]]), [], np.zeros(0, np.int64), none)


@pytest.mark.django_db
def test_anybody_works_out_where_they_stand_from_the_file_and_their_own_answers(house: House) -> None:
    talk = Worlds(house, 3)
    file = json.loads(Client().get(f"/open-data/deliberations/{talk.activity.public_id}/map.json").getvalue())
    shown, names = file["content"]["map"], {one.pk: one.public_id for one in talk.statements}
    activity = Activity.objects.select_related("process", "deliberation__map").get(pk=talk.activity.pk)
    letters = set()
    for answers in talk.asked:
        page = talk.place(activity, talk.reader, answers)
        mine = {names[one]: value for one, value in answers.items()}
        place = own_place(shown, mine)
        assert (page.picture is None) == (place is None)
        assert page.answered == len(told_answers(shown, mine))
        if place:
            assert page.letter == "ABCDE"[shown["groups"][place.nearest]["id"]]
            letters.add(page.letter)
    assert letters == {"A", "B"}


def test_the_nearest_group_is_the_own_one_for_nearly_everybody() -> None:
    """The figure of docs/explanation/opinion-map.md."""
    right = placed = grouped = 0
    rows = [StatementRow(one, f"s{one}", False, False) for one in range(40)]
    for seed in range(6):
        votes = simulate(people=300, statements=40, votes=6000, seed=seed)
        exact = map_result(rows, votes, axes={}, members=b"")
        assert exact.map is not None
        fresh = loosened(exact.rounded())
        shown = findings_of(rounded_answers(fresh, rows))
        for person, group in MemberRows.unpacked(exact.map.members).as_dict().items():
            mine = votes.participants == person
            answers = {f"s{one}": value for one, value in zip(votes.statements[mine], votes.values[mine], strict=True)}
            place = own_place(shown, answers)
            grouped += 1
            placed += place is not None
            right += place is not None and shown["groups"][place.nearest]["id"] == group
    print(f"placed {placed / grouped:.3f}, right {right / placed:.3f}")
    assert placed / grouped > 0.97 and right / placed > 0.95
