"""Which statement somebody is asked next follows from the latest release and the own answers, and from nothing else."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from random import Random

import pytest
from django.test import Client

from kuvend.foundation.people.models import Person
from kuvend.foundation.processes.models import Activity, Participant
from kuvend.participation.deliberation.actions import cast_vote, compute_map, withdraw_votes
from kuvend.participation.deliberation.models import Release, Statement, Vote
from kuvend.participation.deliberation.queries.ballot import voting_page
from tests.participation.deliberation.talking import Talk
from tests.support.ballots import cast_ballots
from tests.support.house import House

HOUR, STATEMENTS, ONLOOKERS = timedelta(hours=1), 14, 40


class Watched(Talk):
    """A deliberation with a release, onlookers who have answered nothing, and people who have answered some of it."""

    def __init__(self, house: House, chance: Random, *, people: int = 24) -> None:
        super().__init__(house, closes_at=house.at + timedelta(days=3))
        self.statements += self.seed(*(f"Statement number {one} is good." for one in range(3, STATEMENTS)))
        ballots = [[ballot(chance, number % 2) for _ in range(STATEMENTS)] for number in range(people)]
        self.people = cast_ballots(self.activity, self.statements, ballots, at=house.at)
        self.onlookers = [house.person() for _ in range(ONLOOKERS)]
        self.members = [house.person() for _ in range(4)]
        for person in self.members:
            for number in chance.sample(range(STATEMENTS), 5):
                self.vote(person, number, chance.choice((1, -1, 0)))
        self.activity = Activity.objects.select_related("process", "owner", "deliberation").get(pk=self.activity.pk)
        self.count(house.at + HOUR)

    def count(self, at: datetime) -> str:
        """Let the job look at the votes; returns the digest of the release."""
        compute_map(self.activity.pk, at=at)
        return Release.objects.get().digest

    def asked(self, people: list[Person]) -> list[tuple[str, int, int]]:
        """What each is asked next, and the progress that is said beside it."""
        pages = [voting_page(self.activity, person_id=one.pk) for one in people]
        return [(page.statement.public_id if page.statement else "", page.answered, page.total) for page in pages]


def ballot(chance: Random, side: int) -> int | None:
    if chance.random() < 0.35:
        return None
    return chance.choice((1, 1, -1, 0) if side else (-1, -1, 1, 0))


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
def test_two_states_with_one_release_and_the_same_own_answers_draw_alike(house: House, seed: int) -> None:
    """Whatever is voted, changed or taken back between two releases, in every order of the job's rounds."""
    chance = Random(seed)
    talk = Watched(house, chance)
    watching = [*talk.onlookers, *talk.members]
    digest, before = talk.count(house.at + HOUR), talk.asked(watching)
    assert {row.priority for row in Statement.objects.all()} != {None}
    victim = house.actor()
    for minutes in range(1, 9):
        at = house.at + HOUR + minutes * timedelta(minutes=1)
        number = chance.randrange(STATEMENTS)
        match chance.randrange(4):
            case 0 | 1:
                cast_vote(actor=victim, contribution=talk.fresh(number), value=chance.choice((1, -1, 0)), at=at)
            case 2:
                rows = [ballot(chance, chance.randrange(2)) for _ in range(STATEMENTS)]
                cast_ballots(talk.activity, talk.statements, [rows] * chance.randrange(1, 4), at=at)
            case _:
                one = chance.choice(talk.people)
                Vote.objects.filter(participant_id=one).update(value=chance.choice((1, -1, 0)), voted_at=at)
                if chance.random() < 0.3:
                    Participant.objects.filter(pk=one).update(person=house.person())
                    withdraw_votes(one)
        assert talk.count(at) == digest
        assert talk.asked(watching) == before


@pytest.mark.django_db
@pytest.mark.parametrize("value", [1, -1, 0])
def test_no_answer_of_one_person_moves_what_others_are_asked(house: House, value: int) -> None:
    talk = Watched(house, Random(5))
    before = talk.asked(talk.onlookers)
    cast_vote(actor=house.actor(), contribution=talk.fresh(3), value=value, at=house.at + HOUR)
    talk.count(house.at + HOUR + timedelta(minutes=1))
    assert talk.asked(talk.onlookers) == before


@pytest.mark.django_db
def test_what_is_asked_moves_with_the_release_by_weights_that_stand_in_its_file(house: House) -> None:
    talk = Watched(house, Random(8))
    before = talk.asked(talk.onlookers)
    ballots = [[1] * 4 + [-1] * 10] * 30
    cast_ballots(talk.activity, talk.statements, ballots, at=house.at + HOUR)
    talk.count(house.at + 3 * HOUR)
    assert talk.asked(talk.onlookers) != before
    file = json.loads(Client().get(f"/open-data/deliberations/{talk.activity.public_id}/map.json").getvalue())
    kept = dict(Statement.objects.values_list("contribution__public_id", "priority"))
    assert file["content"]["weights"] == kept and None not in kept.values()


@pytest.mark.django_db
def test_what_is_new_beside_a_map_is_asked_early_and_crowds_nothing_out(house: House) -> None:
    """Until the next release nobody counts who was asked it: by the weight of the first hour all would be."""
    talk = Watched(house, Random(4))
    Statement.objects.update(priority=2.0)
    (new,) = talk.seed("This one is new.")
    watching = [house.person() for _ in range(150)]
    first = [asked for asked, _done, _total in talk.asked(watching)].count(new.public_id)
    assert 4 < first < 50, "one in seven, about"


@pytest.mark.django_db
def test_before_a_map_statements_come_by_how_few_answers_are_released(house: House) -> None:
    talk = Talk(house, minimum_voters=5)
    cast_ballots(talk.activity, talk.statements, [[1, None, None]] * 10 + [[None, 1, None]] * 2, at=house.at)
    compute_map(talk.activity.pk, at=house.at + HOUR)
    assert set(Statement.objects.values_list("priority", flat=True)) == {None}
    activity = Activity.objects.select_related("process", "owner").get(pk=talk.activity.pk)
    first = [voting_page(activity, person_id=house.person().pk).statement for _ in range(60)]
    asked = [one.public_id for one in first if one]
    assert asked.count(talk.statements[0].public_id) < asked.count(talk.statements[2].public_id)
