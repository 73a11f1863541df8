"""Accounts at their edges: closed, erased meanwhile, without a factor, under an address that is not theirs."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.test import Client

from kuvend.foundation.contributions.leaving import erase
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.problems import UsageProblem
from kuvend.foundation.people import letters
from kuvend.foundation.people.actions import free_address, give_mandate, keep_scope
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.addresses import AddressRefused, canonical
from kuvend.foundation.people.dormancy import LETTER
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.holding import hold_account, lock_account, lock_mandates
from kuvend.foundation.people.models import Mandate, Person
from kuvend.foundation.people.queries import has_factor, within
from kuvend.foundation.people.vouching import confirm, give_by_address
from kuvend.foundation.processes.models import Activity
from tests.support.house import House, both, signed_in

pytestmark = pytest.mark.django_db


def test_a_scope_is_renamed_and_never_moves(house: House) -> None:
    assert keep_scope(key="plan", title=both("A new name"), parent=house.site) == house.scope
    house.scope.refresh_from_db()
    assert house.scope.title["en"] == "A new name"
    beside = keep_scope(key="beside", title=both("Beside"), parent=house.site)
    for parent in (beside, None):
        with pytest.raises(UsageProblem, match="sits elsewhere already"):
            keep_scope(key="plan", title=both("Moved"), parent=parent)
    house.scope.refresh_from_db()
    assert (house.scope.path, house.scope.title["en"]) == ("/site/plan/", "A new name")


@pytest.mark.parametrize("address", [f"{'a' * 65}@example.org", f"{'a' * 20}@{'.'.join(['b' * 60] * 4)}.org"])
def test_an_address_that_no_server_takes_is_refused_as_too_long(address: str) -> None:
    assert canonical(f"{'a' * 64}@example.org")
    with pytest.raises(AddressRefused) as refusal:
        canonical(address)
    assert "long" in str(refusal.value.reason)


def test_a_mandate_is_not_given_to_an_account_that_was_closed(house: House) -> None:
    person = house.person("closed")
    Person.objects.filter(pk=person.pk).update(is_active=False)
    wanted = {"role": Role.MODERATOR, "scope": house.scope, "from_date": house.at.date()}
    with pytest.raises(NotAllowed, match="closed"):
        give_by_address(actor=HOUSE, address=person.email, language="en", at=house.at, **wanted)
    assert not Mandate.objects.exists()


def test_nobody_is_vouched_for_who_has_no_factor_yet(house: House) -> None:
    moderator = house.official(Role.MODERATOR)
    with pytest.raises(NotAllowed, match="factor"):
        confirm(actor=HOUSE, person=moderator, at=house.at)
    Authenticator.objects.create(user=moderator, type="recovery_codes", data={})
    with pytest.raises(NotAllowed, match="factor"):
        confirm(actor=HOUSE, person=moderator, at=house.at)
    Authenticator.objects.create(user=moderator, type="totp", data={})
    confirm(actor=HOUSE, person=moderator, at=house.at)
    moderator.refresh_from_db()
    assert moderator.vouched_by_house
    assert not has_factor(AnonymousUser())  # type: ignore[arg-type]


def test_deeds_about_an_account_that_was_erased_meanwhile_are_refused(house: House) -> None:
    gone, secretariat = house.person(), house.official(Role.SECRETARIAT)
    pk = gone.pk
    erase(actor=house.actor(gone), person=gone, words_too=False, at=house.at)
    assert not lock_account(pk)
    assert lock_account(secretariat.pk)
    for deed in (lambda: hold_account(pk), lambda: lock_mandates(pk), lambda: lock_mandates(secretariat.pk, by=pk)):
        with pytest.raises(NotAllowed, match="erased"):
            deed()
    with pytest.raises(NotAllowed, match="erased"):
        give_mandate(
            actor=house.actor(secretariat), person=Person(pk=pk), role=Role.MODERATOR, scope=house.scope,
            from_date=house.at.date(), at=house.at,
        )  # fmt: skip


def test_no_letter_is_posted_to_a_closed_account(house: House) -> None:
    open_one, closed = house.person(), house.person()
    Person.objects.filter(pk=closed.pk).update(is_active=False)
    closed.refresh_from_db()
    for person in (open_one, closed):
        letters.write(person, LETTER, at=house.at)
    letters.send_waiting(at=house.at)
    assert [letter.to for letter in mail.outbox] == [[open_one.email]]


def test_a_further_address_that_nobody_proved_is_taken_from_an_account_and_a_first_one_is_not(house: House) -> None:
    owner, asking = house.person("owner"), house.person("asking")
    EmailAddress.objects.create(user=owner, email="further@example.org", verified=False, primary=False)
    free_address("further@example.org", person=asking, at=house.at)
    assert not EmailAddress.objects.filter(email="further@example.org").exists()
    EmailAddress.objects.create(user=owner, email=owner.email, verified=False, primary=True)
    owner.last_login = house.at
    owner.save(update_fields=["last_login"])
    with pytest.raises(NotAllowed, match="another account"):
        free_address(owner.email, person=asking, at=house.at)
    assert EmailAddress.objects.filter(user=owner, email=owner.email).exists()


def test_a_mandate_that_names_no_institution_shows_no_rows_of_one(house: House) -> None:
    activity, leader = house.activity, house.actor(house.official(Role.COMPONENT_LEADER))
    officer = house.actor(house.official(Role.INSTITUTION_OFFICER))
    roles = {Role.COMPONENT_LEADER, Role.INSTITUTION_OFFICER}
    seen = {
        (who, of): list(Activity.objects.filter(within(actor, roles, "scope__path", of=of)))
        for who, actor in (("leader", leader), ("officer", officer))
        for of in ("", "owner")
    }
    assert seen == {
        ("leader", ""): [activity],
        ("leader", "owner"): [],
        ("officer", ""): [activity],
        ("officer", "owner"): [activity],
    }


def test_the_secret_is_typed_only_where_one_waits_and_after_the_factor(house: House) -> None:
    address = "/en/me/mandate-secret/"
    vouched, dormant = house.official(Role.MODERATOR), house.official(Role.MODERATOR)
    pages = {
        "vouched for": signed_in(vouched).get(address).status_code,
        "without the factor": signed_in(dormant, second_factor=False, vouched=False).get(address).status_code,
        "dormant": signed_in(dormant, vouched=False).get(address).status_code,
    }
    assert pages == {"vouched for": 302, "without the factor": 302, "dormant": 200}


def test_where_a_site_takes_no_passkeys_none_is_asked_for(settings: object) -> None:
    settings.MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]  # type: ignore[attr-defined]
    assert Client().get("/en/account/2fa/webauthn/login/").status_code == 404
