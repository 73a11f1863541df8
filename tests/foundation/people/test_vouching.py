"""A word for an official lasts as long as whoever gave it may give every mandate that the official holds."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.db import connection

from kuvend.foundation.contributions.leaving import erase
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.people import vouching
from kuvend.foundation.people.actions import end_mandate, give_mandate, keep_scope
from kuvend.foundation.people.actor import HOUSE, Actor
from kuvend.foundation.people.dormancy import keep_or_end
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.letters import send_waiting
from kuvend.foundation.people.models import HandedSecret, Mandate, Person, Scope
from kuvend.foundation.people.queries import actor_for
from kuvend.foundation.people.vouching import Given, confirm, give_by_address, hand_in_secret
from tests.support.house import House, both, signed_in

pytestmark = pytest.mark.django_db
ADDRESS = "min@gov.example"
NEW = "/en/desk/people/mandates/new/"
FORM = {"email": ADDRESS, "role": "moderator", "scope": "plan2", "from_date": time.strftime("%Y-%m-%d")}


class TwoPlans(House):
    """Two plans, each with a secretariat that is vouched for, and an official to whom both give mandates."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.second = keep_scope(key="plan2", title=both("Plan 2"), parent=self.site)
        self.first_official = self.official(Role.SECRETARIAT)
        self.first = self.actor(self.first_official)
        self.other_official = self.official(Role.SECRETARIAT, scope=self.second)
        Person.objects.update(vouched_at=self.at, vouched_by_house=True)

    def gives(self, actor: Actor, scope: Scope, role: str = Role.MODERATOR) -> Given:
        """Let somebody give the official a mandate."""
        known = {"language": "en", "at": self.at, "from_date": self.at.date()}
        given = give_by_address(actor=actor, address=ADDRESS, role=role, scope=scope, **known)
        Authenticator.objects.get_or_create(user=given.mandate.person, type="totp", defaults={"data": {}})
        return given

    @property
    def them(self) -> Person:
        """The official, as they stand."""
        return Person.objects.get(email=ADDRESS)


@pytest.fixture
def plans() -> TwoPlans:
    return TwoPlans()


def test_a_further_mandate_that_the_voucher_may_not_give_needs_another_word(plans: TwoPlans) -> None:
    plans.gives(plans.first, plans.scope)
    confirm(actor=plans.first, person=plans.them, at=plans.at)
    assert plans.them.vouched_by == plans.first_official
    desk = signed_in(plans.official(Role.OPERATOR, scope=plans.site))
    page = desk.post(NEW, FORM, follow=True).content.decode()
    assert "is dormant until this secret is typed" in page
    them = plans.them
    assert (them.vouched_at, them.vouched_by, them.vouched_by_house) == (None, None, False)
    send_waiting(at=plans.at)
    told = [letter for letter in mail.outbox if letter.to == [ADDRESS]]
    assert ["secret" in letter.body or "sekret" in letter.body for letter in told] == [True]
    confirm(actor=HOUSE, person=them, at=plans.at)
    plans.gives(HOUSE, plans.site, Role.OPERATOR)
    assert plans.them.vouched_at


@pytest.mark.parametrize("voucher", ["of another plan", "unknown", "one who left"])
def test_nobody_shuts_a_desk_that_they_may_not_open_again(plans: TwoPlans, voucher: str) -> None:
    plans.gives(HOUSE, plans.site, Role.OPERATOR)
    if voucher == "one who left":
        end_mandate(actor=HOUSE, mandate=plans.first_official.mandates.get(), to_date=None, at=plans.at)
    by = None if voucher == "unknown" else plans.first_official
    Person.objects.filter(email=ADDRESS).update(vouched_at=plans.at, vouched_by=by, vouched_by_house=False)
    before = plans.them
    HandedSecret.objects.all().delete()
    desk = signed_in(plans.official(Role.SECRETARIAT, scope=plans.second))
    for language, said in (("en", "Ask the operator of the site"), ("sq", "Kërkojini operatorit të platformës")):
        refused = desk.post(NEW.replace("/en/", f"/{language}/"), FORM)
        assert refused.status_code == 422
        assert said in refused.content.decode()
    assert (plans.them.vouched_at, plans.them.vouched_by) == (before.vouched_at, by)
    assert plans.them.mandates.count() == 1
    send_waiting(at=plans.at)
    assert [letter for letter in mail.outbox if letter.to == [ADDRESS]] == []
    assert plans.gives(HOUSE, plans.second).secret, "the house always may, and hands over a new secret"


