"""The municipality of an idea is chosen from the list, or read out of what its place says in words."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import translation

from kuvend.engines.formats.places import read_places
from kuvend.foundation.contributions.importing import GoodRow, imported_participant
from kuvend.foundation.contributions.leaving import erase
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.places.actions import load_country, load_places
from kuvend.participation.ideas.actions import bring_in_rows
from kuvend.participation.ideas.models import Idea
from kuvend.participation.ideas.queries import idea_details
from tests.support.house import NOW, WORDS, House, signed_in

TYPED = {"title": "Open the office later", "body": WORDS, "language": "sq", "category": "other"}


def placed(idea: Contribution) -> tuple[str | None, str]:
    row = Contribution.objects.select_related("place", "idea").get(pk=idea.pk)
    return row.place.code if row.place else None, row.idea.place


@pytest.fixture
def country(house: House) -> House:
    load_country("AL")
    return house


def form(house: House) -> str:
    with translation.override("sq"):
        return reverse("new_idea", args=[house.activity.public_id])


def test_the_form_offers_each_municipality_once_below_its_county(country: House) -> None:
    page = signed_in(country.person()).get(form(country)).content.decode()
    select = re.search(r'<select name="municipality".*?</select>', page, re.DOTALL)
    assert select is not None
    assert len(set(re.findall(r'<option value="(\w+)"', select[0]))) == 61
    assert re.findall(r'<optgroup label="([^"]+)"', select[0])[:2] == ["Qarku Berat", "Qarku Dibër"]


def test_a_site_without_places_asks_in_words_alone(house: House) -> None:
    page = signed_in(house.person()).get(form(house)).content.decode()
    assert 'name="municipality"' not in page
    assert 'name="place"' in page


def test_what_was_chosen_is_kept_and_a_code_of_no_place_is_refused(country: House) -> None:
    client = signed_in(country.person())
    refused = client.post(form(country), TYPED | {"municipality": "AL999", "place": "", "shown_as": "pseudonym"})
    assert refused.status_code == 422
    assert not Contribution.objects.exists()
    client.post(form(country), TYPED | {"municipality": "AL322", "place": "Levan", "shown_as": "pseudonym"})
    assert [placed(idea) for idea in Contribution.objects.all()] == [("AL322", "Levan")]


@pytest.mark.parametrize(
    ("municipality", "typed", "kept"),
    [
        ("AL322", "", ("AL322", "")),
        ("AL322", "Fier", ("AL322", "")),
        ("AL322", "Tiranë", ("AL322", "Tiranë")),
        ("", "fier", ("AL322", "")),
        ("", "Levan, Fier", ("AL322", "Levan")),
        ("", "Toronto", (None, "Toronto")),
    ],
)
def test_where_an_idea_is(country: House, municipality: str, typed: str, kept: tuple[str | None, str]) -> None:
    assert placed(country.idea(municipality=municipality, place=typed)) == kept


def test_a_page_names_both(country: House) -> None:
    idea = country.idea(place="Peshkopi")
    detail = idea_details([idea.pk])[idea.pk]
    assert (detail.place, detail.place_url) == ("Peshkopi, Dibër", "/sq/places/AL112/")


def test_rows_of_a_file_get_their_place_by_code_or_by_name(country: House) -> None:
    rows = [
        GoodRow(2, "1", "Lamps", WORDS, "en", "", "Lagjja 1", NOW, "AL322"),
        GoodRow(3, "2", "Buses", WORDS, "en", "", "Lushnje", NOW),
        GoodRow(4, "3", "Ships", WORDS, "en", "", "", NOW, "AL999"),
    ]
    ideas = bring_in_rows(country.activity, rows, imported_participant(country.process), NOW)
    assert [placed(idea) for idea in ideas] == [("AL322", "Lagjja 1"), ("AL323", ""), (None, "")]


def test_loading_places_gives_them_to_what_names_them(house: House) -> None:
    ideas = [house.idea(title=f"Idea {place}", place=place) for place in ("Fier", "Levan, Fier", "Toronto", "")]
    load_country("AL")
    assert [placed(idea) for idea in ideas] == [("AL322", ""), ("AL322", "Levan"), (None, "Toronto"), (None, "")]


def test_a_place_that_left_the_list_stays_with_its_ideas_and_is_chosen_no_more(country: House) -> None:
    idea = country.idea(municipality="AL322", place="")
    load_places(read_places(b"code,kind,name_en\nX,municipality,Other\n", "csv"))
    assert placed(idea) == ("AL322", "")
    later = country.idea(title="Another one", municipality="AL322", place="")
    assert placed(later) == (None, "")


def test_erased_words_lose_their_place(country: House) -> None:
    person = country.person()
    idea = country.idea(country.actor(person), municipality="AL322", place="Levan")
    erase(actor=country.actor(person), person=person, words_too=True, at=NOW)
    assert placed(idea) == (None, "")
    assert Idea.objects.get(pk=idea.pk).place == ""
