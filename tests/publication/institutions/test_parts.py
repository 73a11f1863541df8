"""What rooms hand up stands on the page of an institution and in the list; without it both stand for themselves."""

from __future__ import annotations

import pytest
from django.template import engines
from django.test import Client

from kuvend.foundation.people import institution_parts
from kuvend.foundation.people.institution_parts import InstitutionFigure, InstitutionPart
from tests.support.house import House


def words(address: str) -> str:
    return Client().get(address).content.decode()


@pytest.fixture
def nobody_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(institution_parts, "_parts", [])
    monkeypatch.setattr(institution_parts, "_figures", [])


def test_without_a_part_an_institution_is_told_by_its_answers(house: House, nobody_tells: None) -> None:
    body = words(f"/en/institutions/{house.owner.public_id}/")
    assert "How it answers" in body
    assert "Commitments" not in body
    listed = words("/en/institutions/")
    assert str(house.owner.name) in listed or house.owner.public_id in listed
    assert "Commitments led" not in listed


def test_parts_stand_in_their_order_above_and_below_how_it_answers(house: House, nobody_tells: None) -> None:
    drawn = engines["django"].from_string("<p>{{ part }}</p>").template
    institution_parts.set_institution_parts(
        [
            InstitutionPart(order=20, template=drawn, data=lambda institution, at: "lamps it owes"),
            InstitutionPart(order=10, template=drawn, data=lambda institution, at: "postcards it got"),
            InstitutionPart(order=-1, template=drawn, data=lambda institution, at: f"id {institution.public_id}"),
            InstitutionPart(order=15, template=drawn, data=lambda institution, at: None),
        ]
    )
    body = words(f"/en/institutions/{house.owner.public_id}/").partition("<main")[2]
    places = [
        body.index(part)
        for part in (
            f"<p>id {house.owner.public_id}</p>",
            "How it answers",
            "<p>postcards it got</p>",
            "<p>lamps it owes</p>",
        )
    ]
    assert places == sorted(places)
    assert "<p>None</p>" not in body


def test_who_has_most_by_the_first_figure_leads_the_list(house: House, nobody_tells: None) -> None:
    institution_parts.set_institution_figures(
        [InstitutionFigure(label="lamps owed", counts=lambda: {house.other.pk: 7, house.owner.pk: 2})]
    )
    body = words("/en/institutions/")
    assert "Lamps owed" in body
    assert body.index(house.other.public_id) < body.index(house.owner.public_id)
    assert ">7</td>" in body