def test_a_further_mandate_of_the_vouchers_own_plan_leaves_the_word(plans: TwoPlans) -> None:
    plans.gives(plans.first, plans.scope)
    confirm(actor=plans.first, person=plans.them, at=plans.at)
    assert plans.gives(plans.first, plans.scope, Role.COMPONENT_LEADER).secret == ""
    assert plans.them.vouched_at
    send_waiting(at=plans.at)
    assert [letter for letter in mail.outbox if letter.to == [ADDRESS]] == []


def test_a_secret_opens_no_mandate_that_its_maker_may_not_give(plans: TwoPlans) -> None:
    secret = plans.gives(plans.first, plans.scope).secret
    new = plans.gives(HOUSE, plans.second).secret
    with pytest.raises(NotAllowed, match="not the secret"):
        hand_in_secret(secret, person=plans.them, at=plans.at)
    assert plans.them.vouched_at is None
    hand_in_secret(new, person=plans.them, at=plans.at)
    assert plans.them.vouched_by_house


def test_nobody_voids_a_secret_that_they_may_not_make_anew(plans: TwoPlans) -> None:
    secret = plans.gives(plans.first, plans.scope).secret
    other = plans.actor(plans.other_official)
    with pytest.raises(NotAllowed, match="Ask the operator"):
        plans.gives(other, plans.second)
    hand_in_secret(secret, person=plans.them, at=plans.at)
    assert plans.them.vouched_by == plans.first_official


def test_a_secret_that_holds_no_more_stands_in_the_way_of_no_mandate(plans: TwoPlans) -> None:
    plans.gives(plans.first, plans.scope)
    HandedSecret.objects.update(made_at=plans.at - timedelta(days=15))
    assert plans.gives(plans.actor(plans.other_official), plans.second).secret == ""
    assert not HandedSecret.objects.exists()


def test_a_secret_is_judged_again_when_it_is_typed(plans: TwoPlans) -> None:
    secret = plans.gives(plans.first, plans.scope).secret
    end_mandate(actor=HOUSE, mandate=plans.first_official.mandates.get(), to_date=None, at=plans.at)
    with pytest.raises(NotAllowed, match="Whoever made this secret"):
        hand_in_secret(secret, person=plans.them, at=plans.at)
    assert plans.them.vouched_at is None


def test_a_secret_made_at_a_desk_that_was_taken_over_ends_with_the_factor(plans: TwoPlans) -> None:
    secret = plans.gives(plans.first, plans.scope).secret
    keep_or_end(plans.first_official)  # without a factor: its mandates are dormant
    with pytest.raises(NotAllowed, match="Whoever made this secret"):
        hand_in_secret(secret, person=plans.them, at=plans.at)


def test_an_erased_voucher_is_nobody_and_not_the_house(plans: TwoPlans) -> None:
    plans.gives(plans.first, plans.scope)
    confirm(actor=plans.first, person=plans.them, at=plans.at)
    leaver = plans.first_official
    end_mandate(actor=HOUSE, mandate=leaver.mandates.get(), to_date=None, at=plans.at)
    erase(actor=actor_for(leaver, on=plans.at.date(), confirmed=False), person=leaver, words_too=False, at=plans.at)
    assert plans.them.vouched_at
    plans.gives(HOUSE, plans.scope, Role.COMPONENT_LEADER)
    assert plans.them.vouched_at is None


