"""The map that a worker keeps: it goes on from vote to vote, and says at any moment what a full reading says."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random
from threading import Event
from time import sleep
from typing import Any

import pytest
from django.db import connection, transaction

from kuvend.foundation.people.models import Person
from kuvend.foundation.processes.actions import participant_in
from kuvend.participation.deliberation.actions import compute_map, withdraw_votes
from kuvend.participation.deliberation.actions.living import LivingMaps, read_map
from kuvend.participation.deliberation.models import Deliberation, MapState, OpinionMap, Statement, Vote
from tests.participation.deliberation.talking import Talk
from tests.support.house import House

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 20
TRIES, PAUSE = 100, 0.2


class Hall:
    """A deliberation of ten statements in which twenty people have voted, and a worker's maps."""

    def __init__(self) -> None:
        self.talk = Talk(House())
        self.talk.statements += self.talk.seed(*(f"Statement number {number}." for number in range(3, 10)))
        self.people = [self.join(number) for number in range(PEOPLE)]
        self.living = LivingMaps()

    def join(self, number: int) -> Person:
        chance, person = Random(number), self.talk.house.person()
        participant = participant_in(self.talk.activity.process, person_id=person.pk)
        Vote.objects.bulk_create(
            Vote(
                statement_id=row.pk, participant=participant, voted_at=self.talk.at,
                value=(1 if number % 2 else -1) if place < 5 and chance.random() < 0.9 else chance.choice((-1, 0, 1)),
            )
            for place, row in enumerate(self.talk.statements)
        )  # fmt: skip
        return person

    def map(self, *, seconds: int = 0) -> OpinionMap:
        at = self.talk.at + timedelta(seconds=seconds)
        made = compute_map(self.talk.activity.pk, at=at, living=self.living)
        assert made is not None
        return made

    def settled(self, *, seconds: int) -> OpinionMap:
        """The map once no open transaction, of another database on the server either, holds reading back."""
        made = self.map(seconds=seconds)
        for _try in range(TRIES):
            if self.counts() == told(self)[2]:
                break
            sleep(PAUSE)
            made = self.map(seconds=seconds)
        return made

    def counts(self) -> list[tuple[int, ...]]:
        columns = ("agree_count", "disagree_count", "pass_count")
        return list(Statement.objects.order_by("pk").values_list(*columns))


def told(hall: Hall) -> tuple[Any, ...]:
    """What a full reading counts now."""
    full = read_map(hall.talk.activity.pk)
    return full.voters, full.votes, [(one.agrees, one.disagrees, one.passes) for one in full.statements]


def test_it_counts_new_and_changed_votes_as_a_full_reading_does() -> None:
    hall = Hall()
    assert hall.map().k == 2
    hall.talk.vote(hall.people[0], 0, -1)
    hall.talk.vote(hall.people[1], 9, 0)
    hall.talk.vote(None, 3, 1)
    hall.talk.statements += hall.talk.seed("A statement that came later.")
    hall.talk.vote(hall.people[2], 10, 1)
    made = hall.settled(seconds=1)
    assert (made.voters, made.votes, hall.counts()) == told(hall)
    assert made.voters == PEOPLE + 1


def test_it_begins_anew_when_votes_went_with_an_account() -> None:
    hall = Hall()
    hall.map()
    withdraw_votes(hall.people[0].pk)
    made = hall.map(seconds=1)
    assert made.voters == PEOPLE - 1
    assert (made.voters, made.votes, hall.counts()) == told(hall)


def test_where_votes_went_until_there_is_no_map_nobodys_group_is_kept() -> None:
    hall = Hall()
    hall.map()
    assert MapState.objects.exists()
    for person in hall.people[: PEOPLE - 3]:
        withdraw_votes(person.pk)
    assert hall.map(seconds=1).mode == ""
    assert not MapState.objects.exists()


def test_votes_of_a_restored_backup_count_though_its_server_was_further_on() -> None:
    hall = Hall()
    Vote.objects.update(changed_in=10**15)
    Deliberation.objects.update(map_asked=False)
    made = hall.map()
    assert (made.voters, made.votes, hall.counts()) == told(hall)
    assert not Deliberation.objects.get().map_asked, "they would be asked for for ever"
    hall.talk.vote(hall.people[0], 0, 0)
    made = hall.map(seconds=1)
    assert (made.voters, made.votes, hall.counts()) == told(hall)


def test_it_draws_anew_when_a_statement_is_no_longer_asked() -> None:
    hall = Hall()
    row = hall.talk.statements[0]
    assert row.public_id in hall.map().result["counts"]
    type(row).objects.filter(pk=row.pk).update(state="hidden")
    assert row.public_id not in hall.map(seconds=1).result["counts"]


def test_another_worker_goes_on_with_the_same_groups() -> None:
    hall = Hall()
    before = hall.map()
    hall.living = LivingMaps()
    after = hall.map(seconds=1)
    assert [group["id"] for group in before.result["groups"]] == [group["id"] for group in after.result["groups"]]
    assert before.result["cells"] == after.result["cells"], "nothing is mirrored"


def test_a_vote_that_commits_late_is_not_missed() -> None:
    hall = Hall()
    hall.map()
    voted, read = Event(), Event()

    def vote_slowly() -> None:
        try:
            with transaction.atomic():
                hall.talk.vote(hall.people[0], 0, 0)
                voted.set()
                assert read.wait(20)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(vote_slowly)
        assert voted.wait(20)
        hall.talk.vote(hall.people[1], 0, 0)  # commits first, with a higher number
        early = hall.map(seconds=1)
        assert Deliberation.objects.get().map_asked, "there was more than could be read for good"
        read.set()
        slow.result(timeout=20)
    late = hall.settled(seconds=2)
    assert early.votes == late.votes == PEOPLE * 10
    assert (late.voters, late.votes, hall.counts()) == told(hall)


def test_with_too_few_people_it_reads_all() -> None:
    talk = Talk(House())
    talk.vote(None, 0, 1)
    made = compute_map(talk.activity.pk, at=talk.at, living=LivingMaps())
    assert made is not None
    assert (made.voters, made.mode) == (1, "")
