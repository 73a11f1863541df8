"""Names are words: nobody appears as somebody else, however the letters are typed, and names hide with the words."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.limits import TooOften
from kuvend.foundation.core.lookalikes import skeleton
from kuvend.foundation.demonstration.data import entries
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.actions import show_name
from kuvend.foundation.processes.naming import is_like_a_pseudonym
from kuvend.foundation.processes.pseudonyms import draw_longer_pseudonym, draw_pseudonym
from kuvend.foundation.record.models import Fact
from tests.support.house import House, both

pytestmark = pytest.mark.django_db


@pytest.fixture
def named(house: House) -> House:
    house.owner.name, house.owner.short_name = both("Kryeministria"), both("AKSHI")
    house.owner.save()
    Institution.objects.create(key="km", name=both("Këshilli i Ministrave"), short_name=both("KM"))
    return house


@pytest.mark.parametrize(
    "name",
    [
        "Kryeministria\u200e", "Krye\u2060ministria", "\u041aryeministria", "\u0410KSHI", "aksh\u0131", "KM.",
        "K\u200cM",        "Kryeministria – zyra e shtypit", "Keshilli i Ministrave", "Moderatori", "MODERAT0R",
        "Administratori i faqes", "Kryeministri Edi Rama", "Ministria e Financave", "Kuvendi", "L\u0131s 482",
        "Lis\u200c 482", "Lis ４８２", "Kryeministr\u00efa", "ΑKSΗΙ", "Prime Minister", "K.M.", "A.K.SH.I.",
        "A K S H I", "M o d e r a t o r", "Moder ator", "KryeministriaAL", "Kryeministria2", "Zyra A.K.SH.I.",
        "Mᴏᴅᴇʀᴀᴛᴏʀ", "🅼🅾🅳🅴🆁🅰🆃🅾🆁", "Kryeᴍinistri", "Qeveɾia", "Mod3rator", "Moder4tor",
        "Ekipi i Kuvend", "482 Lis", "Lis ٤٨٢", "Dr. Lis 482", "Lis 482 (Fier)",
        "Lis482", "Lis Nr 482", "Lis-482", "KëshilliiMinistrave",
        "482Lis", "4 8 2 Lis", "482 . Lis", "Lis ❹❽❷", "Lis ⅣⅧⅡ", "Lis 四八二", "Lis482 Ana",
        "Ana 482Lis", "Ana Lis 4 8 2",
        "Admin1", "Admin 2", "9Admin", "Stafi2", "Admin❷",
    ],
)  # fmt: skip
def test_nobody_bears_what_looks_like_an_office_or_a_pseudonym(named: House, name: str) -> None:
    with pytest.raises(NotAllowed, match="belongs to somebody else"):
        show_name(person_id=named.person().pk, process=named.process, name=name, at=named.at)


@pytest.mark.parametrize(
    "organisation", ["Kryeministria", "\u0410KSHI", "Ministria e Drejtësisë", "Zyra e KM", "Lis 482"]
)
def test_nobody_speaks_for_an_institution_by_own_account(named: House, organisation: str) -> None:
    with pytest.raises(NotAllowed, match="by their own mandate"):
        show_name(
            person_id=named.person().pk, process=named.process, name="Ana", organisation=organisation, at=named.at
        )


@pytest.mark.parametrize(
    "name",
    [
        "Ana Prifti",
        "Lisi i Madh",
        "Γιώργος Παππάς",
        "Мирјана",
        "Shoqata e fshatit",
        "K. M. Bala",
        "Courtney Love",
        "Lisi",
        "Policeni",
        "Ana Adminaj",
        "Ana 1985",
        "Polis 482",
        "482",
    ],
)
def test_names_of_people_are_free(named: House, name: str) -> None:
    assert show_name(person_id=named.person().pk, process=named.process, name=name, at=named.at).name == name


def test_the_names_of_the_demonstration_are_free(house: House) -> None:
    names = [name for entry in entries("people") if (name := entry.get("shown_name"))]
    assert len(names) > 10
    for name in names:
        show_name(person_id=house.person().pk, process=house.process, name=name, at=house.at)


def test_two_people_of_a_process_cannot_look_the_same(house: House) -> None:
    show_name(person_id=house.person().pk, process=house.process, name="Ana Prifti", at=house.at)
    for name in ("ana prifti", "Аna Prifti", "Ana  Prift\u0131"):
        with pytest.raises(NotAllowed, match="looks the same"):
            show_name(person_id=house.person().pk, process=house.process, name=name, at=house.at)


def test_names_change_a_few_times_a_day_and_each_time_on_record_without_the_name(house: House, settings: Any) -> None:
    settings.KUVEND_LIMITS = settings.KUVEND_LIMITS | {"show_name": (2, 86_400)}
    person = house.person()
    for name in ("Ana", "Ana Prifti", "Ana Prifti"):
        show_name(person_id=person.pk, process=house.process, name=name, at=house.at)
    with pytest.raises(TooOften):
        show_name(person_id=person.pk, process=house.process, name="Ana P.", at=house.at)
    facts = Fact.objects.filter(type="name_chosen")
    assert len(facts) == 2
    assert not any(b"Ana" in bytes(fact.leaf) for fact in facts)


@pytest.mark.parametrize("state", ["pending", "hidden", "withdrawn"])
def test_a_name_shows_and_hides_with_the_words(house: House, state: str) -> None:
    person = house.person()
    show_name(person_id=person.pk, process=house.process, name="Cheap-Loans", organisation="Loans4u", at=house.at)
    idea = house.idea(house.actor(person))
    page = f"/en/contributions/{idea.public_id}/"
    pages = ("/en/contributions/", f"/api/v1/contributions/{idea.public_id}")
    assert "Cheap-Loans" in Client().get(page).content.decode()
    assert "by own account" in Client().get(page).content.decode()
    Contribution.objects.update(state=state)
    for address in (page, *pages, "/open-data/contributions.csv", f"/en/activities/{house.activity.public_id}/"):
        answer = Client().get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[arg-type]
        assert b"Cheap-Loans" not in body, address
        assert b"Loans4u" not in body, address


@given(st.text(max_size=30))
def test_a_skeleton_is_the_skeleton_of_itself_in_any_case(text: str) -> None:
    assert skeleton(skeleton(text)) == skeleton(text)


def test_every_pseudonym_is_known_as_one() -> None:
    assert all(is_like_a_pseudonym(draw()) for draw in (draw_pseudonym, draw_longer_pseudonym) for _ in range(50))
