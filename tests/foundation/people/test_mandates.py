"""Mandates hold in their scope and below, from a day to a day, and only with a second factor."""

from datetime import timedelta

import pytest

from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.people.actions import end_mandate, give_mandate, keep_scope
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Mandate
from kuvend.foundation.people.queries import actor_for
from kuvend.foundation.record.models import Fact
from tests.support.house import House, both


def test_a_mandate_holds_below_its_scope_and_not_above_or_beside(house: House) -> None:
    goal = keep_scope(key="goal", title=both("Goal"), parent=house.scope)
    beside = keep_scope(key="plan2", title=both("Plan 2"), parent=house.site)
    actor = house.actor(house.official(Role.MODERATOR))
    assert actor.holds(Role.MODERATOR, scope=goal.path)
    assert not actor.holds(Role.MODERATOR, scope=house.site.path)
    assert not actor.holds(Role.MODERATOR, scope=beside.path)


def test_a_mandate_counts_only_with_a_second_factor(house: House) -> None:
    person = house.official(Role.MODERATOR)
    actor = actor_for(person, on=house.at.date(), confirmed=False)
    assert (actor.mandates, actor.unconfirmed_mandates) == ((), True)


def test_a_mandate_that_ended_yesterday_is_none(house: House) -> None:
    person = house.official(Role.MODERATOR)
    mandate = Mandate.objects.select_related("scope").get(person=person)
    end_mandate(actor=HOUSE, mandate=mandate, to_date=house.at.date(), at=house.at)
    assert actor_for(person, on=house.at.date(), confirmed=True).mandates
    assert not actor_for(person, on=house.at.date() + timedelta(days=1), confirmed=True).mandates


def test_a_mandate_given_today_ends_at_once_and_can_be_given_anew(house: House) -> None:
    person, today = house.person(), house.at.date()
    given = {"actor": HOUSE, "person": person, "role": Role.MODERATOR, "scope": house.scope, "at": house.at}
    end_mandate(actor=HOUSE, mandate=give_mandate(**given, from_date=today), to_date=None, at=house.at)
    assert not actor_for(person, on=today, confirmed=True).mandates
    leaf = bytes(Fact.objects.get(type="mandate_ended").leaf).decode()
    assert f'"ended_at":"{house.at.isoformat()}"' in leaf
    ahead = give_mandate(**given, from_date=today + timedelta(days=2))
    end_mandate(actor=HOUSE, mandate=ahead, to_date=None, at=house.at)
    assert not actor_for(person, on=today + timedelta(days=2), confirmed=True).mandates
    give_mandate(**given, from_date=today)
    assert actor_for(person, on=today, confirmed=True).mandates


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.OPERATOR, Role.IRM_REVIEWER])
def test_the_secretariat_gives_mandates_below_itself_but_neither_its_own_role_nor_its_judge(
    house: House, role: Role
) -> None:
    secretariat = house.actor(house.official(Role.SECRETARIAT))
    given = {"actor": secretariat, "person": house.person(), "scope": house.scope, "at": house.at}
    give_mandate(**given, role=Role.MODERATOR, from_date=house.at.date())
    with pytest.raises(NotAllowed, match="operator"):
        give_mandate(**given, role=role, from_date=house.at.date())


def test_a_mandate_is_on_record_without_its_person(house: House) -> None:
    person = house.official(Role.MODERATOR)
    leaf = bytes(Fact.objects.get(type="mandate_given").leaf).decode()
    assert "moderator" in leaf
    assert person.email not in leaf
    assert "example.org" not in leaf
