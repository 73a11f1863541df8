"""Feeds are Atom that a reader takes, in the language of their path, and hold published things alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.addresses import site_url
from kuvend.foundation.core.markdown import render
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.responses.actions import correct_response
from tests.publication.opendata.lived import SECRET, LivedHouse
from tests.support.house import House, both

ATOM = {"a": "http://www.w3.org/2005/Atom"}
SITE_FEEDS = ["answers", "contributions", "reports"]


def feed(address: str) -> Any:
    response = Client().get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content)


def texts(root: Any, path: str) -> list[str]:
    return [one.text or "" for one in root.findall(path, ATOM)]


def test_every_feed_has_what_the_standard_asks_for(lived: LivedHouse) -> None:
    house = lived.house
    names = [*SITE_FEEDS, f"institutions/{house.owner.public_id}", f"processes/{house.process.public_id}"]
    for language in ("sq", "en"):
        for name in names:
            address = f"/{language}/feeds/{name}.atom"
            root = feed(address)
            assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
            assert texts(root, "a:id") == [site_url(address)]
            assert texts(root, "a:rights") == ["CC BY 4.0"]
            assert root.find("a:author/a:name", ATOM) is not None
            entries = root.findall("a:entry", ATOM)
            assert entries, name
            for entry in entries:
                for part in ("id", "title", "updated", "link"):
                    assert entry.find(f"a:{part}", ATOM) is not None, (name, part)
                link = entry.find("a:link", ATOM).get("href").removeprefix(site_url()).split("#")[0]
                assert link.startswith(f"/{language}/")
                assert Client().get(link).status_code == 200
            assert len(set(texts(root, "a:entry/a:id"))) == len(entries)


def test_unpublished_words_are_in_no_feed(lived: LivedHouse) -> None:
    for name in (*SITE_FEEDS, f"processes/{lived.house.process.public_id}"):
        assert SECRET[:12] not in Client().get(f"/en/feeds/{name}.atom").content.decode()


def test_an_institution_has_its_own_answers_and_reports(lived: LivedHouse) -> None:
    own = feed(f"/en/feeds/institutions/{lived.house.owner.public_id}.atom")
    assert set(texts(own, "a:entry/a:title")) == {"Two days a week: substantial", "Agency: accepted"}
    assert not feed(f"/en/feeds/institutions/{lived.house.other.public_id}.atom").findall("a:entry", ATOM)


def test_signs_that_xml_cannot_hold_break_nothing(house: House) -> None:
    row = house.idea()
    Contribution.objects.filter(pk=row.pk).update(title="A \x0b bell \x07 & <b>", body="\x1f")
    assert texts(feed("/en/feeds/contributions.atom"), "a:entry/a:title") == ["A  bell  & <b>"]


def test_a_feed_holds_the_latest_and_no_more(house: House) -> None:
    participant = house.idea().participant
    Contribution.objects.bulk_create(
        Contribution(
            kind="idea", activity=house.activity, participant=participant, state="published", language="sq",
            title=f"Idea {number}", body="Words.", posted_at=house.at,
        )
        for number in range(60)
    )  # fmt: skip
    titles = texts(feed("/sq/feeds/contributions.atom"), "a:entry/a:title")
    assert titles == [f"Idea {number}" for number in range(59, 9, -1)]


@pytest.mark.parametrize("kind", ["institutions", "processes"])
def test_a_feed_of_nothing_is_not_there(db: None, kind: str) -> None:
    assert Client().get(f"/sq/feeds/{kind}/0000000000.atom").status_code == 404


def test_pages_lead_to_their_feeds(lived: LivedHouse) -> None:
    owner = lived.house.owner.public_id
    shown = Client().get(f"/sq/institutions/{owner}/").content.decode()
    for name in (*SITE_FEEDS, f"institutions/{owner}"):
        assert f'href="/sq/feeds/{name}.atom"' in shown


def test_a_corrected_answer_is_told_anew(lived: LivedHouse) -> None:
    later = lived.house.at + timedelta(days=2)
    reason = both("The days were named wrongly: offices open on Tuesday and Thursday.")
    correct_response(
        actor=HOUSE,
        response=lived.response,
        seen_version=1,
        verdict="accepted",
        reason=reason,
        note=both("The days of the week were named wrongly."),
        at=later,
    )
    (entry,) = feed("/en/feeds/answers.atom").findall("a:entry", ATOM)
    assert texts(entry, "a:published") == [lived.house.at.isoformat()]
    assert texts(entry, "a:updated") == [later.isoformat()]
    row = Client().get("/api/v1/responses").json()["results"][0]
    assert row["published_at"] < row["corrected_at"]


def test_words_come_as_rendered_html_and_nothing_comes_as_no_element(lived: LivedHouse) -> None:
    body = "<b>bold</b> <now>\n\nSecond **paragraph**."
    Contribution.objects.filter(pk=lived.idea.pk).update(body=body, body_html=render(body))
    Contribution.objects.filter(pk=lived.waiting.pk).update(body="", body_html="")
    entries = feed("/en/feeds/contributions.atom").findall("a:entry", ATOM)
    (told,) = [one for one in entries if texts(one, "a:title") == [lived.idea.title]]
    (summary,) = texts(told, "a:summary")
    assert "&lt;b&gt;bold" in summary
    assert "<strong>paragraph</strong>" in summary
    (empty,) = [one for one in entries if texts(one, "a:title") == [lived.waiting.title]]
    assert texts(empty, "a:summary") == []
