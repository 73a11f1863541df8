"""Open data shows what rooms hand up and nothing else: a made-up room's parts stand there, without rooms none does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from kuvend.foundation.datasets import listed
from kuvend.foundation.datasets.bundles import Bundle
from kuvend.foundation.datasets.feeds import Entry, Feed
from kuvend.foundation.datasets.pages import PageSort
from kuvend.foundation.people.models import Institution
from kuvend.publication.opendata import actions, sitemap
from kuvend.web import wiring
from tests.publication.opendata.lived import LivedHouse

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(autouse=True)
def own_parts() -> Iterator[None]:
    """What a test hands down is taken back afterwards."""
    yield
    wiring.hand_down()


def titles(address: str) -> list[str]:
    response = Client().get(address)
    assert response.status_code == 200, address
    return [one.text or "" for one in ElementTree.fromstring(response.content).findall("a:entry/a:title", ATOM)]


def lamps(lived: LivedHouse) -> Feed:
    """A feed of one entry, which only the owner's institution has."""
    at = lived.house.at + timedelta(days=1)
    entry = Entry("A lamp was lit", "", "/en/lamps/", at, at, "")
    return Feed(
        name="lamps",
        title="Lamps",
        within="lamps",
        page="home",
        latest=lambda: [entry],
        of_institution=lambda pk: [entry] if pk == lived.house.owner.pk else [],
    )


def test_a_feed_of_a_room_has_an_address_and_stands_in_those_of_its_institutions(lived: LivedHouse) -> None:
    house = lived.house
    listed.set_feeds([*listed.feeds().values(), lamps(lived)])
    assert titles("/en/feeds/lamps.atom") == ["A lamp was lit"]
    assert 'href="/en/feeds/lamps.atom">lamps</a>' in Client().get("/en/open-data/").content.decode()
    assert titles(f"/en/feeds/institutions/{house.owner.public_id}.atom")[0] == "A lamp was lit"
    assert "A lamp was lit" not in titles(f"/en/feeds/institutions/{house.other.public_id}.atom")
    assert Client().get("/en/feeds/candles.atom").status_code == 404


def test_a_bundle_of_a_room_is_offered_while_it_has_folders(db: None) -> None:
    folders = [("Hall & stairs", "/en/lamps/hall/")]
    bundle = Bundle(name="lamps", title="Lamps by hall", holds="Each lamp.", entries=lambda: folders)
    listed.set_bundles([bundle])
    shown = Client().get("/en/open-data/").content.decode()
    assert '<h2 id="lamps">Lamps by hall</h2>' in shown
    assert '<a href="/en/lamps/hall/">Hall &amp; stairs</a>' in shown
    folders.clear()
    assert "Lamps by hall" not in Client().get("/en/open-data/?again").content.decode()


def test_pages_of_a_room_stand_in_the_map_for_search_engines(lived: LivedHouse) -> None:
    sort = PageSort("owners", "institution", lambda: Institution.objects.filter(pk=lived.house.owner.pk))
    listed.set_pages(["about"], [sort])
    assert sitemap.parts() == [("pages", 0), ("owners", 0)]
    assert b"".join(sitemap.part_file("pages", 0)).count(b"<loc>") == 2  # once a language
    assert lived.house.owner.public_id.encode() in b"".join(sitemap.part_file("owners", 0))


def test_without_rooms_open_data_has_what_the_foundation_keeps(
    lived: LivedHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_rooms = [column.name for column in listed.datasets()["contributions"].columns]
    with monkeypatch.context() as patched:
        patched.setattr(wiring, "ROOMS", ())
        wiring.hand_down()
    assert [*listed.datasets()] == [
        "processes", "stages", "activities", "contributions", "lineage", "responses", "landings", "successions",
        "institutions", "facts", "openings",
    ]  # fmt: skip
    alone = [column.name for column in listed.datasets()["contributions"].columns]
    assert [name for name in with_rooms if name not in alone] == ["category", "place"]
    assert [*listed.feeds()] == ["answers", "contributions"]
    assert "plan" not in listed.pages()
    assert not {"plans", "commitments", "milestones"} & set(listed.page_sorts())
    described: Any = Client().get("/open-data/catalog.jsonld").json()
    assert [one["dct:identifier"] for one in described["dcat:dataset"]] == [*listed.datasets()]
    assert actions.keep_files(at=lived.house.at) == 2 * len(listed.datasets()) + 1 + len(sitemap.parts())
