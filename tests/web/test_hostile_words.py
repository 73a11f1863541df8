"""Words stay words: whatever stands in a text of anybody, no page, file, feed, letter or calendar makes more of it.

Every text of every model is overwritten with the worst (the door for typed words would clean some of it; what came
in before it, or past it, must do no harm either); then everything that leaves is parsed strictly.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from email import message_from_bytes
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.db import DatabaseError, models, transaction
from django.test import Client
from django.urls import reverse

from kuvend.engines.formats.ical import read_calendar
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.markdown import render
from kuvend.foundation.core.text import Localized
from kuvend.foundation.datasets.listed import datasets
from kuvend.foundation.notifications.actions.mail import deliver, queue_letters
from kuvend.foundation.notifications.letters import fact_types
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.people.enums import Role
from kuvend.foundation.record.leaves import decode_leaf
from kuvend.foundation.record.models import Fact
from tests.publication.opendata.lived import LivedHouse
from tests.support.house import signed_in
from tests.support.walking import own_pages

HOSTILE = (
    "=1+1;=cmd|' /C calc'!A0\"><img src=x onerror=alert(1)></title></textarea><script>alert(1)</script>"
    "{{7*7}}{% now 'Y' %}%(n)s\u202egnp.exe\x1b[31m\r\nBcc: all@example.org\r\nEND:VEVENT\r\n@SUM(1)\t=2"
)
NOT_WORDS = {
    "public_id", "key", "digest", "token", "language", "path", "body_html", "type", "role", "kind", "email", "password",
    "note_html", "salt", "sha256", "media_type", "message_id", "state", "code", "country", "moderation", "username",
}  # fmt: skip
SHORTEST = 60  # characters; a shorter field holds a code or a day
KNOWN = {"Contribution.title", "Contribution.body", "Participant.shown_name", "Institution.name", "Response.reason"}
OWN = ("/", "#")  # addresses of ours, to which a second button of a form leads
OWN_MARKUP = re.compile(r"<(time|span|a|p|div|strong|em|br|ul|li)\b", re.IGNORECASE)
FORMULA = re.compile(r"^[=+\-@\t\r]")


def texts() -> Iterator[tuple[Any, Any]]:
    """Every field of every model of ours that holds words."""
    for model in apps.get_models():
        if not model.__module__.startswith("kuvend.") or model._meta.app_label == "record":
            continue
        for field in model._meta.concrete_fields:
            wordy = isinstance(field, models.CharField | models.TextField) and not isinstance(field, models.URLField)
            wordy = wordy and (field.max_length or SHORTEST) >= SHORTEST
            localized = type(field).__name__ == "LocalizedField"
            if (wordy or localized) and not field.choices and not field.primary_key and field.name not in NOT_WORDS:
                yield model, field


def poison() -> set[str]:
    """Overwrite all words there are; which fields took it."""
    taken = set()
    for model, field in texts():
        most = getattr(field, "max_length", None)
        words: Any = HOSTILE[:most]
        if type(field).__name__ == "LocalizedField":
            words = Localized({"en": HOSTILE, "sq": HOSTILE})
        try:
            with transaction.atomic():
                model._default_manager.exclude(**{field.name: words}).update(**{field.name: words})
            taken.add(f"{model.__name__}.{field.name}")
        except (DatabaseError, ValueError, TypeError):
            continue
    Contribution.objects.update(body_html=render(HOSTILE))
    return taken


@pytest.fixture
def poisoned(db: None) -> LivedHouse:
    lived = LivedHouse()
    taken = poison()
    assert taken >= KNOWN, KNOWN - taken
    return lived


class Strict(HTMLParser):
    """What a page is made of, and what must not be there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.titles = 0
        self.within: list[str] = []  # drawings, whose titles are their own, and markup to copy

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        self.titles += tag == "title" and "svg" not in self.within
        if tag in {"svg", "pre"}:
            self.within.append(tag)
        if tag == "script" and "src" not in given and given.get("type") != "application/ld+json":
            self.wrong.append("a script born from words")
        if tag == "img" and given.get("src") == "x":
            self.wrong.append("an image born from words")
        for name, value in attributes:
            if name.startswith("on") or name == "style" or (name == "formaction" and not (value or "").startswith(OWN)):
                self.wrong.append(f"{tag} {name}")
            if value and OWN_MARKUP.search(value.replace(HOSTILE, "")):
                self.wrong.append(f"markup in {tag} {name}: {value[:80]}")
            if value and "&lt;img" in value:
                self.wrong.append(f"escaped twice in {tag} {name}")

    def handle_endtag(self, tag: str) -> None:
        if self.within[-1:] == [tag]:
            self.within.pop()

    def handle_data(self, data: str) -> None:
        if "pre" in self.within:
            return
        if "&lt;img" in data or "&amp;lt;" in data:
            self.wrong.append(f"escaped twice: {data[:60]}")


