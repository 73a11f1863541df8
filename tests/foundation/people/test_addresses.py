"""One address, one form: what is compared is what is stored, and letters go nowhere else."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.clock import now
from kuvend.foundation.people.actions import free_address, known_or_new
from kuvend.foundation.people.addresses import AddressRefused, canonical
from kuvend.foundation.people.models import Person
from kuvend.foundation.people.queries import person_by_address
from tests.support.house import House, signed_in
from tests.support.letters import sent_code

LOCALS = st.sampled_from(["arta", "Arta", "ARTA", "ａｒｔａ", "aſta", "asta", "arta+x", "art\u200da", "kıra", "KİRA"])
LETTERS = st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=["Cs"])
DOMAINS = st.sampled_from(
    ["gmail.com", "gmaıl.com", "GMAIL.COM", "gmaİl.com", "xn--gmal-nza.com", "XN--GMAL-NZA.com", "ｇｍａｉｌ.com",
     "gmail。com", "straße.de", "strasse.de", "STRASSE.DE", "STRAẞE.de", "σίγμας.gr", "σίγμασ.gr", "ΣΊΓΜΑΣ.GR",
     "ſam.org", "sam.org", "KELVIN.org", "kelvin.org"]
)  # fmt: skip
ADDRESSES = st.one_of(
    st.builds(lambda local, domain: f"{local}@{domain}", LOCALS, DOMAINS),
    st.builds(lambda local, domain: f"{local}@{domain}", LOCALS, st.text(LETTERS, min_size=1, max_size=8)),
    st.text(LETTERS, max_size=20),
)


def form_of(typed: str) -> str | None:
    try:
        return canonical(typed)
    except AddressRefused:
        return None


@given(ADDRESSES)
@example("a@gmaıl.com")
@example("ſ@sam.org")
@example("a@xn--gmal-nza.com")
@example("a@straße.de")
def test_a_canonical_address_is_ascii_in_small_letters_and_canonical_itself(typed: str) -> None:
    form = form_of(typed)
    if form is not None:
        assert form.isascii()
        assert form == form.lower()
        assert " " not in form
        assert canonical(form) == form


@pytest.mark.django_db
@settings(max_examples=60)
@given(ADDRESSES, ADDRESSES)
@example("victim@gmail.com", "victim@gmaıl.com")
@example("victim@gmail.com", "victim@gmaİl.com")
@example("a@sam.org", "a@ſam.org")
@example("a@strasse.de", "a@straße.de")
@example("a@σίγμας.gr", "a@σίγμασ.gr")
@example("kira@sam.org", "kıra@sam.org")
@example("a@gmaıl.com", "A@XN--GMAL-NZA.COM")
def test_two_addresses_find_one_account_exactly_when_they_have_one_form(one: str, other: str) -> None:
    first, second = form_of(one), form_of(other)
    with transaction.atomic():
        found = [known_or_new(form, language="sq").pk for form in (first, second) if form]
        if first and second:
            assert (found[0] == found[1]) == (first == second)
            assert {person_by_address(first).pk, person_by_address(second).pk} == set(found)  # type: ignore[union-attr]
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_look_alike_gets_an_account_of_its_own_and_its_letter_names_the_stored_form() -> None:
    victim = known_or_new("victim@gmail.com", language="en")
    stranger = Client()
    stranger.post("/en/account/login/code/", {"email": "victim@gmaıl.com"})
    code = sent_code()
    assert mail.outbox[-1].to == ["victim@xn--gmal-nza.com"]
    stranger.post("/en/account/login/code/confirm/", {"code": code, "action": "verify"})
    assert "xn--gmal-nza.com" in stranger.get("/en/me/").content.decode()
    assert not EmailAddress.objects.filter(user=victim).exclude(email="victim@gmail.com").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["ëngjëll@example.org", "kıra@example.org", "a@b@c.org", "a@-b.org", "nobody"])
def test_what_has_no_form_is_refused_beside_the_field_and_kept_in_it(typed: str) -> None:
    page = Client().post("/en/account/login/code/", {"email": typed})
    assert list(page.context["form"].errors) == ["email"]
    assert f'value="{typed}"' in page.content.decode()
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_the_database_takes_no_other_form_and_no_address_twice(house: House) -> None:
    person, other = house.person(), house.person()
    for email in ("A@example.org", "ı@example.org", "a b@example.org"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Person.objects.filter(pk=person.pk).update(email=email)
        with pytest.raises(IntegrityError), transaction.atomic():
            EmailAddress.objects.create(user=person, email=email)
    EmailAddress.objects.create(user=person, email="once@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        EmailAddress.objects.create(user=other, email="once@example.org")


@pytest.mark.django_db
def test_a_further_address_signs_in_to_its_account(house: House) -> None:
    person = house.person("ana")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    EmailAddress.objects.create(user=person, email="second@example.org", verified=True)
    client = Client()
    client.post("/en/account/login/code/", {"email": "Second@example.org"})
    client.post("/en/account/login/code/confirm/", {"code": sent_code(), "action": "verify"})
    assert "Signed in as ana@example.org" in client.get("/en/me/").content.decode()
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_an_address_for_which_a_stranger_asked_a_code_can_still_be_added_and_made_the_first(house: House) -> None:
    person = house.person("ana")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    Client().post("/en/account/login/code/", {"email": "second@example.org"})  # makes an account nobody confirms
    client = signed_in(person, second_factor=False)
    client.post("/en/account/email/", {"email": "Second@Example.org", "action_add": ""})
    client.post("/en/account/confirm-email/", {"code": sent_code(), "action": "verify"})
    form = {"email": "second@example.org", "action_primary": ""}
    assert client.post("/en/account/email/", form).status_code == 302
    person.refresh_from_db()
    assert person.email == "second@example.org"
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_an_address_that_another_account_has_proved_is_not_taken(house: House) -> None:
    person, other = house.person("ana"), house.person("ben")
    EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)
    with pytest.raises(NotAllowed, match="another account"):
        free_address(other.email, person=person, at=now())
    official = house.official("moderator")  # made on purpose, though nobody has signed in
    with pytest.raises(NotAllowed, match="another account"):
        free_address(official.email, person=person, at=now())


MIGRATION = "kuvend.foundation.people.migrations.0003_bring_accounts_to_the_new_door"
LOOSE = [
    "ALTER TABLE people_person DROP CONSTRAINT person_email_canonical",
    "ALTER TABLE account_emailaddress DROP CONSTRAINT people_address_canonical",
    "DROP INDEX people_address_once",
]


def account(email: str, *, verified: bool = False) -> Person:
    person: Person = Person.objects.bulk_create([Person(email=email, password="!")])[0]
    EmailAddress.objects.bulk_create([EmailAddress(user=person, email=email, primary=True, verified=verified)])
    return person


@pytest.mark.django_db
def test_accounts_that_collide_are_kept_apart_and_nobody_is_lost(house: House) -> None:
    with connection.cursor() as cursor:
        for statement in LOOSE:
            cursor.execute(statement)
    plain = account("arta@gmail.com", verified=True)
    typed = account("arta@gmaıl.com")
    proved = account("arta@xn--gmal-nza.com", verified=True)
    refused = account("ëngjëll@example.org", verified=True)
    wide = account("ｂｅｎ@example.org")
    import_module(MIGRATION).bring_addresses(apps, None)
    emails = dict(Person.objects.values_list("pk", "email"))
    assert emails[plain.pk] == "arta@gmail.com"
    assert emails[proved.pk] == "arta@xn--gmal-nza.com"
    assert emails[wide.pk] == "ben@example.org"
    aside = dict(Person.objects.exclude(address_set_aside="").values_list("pk", "address_set_aside"))
    assert aside == {typed.pk: "arta@gmaıl.com", refused.pk: "ëngjëll@example.org"}
    assert len(set(emails.values())) == len(emails)
    addresses = list(EmailAddress.objects.values_list("email", flat=True))
    assert len(set(addresses)) == len(addresses)
    assert {form_of(email) for email in [*addresses, *emails.values()]} == {*addresses, *emails.values()}


@pytest.mark.django_db
def test_seeds_that_were_kept_in_clear_are_sealed(house: House, settings: Any) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import generate_totp_secret
    from allauth.mfa.utils import decrypt

    seed = generate_totp_secret()
    row = Authenticator.objects.create(user=house.person(), type="totp", data={"secret": seed})
    import_module(MIGRATION).seal_factors(apps, None)
    row.refresh_from_db()
    assert seed not in str(row.data)
    assert decrypt(row.data["secret"]) == seed
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key"
    assert decrypt(row.data["secret"]) == seed


@pytest.mark.django_db
def test_officials_who_have_a_factor_keep_their_mandates_and_no_others(house: House) -> None:
    from allauth.mfa.models import Authenticator

    ready, bare, person = house.official("moderator"), house.official("moderator"), house.person()
    for one in (ready, person):
        Authenticator.objects.create(user=one, type="totp", data={})
    import_module(MIGRATION).vouch_for_officials(apps, None)
    vouched = set(Person.objects.filter(vouched_at__isnull=False).values_list("pk", flat=True))
    assert vouched == {ready.pk}
    assert bare.pk not in vouched
