"""What search engines are given: every public page once a language, nothing else, in parts that stay small."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from kuvend.foundation.core.addresses import site_url
from kuvend.publication.opendata import sitemap
from kuvend.publication.opendata.models import KeptFile
from tests.publication.opendata.lived import LivedHouse

SPACE = {"s": sitemap.SPACE, "x": "http://www.w3.org/1999/xhtml"}


def xml(address: str) -> Any:
    response = Client().get(address.removeprefix(site_url()))
    assert response.status_code == 200, address
    return ElementTree.fromstring(response.getvalue())


def parts() -> list[str]:
    return [one.text or "" for one in xml("/sitemap.xml").findall("s:sitemap/s:loc", SPACE)]


def addresses() -> list[str]:
    return [one.text or "" for part in parts() for one in xml(part).findall("s:url/s:loc", SPACE)]


def test_every_address_answers_and_stands_once(lived: LivedHouse) -> None:
    found = addresses()
    assert len(set(found)) == len(found)
    assert not [one for one in found if Client().get(one.removeprefix(site_url())).status_code != 200]


def test_public_pages_of_each_sort_stand_in_it(lived: LivedHouse) -> None:
    found = set(addresses())
    for path in (f"contributions/{lived.idea.public_id}/", f"responses/{lived.response.public_id}/", "open-data/", ""):
        assert {site_url(f"/sq/{path}"), site_url(f"/en/{path}")} <= found


def test_what_is_not_public_does_not(lived: LivedHouse) -> None:
    whole = " ".join(addresses())
    for row in (lived.hidden, lived.taken_back, lived.pending, lived.draft):
        assert row.public_id not in whole


def test_each_language_names_the_other(lived: LivedHouse) -> None:
    for entry in xml("/sitemaps/contributions-0.xml").findall("s:url", SPACE):
        links = {link.get("hreflang"): link.get("href") for link in entry.findall("x:link", SPACE)}
        assert set(links) == {"sq", "en"}
        assert entry.find("s:loc", SPACE).text in links.values()


def test_parts_divide_the_rows(lived: LivedHouse, monkeypatch: Any) -> None:
    whole = set(addresses())
    monkeypatch.setattr(sitemap, "PART", 3)
    KeptFile.objects.all().delete()
    assert len([one for one in parts() if "/contributions-" in one]) > 2
    assert set(addresses()) == whole


@pytest.mark.parametrize("name", ["contributions-99", "people-0", "pages-1"])
def test_there_is_no_other_part(db: None, name: str) -> None:
    assert Client().get(f"/sitemaps/{name}.xml").status_code == 404


def test_robots_are_kept_from_private_pages_and_led_to_the_map(db: None) -> None:
    lines = Client().get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /sq/desk/" in lines
    assert "Disallow: /" not in lines
    assert lines[-1] == f"Sitemap: {site_url('/sitemap.xml')}"


def test_a_demonstration_is_not_for_search_engines(db: None, settings: Any) -> None:
    settings.KUVEND_DEMO = True
    assert "Disallow: /" in Client().get("/robots.txt").content.decode().splitlines()
