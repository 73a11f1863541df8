"""The page on the Open Government Partnership says what its source says, in both languages, and is found."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from kuvend.foundation.core.text import Localized
from kuvend.publication.portal.queries.partnership import partnership

pytestmark = pytest.mark.django_db


def texts(value: Any) -> list[Localized]:
    """Return all localized texts in a part of the page's file."""
    if isinstance(value, Localized):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
    return [text for part in parts for text in texts(part)]


def page(language: str) -> str:
    response = Client().get(f"/{language}/about/ogp/")
    assert response.status_code == 200
    return response.content.decode()


def test_it_holds_the_seven_principles_the_four_principles_the_three_pillars_and_every_example() -> None:
    told = partnership()
    counts = {name: len(told[name]) for name in ("participation", "principles", "pillars", "questions")}
    assert counts == {"participation": 7, "principles": 4, "pillars": 3, "questions": 6}
    assert [len(group["entries"]) for group in told["examples"]] == [4, 5, 6]
    assert all(text.missing() == [] for text in texts(told))


@pytest.mark.parametrize("language", ["sq", "en"])
def test_it_shows_all_its_texts_without_a_query(language: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        shown = page(language)
    assert len(asked) == 0
    for text in texts(partnership()):
        assert escape(text[language]) in shown


@pytest.mark.parametrize(
    "notion",
    ["Disinformation", "Misinformation", "freedom of expression", "surveillance", "censorship", "Lobbying Law",
     "emergency powers", "referendum", "algorithms", "artificial intelligence", "Right to information"],
)  # fmt: skip
def test_the_notions_of_its_source_are_named(notion: str) -> None:
    assert notion in page("en")


def test_home_about_and_every_footer_lead_to_it() -> None:
    assert Client().get("/en/about/").content.decode().count('href="/en/about/ogp/"') == 2
    assert Client().get("/en/").content.decode().count('href="/en/about/ogp/"') == 2
    assert 'href="/en/about/ogp/"' in Client().get("/en/search/").content.decode()