def judged(content: str) -> list[str]:
    page = Strict()
    page.feed(content)
    page.close()
    if "{{7*7}}" not in content and "49{" in content:
        page.wrong.append("a template ran words")
    return page.wrong + ([] if page.titles <= 1 else [f"{page.titles} titles"])


def clients(lived: LivedHouse) -> list[Client]:
    house = lived.house
    officials = [house.official(role, scope=house.site) for role in Role.values]
    return [Client(), *map(signed_in, [lived.author, lived.other_author, *officials])]


@pytest.mark.parametrize("language", ["en", "sq"])
def test_no_page_makes_an_element_or_an_attribute_of_words(poisoned: LivedHouse, language: str) -> None:
    visitors, wrong, seen = clients(poisoned), {}, 0
    for name, address in own_pages(poisoned):
        path = address.replace("/en/", f"/{language}/", 1).replace("/sq/", f"/{language}/", 1)
        for client in visitors:
            answer = client.get(path)
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                content = answer.content.decode()
                seen += "img src=x" in content
                if found := judged(content):
                    wrong[name] = found
                break
    assert not wrong
    assert seen > 20, "the words stand on the pages"


def test_feeds_are_atom_whatever_the_words(poisoned: LivedHouse) -> None:
    house = poisoned.house
    names = ["answers", "contributions", "reports"]
    names += [f"institutions/{house.owner.public_id}", f"processes/{house.process.public_id}"]
    known = {"feed", "title", "link", "id", "updated", "published", "author", "name", "summary", "entry", "rights"}
    for name in names:
        root = ElementTree.fromstring(Client().get(f"/en/feeds/{name}.atom").content)
        assert {one.tag.rpartition("}")[2] for one in root.iter()} <= known | {"subtitle", "category", "uri"}
        summaries = [one for one in root.iter() if one.tag.endswith("summary")]
        assert summaries
        for one in summaries:
            assert one.get("type") == "html"
            assert (one.text or "").strip()
            assert not judged(one.text or "")


def test_no_cell_of_a_table_is_a_formula_however_the_line_is_parted(poisoned: LivedHouse) -> None:
    for name in datasets():
        text = Client().get(f"/open-data/{name}.csv").getvalue().decode("utf-8-sig")
        assert text.count("\r\n") >= 1
        for row in csv.reader(io.StringIO(text, newline="")):
            assert not [cell for cell in row if FORMULA.match(cell) and not re.fullmatch(r"-?[\d.]+", cell)], name
        for part in re.split(r"[;\t\r\n]", text):
            assert not FORMULA.match(part), (name, part[:40])


def test_the_api_and_the_files_are_json_with_the_words_as_they_are(poisoned: LivedHouse) -> None:
    for name in datasets():
        json.loads(Client().get(f"/open-data/{name}.json").getvalue())
        json.loads(Client().get(f"/api/v1/{name}").content)
    rows = Client().get("/api/v1/contributions?state=published").json()["results"]
    assert rows[0]["body"] == HOSTILE
    json.loads(Client().get("/open-data/catalog.jsonld").content)
    for line in Client().get("/open-data/catalog.ttl").content.decode().splitlines():
        assert "\x1b" not in line


def test_a_calendar_has_the_events_there_are_and_no_line_of_its_own_from_words(poisoned: LivedHouse) -> None:
    for address in ("/en/calendar.ics", f"/en/processes/{poisoned.house.process.public_id}/calendar.ics"):
        text = Client().get(address).content.decode()
        lines = text.split("\r\n")
        assert all(len(line.encode()) <= 75 for line in lines)
        assert "\n" not in "".join(lines)
        assert not re.search("[\x1b\u202e]", text)
        assert text.count("BEGIN:VEVENT") == len(read_calendar(text))
        for event in re.sub(r"\r\n ", "", text).split("BEGIN:VEVENT")[1:]:
            url = re.search(r"^URL:(.+)$", event, re.MULTILINE)
            described = re.search(r"^DESCRIPTION:(.+)$", event, re.MULTILINE)
            assert url
            assert described
            assert described[1].strip().endswith(url[1].strip().replace(",", "\\,").replace(";", "\\;"))


def test_no_letter_gets_a_header_from_words(poisoned: LivedHouse) -> None:
    Mail.objects.all().delete()
    leaves = Fact.objects.filter(type__in=fact_types()).values_list("index", "leaf")
    queue_letters([decode_leaf(bytes(leaf), index=index) for index, leaf in leaves])
    letters = list(Mail.objects.all())
    assert letters
    for letter in letters:
        assert "\n" not in letter.subject
        assert "\r" not in letter.subject
    deliver(at=poisoned.house.at)
    for sent in mail.outbox:
        headers = message_from_bytes(sent.message().as_bytes())
        assert "Bcc" not in headers
        assert len(headers.get_all("Subject")) == len(headers.get_all("To")) == 1


def test_the_words_of_a_share_card_are_one_attribute_each(poisoned: LivedHouse) -> None:
    content = Client().get(reverse("deliberation_results", args=[poisoned.deliberation.public_id])).content.decode()
    assert not judged(content)
    assert settings.LANGUAGES
