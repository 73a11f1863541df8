"""Many voters at once, on real connections: each pair counts once, nobody waits for another, no map is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import sleep
from typing import Any

import pytest
from django.db import connection, transaction

from kuvend.foundation.contributions.leaving import erase
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.processes.models import Participant
from kuvend.participation.deliberation.actions import claim_maps, compute_map
from kuvend.participation.deliberation.models import Deliberation, Statement, Vote
from tests.participation.deliberation.talking import Talk
from tests.support.at_once import at_once
from tests.support.house import House

THREADS = 8


@pytest.mark.django_db(transaction=True)
def test_of_many_votes_of_one_person_at_once_exactly_one_counts() -> None:
    talk = Talk(House())
    actor = talk.house.actor()
    assert at_once([partial(talk.vote, actor, 0, number % 3 - 1) for number in range(THREADS)]) == []
    vote = Vote.objects.get()
    assert vote.value in (-1, 0, 1)


@pytest.mark.django_db(transaction=True)
def test_votes_of_many_people_at_once_all_count_and_ask_for_one_map() -> None:
    talk = Talk(House())
    actors = [talk.house.actor() for _ in range(THREADS)]
    assert at_once([partial(talk.vote, actor, 0, 1) for actor in actors]) == []
    assert Deliberation.objects.get().map_asked
    assert claim_maps(talk.at) == [talk.activity.pk]
    assert claim_maps(talk.at) == []
    assert Vote.objects.count() == THREADS


@pytest.mark.django_db(transaction=True)
def test_a_vote_that_comes_while_its_account_is_erased_leaves_nothing_behind() -> None:
    talk = Talk(House())
    person = talk.house.person()
    actor = talk.vote(person, 0, 1)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            erase(actor=actor, person=person, words_too=False, at=talk.at)
            late = pool.submit(_vote_and_close, talk, actor, wait="60s")
            while not late.done() and not _somebody_waits():
                sleep(0.01)
        with pytest.raises(NotAllowed):
            late.result(timeout=60)
    assert not Vote.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_first_vote_that_comes_while_its_account_is_erased_is_refused_with_the_reason() -> None:
    talk = Talk(House())
    person = talk.house.person()
    actor = talk.house.actor(person)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            erase(actor=actor, person=person, words_too=False, at=talk.at)
            late = pool.submit(_vote_and_close, talk, actor, wait="60s")
            while not late.done() and not _somebody_waits():
                sleep(0.01)
        with pytest.raises(NotAllowed, match="Kjo llogari u fshi"):  # a thread reads in the language of the site
            late.result(timeout=60)
    assert not Vote.objects.exists() and not Participant.objects.filter(person__isnull=False).exists()


def _somebody_waits() -> bool:
    """Tell whether anybody waits for a lock in this database; others on the server play no part."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute("SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")
        return bool(cursor.rowcount)


@pytest.mark.django_db(transaction=True)
def test_a_voter_does_not_wait_for_a_map_that_is_being_kept() -> None:
    talk = Talk(House())
    talk.vote(None, 0, 1)
    actor = talk.house.actor()
    with transaction.atomic():
        compute_map(talk.activity.pk, at=talk.at)  # its rows stay locked until the end of this block
        with ThreadPoolExecutor(1) as pool:
            pool.submit(_vote_and_close, talk, actor).result(timeout=5)
    assert Vote.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_map_takes_statements_in_the_order_of_all_deeds() -> None:
    talk = Talk(House())
    for number in range(3):
        talk.vote(None, number, 1)
    first, last = (Statement.objects.filter(pk=talk.statements[at].pk) for at in (0, 2))
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            list(last.select_for_update(no_key=True))
            keeping = pool.submit(_map_and_close, talk)
            while not keeping.done() and not _somebody_waits():
                sleep(0.01)
            assert list(first.select_for_update(no_key=True, nowait=True)), "who merges both would wait in a circle"
        keeping.result(timeout=10)


def _map_and_close(talk: Talk) -> None:
    try:
        talk.map_if_any()
    finally:
        connection.close()


def _vote_and_close(talk: Talk, actor: Any, *, wait: str = "2s") -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{wait}'")
        talk.vote(actor, 0, -1)
    finally:
        connection.close()
