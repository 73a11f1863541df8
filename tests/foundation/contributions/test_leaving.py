"""Erasing an account leaves nothing ownerless behind, and no trace that pairs its pseudonyms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest

from kuvend.foundation.contributions.leaving import erase, leave_when_due
from kuvend.foundation.contributions.models import Contribution, Leaving
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.models import Person
from kuvend.foundation.processes.models import Activity, Process
from kuvend.foundation.record.models import Fact
from tests.support.at_once import at_once
from tests.support.house import House


@pytest.fixture
def elsewhere(house: House) -> Activity:
    """An activity of another process, in which the same person has another pseudonym."""
    process = Process.objects.create(
        key="other", title=Localized(en="Other"), scope=house.scope, from_date=date(2026, 7, 1),
        to_date=date(2027, 6, 30),
    )  # fmt: skip
    made = house.make_activity("ideas", stage=None)
    Activity.objects.filter(pk=made.pk).update(process=process)
    return Activity.objects.select_related("process", "scope").get(pk=made.pk)


def withdrawals() -> list[Fact]:
    return list(Fact.objects.filter(type="contribution_withdrawn").order_by("pk"))


def test_the_record_tells_of_each_process_apart_by_the_day_alone(house: House, elsewhere: Activity) -> None:
    person = house.person()
    ideas = [house.idea(house.actor(person)), house.idea(house.actor(person), activity=elsewhere)]
    assert len({idea.participant_id for idea in ideas}) == 2
    erase(actor=house.actor(person), person=person, words_too=True, at=house.at)
    assert not withdrawals()
    assert {row.state for row in Contribution.objects.all()} == {"published"}  # they go with their fact
    first, second = Leaving.objects.order_by("due_at")
    assert first.due_at != second.due_at
    late = house.at + timedelta(days=4)
    assert leave_when_due(at=late)
    assert not leave_when_due(at=late)  # it would stand beside the other one
    house.idea(title="Somebody else says something")
    assert leave_when_due(at=late + timedelta(hours=5))
    one, other = withdrawals()
    assert other.pk - one.pk > 1
    assert {(fact.at.minute, fact.at.second, fact.at.microsecond) for fact in (one, other)} == {(0, 0, 0)}
    assert not Leaving.objects.exists()


def faults_at_once(deeds: list[Callable[[], object]]) -> list[BaseException]:
    """Do all deeds in the same moment; return what went wrong besides refusals."""
    return [error for error in at_once(deeds) if not isinstance(error, NotAllowed)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", range(4))
def test_words_of_the_same_second_are_erased_or_refused(house: House, number: int) -> None:
    person = house.person()
    actor = house.actor(person)
    if number % 2:
        house.idea(actor, title="Said before all this")
    deeds: list[Callable[[], object]] = [
        partial(erase, actor=actor, person=person, words_too=True, at=house.at),
        partial(house.idea, actor, title="In the same second"),
        partial(house.idea, actor, title="In the same second, too"),
    ]
    assert faults_at_once(deeds) == []
    assert not Person.objects.filter(pk=person.pk).exists()
    assert not list(
        Contribution.objects.exclude(state="withdrawn", title="").values_list("title", "participant__person")
    )
