"""The head of every public page, as other sites read it: Open Graph, canonical address, the page in other languages."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.addresses import site_url
from kuvend.foundation.core.language_names import locale_of
from tests.publication.opendata.lived import SECRET, LivedHouse
from tests.web.test_pages import pages

ONCE = ("og:type", "og:site_name", "og:title", "og:url", "og:locale", "og:image", "og:description", "og:image:alt")
HOSTILE = '"><script>alert(1)</script> ساعات 😀 ' + "w" * 150


class Head(HTMLParser):
    """Reads the tags that readers of Open Graph look for, each as often as it stands there."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: dict[str, list[str]] = {}
        self.links: list[dict[str, Any]] = []
        self.inside_head = True
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "body":
            self.inside_head = False
        if tag == "meta" and self.inside_head and (name := named.get("property") or named.get("name")):
            self.tags.setdefault(name, []).append(named.get("content") or "")
        if tag == "link" and self.inside_head:
            self.links.append(named)

    def address(self, rel: str) -> list[str]:
        return [link["href"] for link in self.links if link.get("rel") == rel and not link.get("type")]


def head_of(address: str) -> Head:
    response = Client().get(address)
    assert response.status_code == 200, address
    return Head(response.content.decode())


def html_pages(lived: LivedHouse, language: str) -> list[tuple[str, str]]:
    """Name and address of each public page that is HTML."""
    with translation.override(language):
        public = [(name, address) for name, access, address in pages(lived) if access == "public" and name != "embed"]
    return [(name, one) for name, one in public if Client().get(one).get("Content-Type", "").startswith("text/html")]


@pytest.mark.parametrize("language", ["sq", "en"])
def test_every_public_page_tells_what_it_is(lived: LivedHouse, language: str) -> None:
    walked = html_pages(lived, language)
    assert len(walked) > 30
    for name, address in walked:
        head = head_of(address)
        for tag in ONCE:
            assert len(head.tags.get(tag, [])) == 1, (name, tag)
            assert head.tags[tag][0].strip(), (name, tag)
        assert head.tags["description"] == head.tags["og:description"]
        assert len(head.tags["description"][0]) <= 210, name
        assert head.tags["og:url"] == head.address("canonical") == [site_url(address)], name
        assert head.tags["og:locale"] == [locale_of(language)]
        assert len(head.tags["og:locale:alternate"]) == 1
        assert head.tags["twitter:card"] == ["summary_large_image"]
        translations = {link["hreflang"]: link["href"] for link in head.links if "hreflang" in link}
        assert translations[language] == site_url(address)
        assert set(translations) == {"sq", "en"}
        image = Client().get(head.tags["og:image"][0].removeprefix(site_url()))
        assert (image.status_code, image["Content-Type"]) == (200, "image/png"), name


def test_words_of_people_stay_one_attribute_and_are_cut_between_words(lived: LivedHouse) -> None:
    body = f"<p>One two</p><p>{'many ' * 99}</p>"
    Contribution.objects.filter(pk=lived.idea.pk).update(title=HOSTILE, body_html=body)
    head = head_of(f"/en/contributions/{lived.idea.public_id}/")
    assert head.tags["og:title"][0].startswith('"><script>alert(1)</script> ساعات 😀')
    assert "One two many many" in head.tags["description"][0]
    assert head.tags["description"][0].split(" · ")[0].endswith(("many …", "many"))


def test_words_that_are_not_shown_stand_in_no_head(lived: LivedHouse) -> None:
    for row in (lived.hidden, lived.taken_back, lived.pending):
        html = Client().get(f"/en/contributions/{row.public_id}/").content.decode()
        assert Head(html).tags["og:title"] == ["These words are not shown"]
        assert SECRET not in html


def test_what_was_done_is_no_part_of_the_address_that_is_passed_on(lived: LivedHouse) -> None:
    address = f"/en/contributions/{lived.idea.public_id}/"
    assert head_of(f"{address}?done=supported").tags["og:url"] == [site_url(address)]
    assert head_of("/en/search/?q=hours").tags["og:url"] == [site_url("/en/search/?q=hours")]


@pytest.mark.parametrize("address", ["/en/nowhere/", "/en/contributions/0000000000/", "/k/0000000000"])
def test_what_is_not_there_tells_nothing(db: None, address: str) -> None:
    assert not [name for name in Head(Client().get(address).content.decode()).tags if name.startswith("og:")]


def test_private_pages_tell_nothing(lived: LivedHouse) -> None:
    response = Client().get("/en/account/login/code/")
    assert not [name for name in Head(response.content.decode()).tags if name.startswith("og:")]


@pytest.mark.parametrize(("code", "locale"), [("sq", "sq_AL"), ("en", "en_GB"), ("it", "it_IT"), ("pt-br", "pt_BR")])
def test_a_language_has_its_name_in_that_vocabulary(code: str, locale: str) -> None:
    assert locale_of(code) == locale
