"""Places in the log: no gap, no double, whatever happens at the same time."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from kuvend.engines.merkle.proofs import root
from kuvend.foundation.record import actions
from kuvend.foundation.record.models import Fact, Head
from kuvend.foundation.record.tree import stored_tree
from tests.engines.merkle.reference import plain_root
from tests.foundation.record.sample import AT, stones


def _entries() -> list[bytes]:
    return [bytes(leaf) for leaf in Fact.objects.order_by("index").values_list("leaf", flat=True)]


@pytest.mark.django_db
def test_facts_get_their_places_in_order_and_the_tree_is_that_of_the_rfc() -> None:
    for size in (1, 255, 1, 300, 0):
        actions.put(*stones(size), at=AT, role="r")
        assert actions.sequence() == size
        head = Head.objects.get()
        assert head.size == Fact.objects.count()
        assert root(tree=stored_tree(size=head.size)) == plain_root(_entries())
    assert list(Fact.objects.order_by("pk").values_list("index", flat=True)) == list(range(557))


@pytest.mark.django_db
def test_a_step_takes_no_more_than_its_limit() -> None:
    actions.put(*stones(25), at=AT, role="r")
    assert [actions.sequence(limit=10) for _ in range(4)] == [10, 10, 5, 0]
    assert root(tree=stored_tree(size=25)) == plain_root(_entries())


@pytest.mark.django_db
def test_fifteen_thousand_facts_have_their_places() -> None:
    actions.put(*stones(15_000), at=AT, role="r")
    while actions.sequence():
        pass
    assert Head.objects.get().size == 15_000


@pytest.mark.django_db(transaction=True)
def test_two_sequencers_and_six_writers_who_sometimes_give_up_leave_no_gap_and_no_double() -> None:
    stop = threading.Event()
    failures: list[BaseException] = []

    def write(seed: int) -> None:
        for step in range(40):
            try:
                with transaction.atomic():
                    actions.put(*stones(1 + (seed + step) % 4, first=step), at=AT, role="r")
                    if (seed + step) % 5 == 0:
                        raise ZeroDivisionError  # ids are used up, the facts are not kept
            except ZeroDivisionError:
                pass

    def place() -> None:
        while not stop.is_set():
            actions.sequence(limit=7)

    sequencers = [_thread(place, failures) for _ in range(2)]
    writers = [_thread(lambda seed=seed: write(seed), failures) for seed in range(6)]
    for thread in writers:
        thread.join()
    stop.set()
    for thread in sequencers:
        thread.join()
    while actions.sequence():
        pass
    assert failures == []
    indexes = list(Fact.objects.order_by("index").values_list("index", flat=True))
    assert len(indexes) > 300
    assert indexes == list(range(len(indexes)))
    assert root(tree=stored_tree(size=len(indexes))) == plain_root(_entries())


@pytest.mark.django_db(transaction=True)
def test_a_sequencer_that_is_cut_off_leaves_nothing_behind() -> None:
    with transaction.atomic():
        actions.put(*stones(10), at=AT, role="r")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.sequence()
        raise ZeroDivisionError
    assert Fact.objects.filter(index=None).count() == 10
    assert actions.sequence() == 10
    assert root(tree=stored_tree(size=10)) == plain_root(_entries())


def _thread(work: Callable[[], None], failures: list[BaseException]) -> threading.Thread:
    def run() -> None:
        try:
            work()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread
