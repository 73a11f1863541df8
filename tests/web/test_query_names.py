"""What nobody reads in an address passes no cache and costs nothing: the reader is led to the address without it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from inspect import getsource, unwrap
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

import kuvend
from kuvend.foundation.record import actions as record
from kuvend.web.middleware import view_at
from kuvend.web.query_names import names_read, plain_query
from tests.support.house import House
from tests.support.page_forms import forms_of
from tests.support.routes import all_patterns
from tests.support.whole_house import WholeHouse
from tests.web.test_pages import pages

SOURCE = Path(kuvend.__file__).parent
READ = re.compile(r'GET(?:\.get\(|\[)"(\w+)"')


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("", None), ("q=a", None), ("q=a&after=b", None), ("q=", None), ("x=1", ""), ("q=a&x=1", "q=a"),
        ("q=a&q=b", "q=b"), ("q=a&", "q=a"), ("&&", ""), ("done=supported", None), ("done=nothing", ""),
        ("&".join(f"x{number}=1" for number in range(100)), ""), ("q=%FF", None), ("x&q=%FF", "q=%FF"),
    ],
)  # fmt: skip
def test_of_an_address_is_left_what_is_read(asked: str, left: str | None) -> None:
    names = frozenset({"q", "after", "done"})
    assert plain_query(asked, names) == left
    assert plain_query(left or "", names) is None, "and that stays"


def public_views() -> list[tuple[str, Any]]:
    views = [(pattern.name or "", pattern.callback) for pattern in all_patterns()]
    return [(name, view) for name, view in views if getattr(view, "access", "") == "public"]


def test_each_public_view_declares_what_it_reads() -> None:
    wrong, declared = {}, 0
    for name, view in public_views():
        names = names_read(view)
        if names is None:
            assert name.startswith("data_api_"), name
            continue
        declared += bool(names)
        source = getsource(unwrap(view))
        if missing := set(READ.findall(source)) - names:
            wrong[name] = missing
    assert not wrong
    assert declared > 8


def test_no_link_and_no_form_of_a_public_page_asks_what_is_not_read(db: None) -> None:
    whole, asked, wrong = WholeHouse(), 0, []
    with translation.override("en"):
        public = [address for _name, access, address in pages(whole) if access == "public"]
    for address in public:
        response = Client().get(address)
        if not response.get("Content-Type", "").startswith("text/html"):
            continue
        for path, names in questions(address, response.content.decode()):
            view = view_at(path)
            if view is None or getattr(view, "access", "") != "public":
                continue
            asked += 1
            known = names_read(view)
            wrong += [(address, path, names - known)] if known is not None and names - known else []
    assert asked > 20
    assert not wrong


def test_each_public_page_to_which_a_deed_leads_tells_what_was_done() -> None:
    by_name = {pattern.name: pattern.callback for pattern in all_patterns()}
    led = [
        name
        for path in sorted(SOURCE.rglob("*.py"))
        for name in re.findall(r"done_at\((?:f\"\{)?reverse\(\"(\w+)\"", path.read_text(encoding="utf-8"))
    ]
    public = {name for name in led if by_name[name].access == "public"}
    assert {"activity", "commitment", "contribution", "milestone"} <= public
    assert not {name for name in public if "done" not in (names_read(by_name[name]) or ())}


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attributes if name == "href" and value and tag in {"a", "link"}]


def questions(address: str, content: str) -> list[tuple[str, set[str]]]:
    """Path and names of every link and form of a page that asks something of this site."""
    links = _Links()
    links.feed(content)
    found = []
    for link in links.found:
        parts = urlsplit(link)
        if parts.query and not parts.scheme:
            found.append((parts.path or address, {name for name, _value in parse_qsl(parts.query)}))
    for form in forms_of(content):
        if form.method == "get" and not form.by_script:
            found.append((form.action or address, {name for name, *_rest in form.fields} | set(form.choices)))
    return found


def test_an_unknown_name_costs_no_statement_and_leads_to_the_plain_page(db: None) -> None:
    whole, client = WholeHouse(), Client()
    with translation.override("en"):
        public = [(name, address) for name, access, address in pages(whole) if access == "public"]
    for name, address in public:
        with CaptureQueriesContext(connection) as queries:
            response = client.get(f"{address}?x=1&utm_source=mail")
        if name.startswith("data_api_") and name != "data_api_openapi":
            assert response.status_code in {302, 422}, name
        else:
            assert (response.status_code, response["Location"]) == (302, address), name
        assert len(queries) == 0, name
    assert len(public) > 50


def test_what_is_read_stays(house: House) -> None:
    house.idea()
    record.advance(at=house.at)
    response = Client().get("/en/search/?q=office&x=1&q=open")
    assert response["Location"] == "/en/search/?q=open"
    assert "<mark>Open</mark> the office" in Client().get(response["Location"]).content.decode()
    page = f"/en/activities/{house.activity.public_id}/?order=supported"
    assert Client().get(page).status_code == 200
