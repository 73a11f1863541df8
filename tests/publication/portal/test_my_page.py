"""My page is mine alone."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from kuvend.foundation.contributions.lineage import undo_split
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Person
from kuvend.publication.portal.queries.my_page import my_page
from tests.support.house import signed_in
from tests.support.lineage import BODY, merge, split

pytestmark = pytest.mark.django_db


def test_it_asks_to_sign_in_first_and_leads_back() -> None:
    response = Client().get("/en/me/")
    assert response.status_code == 302
    assert response.headers["Location"] == "/en/account/login/code/?next=/en/me/"


def test_it_shows_my_words_and_not_those_of_others_and_no_cache_keeps_it(house: Any) -> None:
    me, other = house.person(), house.person()
    house.idea(house.actor(me), title="Mine to see")
    house.idea(house.actor(other), title="Of another")
    response = signed_in(me).get("/en/me/")
    html = response.content.decode()
    assert "Mine to see" in html
    assert "answer due by" in html
    assert "Of another" not in html
    assert response.headers["Cache-Control"] == "private, no-store"


def test_it_says_of_words_that_continue_in_others_that_they_were_merged_or_split(house: Any) -> None:
    me = house.person()
    mine = house.actor(me)
    merged, whole = house.idea(mine, title="Mine to merge"), house.idea(mine, title="Mine to split", body=BODY)
    merge(house, merged, into=house.idea(title="Of another"))
    split(house, whole)
    with translation.override("en"):
        rows = {row.words: row.standing for row in my_page(me.pk, today=house.at.date()).contributions}
    assert rows.pop("Mine to merge") == "merged into another"
    assert rows.pop("Mine to split") == "split into parts"
    assert all("answer due by" in standing for standing in rows.values()), "its parts, if they are listed"
    undo_split(actor=HOUSE, contribution=whole, at=house.at)
    with translation.override("en"):
        rows = {row.words: row.standing for row in my_page(me.pk, today=house.at.date()).contributions}
    assert "answer due by" in rows["Mine to split"]
    assert rows["Mine to split (1/2)"] == "put together again"
    assert rows["Mine to merge"] == "merged into another"


def test_i_choose_the_name_under_which_i_appear_in_a_process(house: Any) -> None:
    me = house.person()
    participant = house.idea(house.actor(me)).participant
    client = signed_in(me)
    response = client.post(f"/en/me/names/{participant.public_id}/", {"name": "Ana Prifti", "organisation": "Era"})
    assert response.headers["Location"] == "/en/me/"
    participant.refresh_from_db()
    assert (participant.name, participant.organisation) == ("Ana Prifti", "Era")
    client.post(f"/en/me/names/{participant.public_id}/", {"name": "", "organisation": ""})
    participant.refresh_from_db()
    assert participant.name == participant.pseudonym


def test_the_name_of_another_is_not_mine_to_choose(house: Any) -> None:
    participant = house.idea().participant
    url = f"/en/me/names/{participant.public_id}/"
    assert signed_in(house.person()).post(url, {"name": "Me"}).status_code == 404
    participant.refresh_from_db()
    assert participant.shown_name == ""


def test_i_can_take_everything_kept_about_me_and_nothing_of_others(house: Any) -> None:
    me = house.person("ana")
    mine = house.idea(house.actor(me), title="Mine to take")
    house.idea(title="Of another")
    response = signed_in(me).get("/en/me/data/")
    assert response.headers["Content-Disposition"].startswith("attachment")
    data = json.loads(response.content)
    assert data["account"]["email"] == "ana@example.org"
    assert [row["id"] for row in data["contributions"]] == [mine.public_id]
    assert data["contributions"][0]["title"] == "Mine to take"
    assert data["participants"][0]["pseudonym"] == mine.participant.pseudonym
    assert "Of another" not in response.content.decode()


def test_an_official_without_a_second_factor_is_led_to_where_it_is_set_up(house: Any) -> None:
    official = house.official(Role.INSTITUTION_OFFICER)
    client = signed_in(official, second_factor=False)
    response = client.get("/en/desk/", follow=True)
    assert response.redirect_chain[-1][0] == "/en/me/second-factor/?next=/en/desk/"
    assert "/en/account/2fa/totp/activate/" in response.content.decode()
    assert "/en/desk/" in client.get("/en/me/").content.decode()
    assert "/en/desk/" not in signed_in(house.person()).get("/en/me/").content.decode()


@pytest.mark.parametrize("words", ["stay", "too"])
def test_i_can_erase_my_account_and_say_what_happens_to_my_words(house: Any, words: str) -> None:
    me = house.person()
    idea = house.idea(house.actor(me), title="Words of somebody")
    client = signed_in(me)
    assert client.post("/en/me/erase/", {"words": words}).status_code == 422
    assert Person.objects.filter(pk=me.pk).exists()
    html = client.post("/en/me/erase/", {"words": words, "sure": "on"}).content.decode()
    assert "Your account is erased" in html
    assert not Person.objects.filter(pk=me.pk).exists()
    assert client.get("/en/me/").status_code == 302
    shown = "Words of somebody" in Client().get(f"/en/contributions/{idea.public_id}/").content.decode()
    assert shown is (words == "stay")


def test_an_official_is_told_why_the_account_cannot_be_erased_yet(house: Any) -> None:
    official = house.official(Role.INSTITUTION_OFFICER)
    response = signed_in(official).post("/en/me/erase/", {"words": "stay", "sure": "on"})
    assert response.status_code == 403
    assert "You hold a mandate" in response.content.decode()
    assert Person.objects.filter(pk=official.pk).exists()


def test_a_name_that_belongs_to_another_is_said_at_the_field(house: Any) -> None:
    me = house.person()
    participant = house.idea(house.actor(me)).participant
    response = signed_in(me).post(f"/en/me/names/{participant.public_id}/", {"name": "Agency"})
    assert response.status_code == 422
    assert "belongs to somebody else" in response.content.decode()