def test_a_mandate_that_is_over_is_not_revived_from_a_page_drawn_before(house: House) -> None:
    person = house.official(Role.MODERATOR)
    drawn = Mandate.objects.select_related("scope").get(person=person)
    end_mandate(actor=HOUSE, mandate=Mandate.objects.get(pk=drawn.pk), to_date=None, at=house.at)
    for last in (None, house.at.date(), house.at.date() + timedelta(days=300)):
        with pytest.raises(NotAllowed, match="over already"):
            end_mandate(actor=HOUSE, mandate=drawn, to_date=last, at=house.at)
    assert not house.actor(person).mandates


def test_ending_makes_no_mandate_longer(house: House) -> None:
    drawn = Mandate.objects.select_related("scope").get(person=house.official(Role.MODERATOR))
    end_mandate(actor=HOUSE, mandate=drawn, to_date=house.at.date(), at=house.at)
    with pytest.raises(NotAllowed, match="longer"):
        end_mandate(actor=HOUSE, mandate=drawn, to_date=house.at.date() + timedelta(days=1), at=house.at)
    drawn.refresh_from_db()
    assert drawn.to_date == house.at.date()


def waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute("SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")
        return cursor.fetchone() is not None


def in_a_thread(deed: Callable[[], object], raised: list[BaseException]) -> threading.Thread:
    def run() -> None:
        try:
            deed()
        except NotAllowed as error:
            raised.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["confirm", "make_secret", "hand_in_secret"])
def test_no_word_is_given_for_a_mandate_that_comes_meanwhile(way: str, monkeypatch: Any) -> None:
    plans = TwoPlans()
    secret = plans.gives(plans.first, plans.scope).secret
    them, real = plans.them, vouching.may_vouch
    judged, goes_on, raised = threading.Event(), threading.Event(), list[BaseException]()

    def slow(*args: Any, **known: Any) -> Any:
        answer = real(*args, **known)
        judged.set()
        goes_on.wait(30)
        return answer

    def vouch() -> object:
        if way == "hand_in_secret":
            return hand_in_secret(secret, person=them, at=plans.at)
        return getattr(vouching, way)(actor=plans.first, person=them, at=plans.at)

    monkeypatch.setattr(vouching, "may_vouch", slow)
    vouches = in_a_thread(vouch, raised)
    assert judged.wait(30)
    known = {"person": them, "scope": plans.site, "from_date": plans.at.date(), "at": plans.at}
    gives = in_a_thread(lambda: give_mandate(actor=HOUSE, role=Role.OPERATOR, **known), raised)
    while gives.is_alive() and not waits_for_a_lock():
        time.sleep(0.02)
    assert gives.is_alive()  # it waits until the word is given, and then takes it back
    goes_on.set()
    vouches.join()
    gives.join()
    assert raised == []
    assert plans.them.vouched_at is None
    assert not HandedSecret.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_factor_that_goes_while_somebody_confirms_it_leaves_no_word(monkeypatch: Any) -> None:
    plans = TwoPlans()
    plans.gives(plans.first, plans.scope)
    them, real = plans.them, vouching.has_factor
    seen, goes_on, raised = threading.Event(), threading.Event(), list[BaseException]()

    def slow(person: Person) -> bool:
        answer = real(person)
        seen.set()
        goes_on.wait(30)
        return answer

    monkeypatch.setattr(vouching, "has_factor", slow)
    confirms = in_a_thread(lambda: confirm(actor=plans.first, person=them, at=plans.at), raised)
    assert seen.wait(30)
    Authenticator.objects.filter(user=them).delete()
    goes = in_a_thread(lambda: keep_or_end(them), raised)
    while goes.is_alive() and not waits_for_a_lock():
        time.sleep(0.02)
    goes_on.set()
    confirms.join()
    goes.join()
    assert raised == []
    assert plans.them.vouched_at is None
