"""People: mandates given to accounts, within the own scope, and ended."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kuvend.foundation.people.actions import keep_scope
from kuvend.foundation.people.models import Mandate, Person
from kuvend.foundation.record.models import Fact
from tests.support.house import House, both

LIST, NEW = "/en/desk/people/", "/en/desk/people/mandates/new/"


def asked(**fields: Any) -> dict[str, Any]:
    known = {
        "email": "Dritan@example.org", "role": "institution_officer", "institution": "moj", "scope": "plan",
        "from_date": "2026-12-01", "to_date": "",
    }  # fmt: skip
    return known | fields


def test_a_mandate_is_given_to_an_account_by_its_email(house: House, secretariat: Client) -> None:
    person = house.person("dritan")
    assert secretariat.get(NEW).status_code == 200
    shown = secretariat.post(NEW, asked()).content.decode()
    assert re.search(r"\b(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}\b", shown)
    mandate = Mandate.objects.get(person=person)
    assert (mandate.role, mandate.institution, mandate.scope) == ("institution_officer", house.other, house.scope)
    assert (mandate.from_date, mandate.to_date) == (date(2026, 12, 1), None)
    body = secretariat.get(LIST).content.decode()
    assert "dritan@example.org" in body
    assert "ahead" in body


def test_what_does_not_fit_is_said_at_its_field(house: House, secretariat: Client) -> None:
    house.person("dritan")
    for wrong, field in (
        (asked(email="ëngjëll@example.org"), "email"),
        (asked(from_date="1990-01-01"), "from_date"),
        (asked(institution=""), "institution"),
        (asked(to_date="2026-11-30"), "to_date"),
        (asked(scope="site"), "scope"),
        (asked(role="secretariat"), "role"),
        (asked(role="operator"), "role"),
    ):
        page = secretariat.post(NEW, wrong)
        assert page.status_code == 422
        assert list(page.context["form"].errors) == [field]
    assert not Mandate.objects.filter(person__email="dritan@example.org").exists()


def test_a_new_address_gets_its_account_with_the_mandate(house: House, secretariat: Client) -> None:
    assert secretariat.post(NEW, asked(email="New@Example.org")).status_code == 200
    assert Mandate.objects.get(person__email="new@example.org").institution == house.other


def test_nobody_gives_themselves_a_mandate(house: House, secretariat: Client) -> None:
    own = Person.objects.get(mandates__role="secretariat").email
    page = secretariat.post(NEW, asked(email=own))
    assert list(page.context["form"].errors) == ["email"]


def test_a_dormant_mandate_gets_a_new_secret_or_the_givers_word(house: House, secretariat: Client) -> None:
    mandate = Mandate.objects.get(person=house.official("moderator"))
    vouch = f"{LIST}mandates/{mandate.public_id}/vouch/"
    assert "dormant" in secretariat.get(LIST).content.decode()
    assert "set up no second factor yet" in secretariat.get(vouch).content.decode()
    assert secretariat.post(vouch, {"confirm": "yes"}).status_code == 403
    assert re.search(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}", secretariat.post(vouch, {"secret": "yes"}).content.decode())
    Authenticator.objects.create(user=mandate.person, type="totp", data={})
    assert secretariat.post(vouch, {"confirm": "yes"})["Location"] == f"{LIST}?done=confirmed"
    assert secretariat.get(vouch).status_code == 404
    assert "dormant" not in secretariat.get(LIST).content.decode().partition("<table")[2]


def test_the_same_mandate_is_given_once(house: House, secretariat: Client) -> None:
    house.person("dritan")
    secretariat.post(NEW, asked())
    again = secretariat.post(NEW, asked())
    assert again.status_code == 422
    assert "has this mandate already" in again.content.decode()


def test_a_mandate_ends_on_its_day_and_moves_to_those_that_are_over(house: House, secretariat: Client) -> None:
    mandate = Mandate.objects.get(person=house.official("moderator"))
    end = f"{LIST}mandates/{mandate.public_id}/end/"
    assert mandate.person.email in secretariat.get(LIST).content.decode()
    assert secretariat.post(end, {"to_date": "2020-01-01"}).status_code == 422
    assert secretariat.post(end, {"to_date": "2026-11-20"})["Location"] == f"{LIST}?done=mandate-ended"
    assert Fact.objects.filter(type="mandate_ended").count() == 1
    assert mandate.person.email not in secretariat.get(LIST).content.decode()
    assert mandate.person.email in secretariat.get(f"{LIST}?ended=1").content.decode()
    assert secretariat.post(end, {"to_date": "2027-01-01"}).status_code == 422


def test_a_mandate_that_was_given_by_mistake_ends_at_once(house: House, secretariat: Client) -> None:
    secretariat.post(NEW, asked(from_date="2026-11-24"))
    mandate = Mandate.objects.get(person__email="dritan@example.org")
    end = f"{LIST}mandates/{mandate.public_id}/end/"
    assert secretariat.post(end, {"to_date": ""}).status_code == 422
    assert secretariat.post(end, {"at_once": "on", "to_date": "not a day"})["Location"] == f"{LIST}?done=mandate-over"
    assert not house.actor(mandate.person).mandates
    assert mandate.person.email in secretariat.get(f"{LIST}?ended=1").content.decode()
    assert secretariat.post(end, {"to_date": "2027-01-01"}).status_code == 404


def test_the_secretariat_sees_and_moves_only_what_lies_below_it(
    house: House, at_desk: Callable[..., Client], officer: Client
) -> None:
    beside = keep_scope(key="beside", title=both("Beside"), parent=house.site)
    elsewhere = Mandate.objects.get(person=house.official("moderator", scope=beside))
    secretariat = at_desk("secretariat")
    assert elsewhere.person.email not in secretariat.get(LIST).content.decode()
    end = f"{LIST}mandates/{elsewhere.public_id}/end/"
    for client in (secretariat, officer):
        assert client.post(end, {"to_date": "2026-11-24"}).status_code == 403
    for page in (LIST, NEW):
        assert officer.get(page).status_code == 403
    operator = at_desk("operator", scope=house.site)
    assert f'href="{LIST}"' in operator.get("/en/desk/").content.decode()
    assert operator.post(end, {"to_date": "2026-11-24"}).status_code == 302


def test_the_list_asks_few_questions(
    house: House, secretariat: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(60):
        house.official("moderator")
    for page in (LIST, NEW):
        with django_assert_max_num_queries(15):
            assert secretariat.get(page).status_code == 200
    first = secretariat.get(LIST).context["page"]
    second = secretariat.get(LIST, {"after": first.next_key}).context["page"]
    assert (len(first.rows), len(second.rows)) == (50, 11)
