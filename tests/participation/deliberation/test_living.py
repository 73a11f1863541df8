"""The map that a worker keeps: it goes on from vote to vote, and says at any moment what a full reading says."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random
from threading import Event
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction

from kuvend.foundation.people.models import Person
from kuvend.foundation.processes.actions import participant_in
from kuvend.participation.deliberation.actions import withdraw_votes
from kuvend.participation.deliberation.actions.living import LivingMaps
from kuvend.participation.deliberation.mapping import MapResult
from kuvend.participation.deliberation.models import Deliberation, MapState, Vote
from kuvend.participation.deliberation.opinion import Drawn
from kuvend.participation.deliberation.reading import read_map
from tests.participation.deliberation.talking import Talk
from tests.support.house import House

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 20


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

    def map(self, *, seconds: int = 0) -> MapResult:
        """What the worker knows of the votes when it is asked."""
        with transaction.atomic():
            row = Deliberation.objects.get()
            return self.living.result(row, at=self.talk.at + timedelta(seconds=seconds))


def counts(made: MapResult) -> tuple[Any, ...]:
    return made.voters, made.votes, [(one.agrees, one.disagrees, one.passes) for one in made.statements]


def told(hall: Hall) -> tuple[Any, ...]:
    """What a full reading counts now."""
    return counts(read_map(hall.talk.activity.pk))


def drawn(made: MapResult) -> Drawn:
    assert made.map is not None
    return made.map


def test_it_counts_new_and_changed_votes_as_a_full_reading_does() -> None:
    hall = Hall()
    assert drawn(hall.map()).k == 2
    hall.talk.vote(hall.people[0], 0, -1)
    hall.talk.vote(hall.people[1], 9, 0)
    hall.talk.vote(None, 3, 1)
    hall.talk.statements += hall.talk.seed("A statement that came later.")
    hall.talk.vote(hall.people[2], 10, 1)
    made = hall.map(seconds=1)
    assert counts(made) == told(hall)
    assert made.voters == PEOPLE + 1


def test_it_begins_anew_when_votes_went_with_an_account() -> None:
    hall = Hall()
    hall.map()
    withdraw_votes(hall.people[0].participants.get().pk)
    made = hall.map(seconds=1)
    assert made.voters == PEOPLE - 1
    assert counts(made) == told(hall)


def test_where_votes_went_until_there_is_no_map_nobodys_group_is_kept() -> None:
    hall = Hall()
    hall.talk.map()
    assert MapState.objects.exists()
    for person in hall.people[: PEOPLE - 6]:
        withdraw_votes(person.participants.get().pk)
    assert hall.talk.map().mode == ""
    assert not MapState.objects.exists()


def test_votes_of_a_restored_backup_count_though_its_server_was_further_on() -> None:
    hall = Hall()
    Vote.objects.update(changed_in=10**15)
    Deliberation.objects.update(map_asked=False)
    made = hall.map()
    assert counts(made) == told(hall)
    assert not Deliberation.objects.get().map_asked, "they would be asked for for ever"
    hall.talk.vote(hall.people[0], 0, 0)
    made = hall.map(seconds=1)
    assert counts(made) == told(hall)


def test_it_draws_anew_when_a_statement_is_no_longer_asked() -> None:
    hall = Hall()
    row = hall.talk.statements[0]
    assert row.public_id in drawn(hall.map()).shown["counts"]
    type(row).objects.filter(pk=row.pk).update(state="hidden")
    assert row.public_id not in drawn(hall.map(seconds=1)).shown["counts"]


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
        assert counts(early) != told(hall)
        read.set()
        slow.result(timeout=20)
    late = hall.map(seconds=2)
    assert early.votes == late.votes == PEOPLE * 10
    assert counts(late) == told(hall)


def test_an_open_transaction_of_another_database_holds_nothing_back() -> None:
    hall = Hall()
    hall.map()
    other = connection.get_connection_params() | {"dbname": "postgres"}
    known = {name: other[name] for name in ("host", "port", "user", "password", "dbname") if other.get(name)}
    with psycopg.connect(**known) as elsewhere:
        elsewhere.execute("SELECT pg_current_xact_id()")  # it has a number now, and stays open
        hall.talk.vote(hall.people[0], 0, 0)
        assert counts(hall.map(seconds=1)) == told(hall)
        elsewhere.rollback()


def test_with_too_few_people_it_reads_all() -> None:
    talk = Talk(House())
    talk.vote(None, 0, 1)
    made = LivingMaps().result(Deliberation.objects.get(), at=talk.at)
    assert (made.voters, made.map) == (1, None)
