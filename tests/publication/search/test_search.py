"""The search finds everything public by its words, and a number leads to its page."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kuvend.foundation.contributions.actions import post_comment
from kuvend.foundation.datasets.findable import findable_kinds
from kuvend.foundation.record import actions as record
from kuvend.publication.search.models import Entry
from kuvend.publication.search.queries import hits
from tests.support.house import House
from tests.support.whole_house import WholeHouse

ROW = re.compile(r'<li><h2[^>]*><a href="([^"]*)">(.*?)</a></h2>(.*?)</li>', re.DOTALL)


def searched(query: str, language: str = "en") -> str:
    """The page that a query leads to."""
    answer = Client().get(f"/{language}/search/?{query}")
    assert answer.status_code == 200, answer
    return answer.content.decode()


def addresses(query: str, language: str = "en") -> list[str]:
    """Where the rows of a search lead, in their order."""
    return [row[0] for row in ROW.findall(searched(query, language))]


def ideas(house: House, *titles: str) -> list[str]:
    rows = [house.idea(title=title, body="We ask for it.", language="sq") for title in titles]
    record.advance(at=house.at)
    return [f"/en/contributions/{row.public_id}/" for row in rows]


def test_every_kind_of_public_thing_is_found_by_its_words(whole_house: WholeHouse) -> None:
    house = whole_house.house
    post_comment(actor=house.actor(), activity=house.activity, body="I agree with this.", language="en", at=house.at)
    record.advance(at=house.at)
    for kind in findable_kinds():
        entry = Entry.objects.filter(kind=kind).order_by("pk").first()
        assert entry, f"nothing of {kind} is in the index"
        words = " ".join(next(iter((entry.title or entry.words).values())).split()[:4])
        rows = addresses(f"q={words}&kind={kind}")
        assert rows, (kind, words)
        assert Client().get(rows[0], follow=True).status_code == 200, rows[0]


@pytest.mark.parametrize("words", ["sherbimeve", "shërbimi", "SHËRBIMET", "sherbim"])
def test_a_word_is_found_in_each_of_its_forms_with_and_without_its_diacritics(house: House, words: str) -> None:
    [address] = ideas(house, "Shërbimet e komunës")
    assert addresses(f"q={words}") == [address]


def test_every_word_must_be_there_but_in_any_order(house: House) -> None:
    both_words, _one_word = ideas(house, "Buses at night", "Buses by day")
    assert addresses("q=night+bus") == [both_words]
    assert addresses("q=night+bus+river") == []
    assert "No results" in searched("q=night+bus+river")


def test_a_title_says_more_than_words_and_the_order_may_be_by_time(house: House) -> None:
    [in_title] = ideas(house, "A library for Fier")
    comment = post_comment(
        actor=house.actor(), activity=house.activity, body="There was once a library here, and it was full.",
        language="en", at=house.at,
    )  # fmt: skip
    record.advance(at=house.at)
    in_words = f"/en/contributions/{comment.public_id}/"
    assert addresses("q=library") == [in_title, in_words]
    assert addresses("q=library&order=newest") == [in_words, in_title]


def test_the_words_around_the_hit_are_marked_cut_and_never_markdown(house: House) -> None:
    body = (
        "It is **very** far away. " * 20
        + "Then [a bridge](https://example.org/bridge) <b>came</b>. "
        + "And more. " * 60
    )
    house.idea(title="How we cross", body=body, language="en")
    record.advance(at=house.at)
    page = searched("q=bridge")
    [(_url, title, rest)] = ROW.findall(page)
    assert title == "How we cross"
    words = re.search(r"<p[^>]*>(.*?)</p>", rest)
    assert words
    assert "<mark>bridge</mark>" in words[1]
    assert words[1].startswith("… ") and words[1].endswith(" …")
    plain = unescape(re.sub("</?mark>", "", words[1]))
    assert len(plain) < 260
    assert "**" not in plain and "](" not in plain
    assert "<b>" not in words[1]


@pytest.mark.parametrize("written", ["{}", " {} ", "{upper}"])
def test_a_number_leads_to_its_page(house: House, written: str) -> None:
    idea = house.idea()
    record.advance(at=house.at)
    query = written.format(idea.public_id, upper=idea.public_id.upper())
    answer = Client().get("/en/search/", {"q": query})
    assert (answer.status_code, answer["Location"]) == (302, f"/en/contributions/{idea.public_id}/")


def test_the_number_of_a_commitment_leads_to_it(whole_house: WholeHouse) -> None:
    entry = Entry.objects.filter(kind="commitment").exclude(number="").first()
    assert entry
    answer = Client().get("/en/search/", {"q": f" {entry.number} "})
    assert (answer.status_code, answer["Location"]) == (302, f"/en/commitments/{entry.public_id}/")
    assert Client().get("/en/search/", {"q": "99.99"}).status_code == 200


def test_counts_by_kind_are_filters_and_are_those_of_the_whole_search(house: House) -> None:
    ideas(house, "Trees in the park", "Trees at the river")
    post_comment(actor=house.actor(), activity=house.activity, body="More trees.", language="en", at=house.at)
    record.advance(at=house.at)
    page = searched("q=trees&kind=comment")
    links = dict(re.findall(r'<a href="\?q=trees&amp;kind=(\w+)"[^>]*>[^<]*<span class="soft">(\d+)</span>', page))
    assert links == {"idea": "2", "comment": "1"}
    assert len(ROW.findall(page)) == 1
    assert 'kind=comment" aria-current="page"' in page
    assert "3 results" in page


def test_pages_go_on_by_key_without_leaving_out_or_repeating_a_row(house: House) -> None:
    expected = set(ideas(house, *(f"Water for village {number}" for number in range(45))))
    for order in ("best", "newest"):
        rows, query = list[str](), f"q=water&order={order}"
        while query:
            page = searched(query)
            rows += [row[0] for row in ROW.findall(page)]
            further = re.search(r'<p class="more"><a href="\?([^"]*)"', page)
            query = unescape(further[1]) if further else ""
        assert len(rows) == 45
        assert set(rows) == expected


def test_a_search_without_a_question_offers_the_kinds_and_looks_nothing_up(house: House) -> None:
    with CaptureQueriesContext(connection) as queries:
        page = searched("")
    assert not [query for query in queries.captured_queries if "search_entry" in query["sql"]]
    assert 'href="?kind=idea"' in page


def test_what_is_asked_is_bounded_and_can_be_anything(house: House) -> None:
    ideas(house, "Trees in the park")
    for query in (
        "a" * 5_000,
        " ".join(f"w{number}" for number in range(500)),
        "' & | ! :* <->",
        "\\",
        "(",
        "%00",
        "_",
    ):
        for name in ("q", "kind", "process", "place", "state", "language", "after"):
            answer = Client().get("/en/search/", {name: query, "order": "newest"})
            assert answer.status_code in (200, 302), (name, query[:20])
    with CaptureQueriesContext(connection) as queries:
        Client().get("/en/search/", {"q": " ".join(f"word{number}" for number in range(500))})
    assert max(query["sql"].count(":*") for query in queries.captured_queries) <= 4 * 12


def test_texts_are_shown_in_the_language_that_holds_the_words(whole_house: WholeHouse) -> None:
    entry = Entry.objects.filter(kind="activity").first()
    assert entry
    title = re.escape(entry.title["sq"].split()[0])
    page = searched(f"q={entry.title['sq'].split()[0]}&kind=activity", "en")
    assert re.search(rf"<mark>{title}</mark>", page)


def test_a_search_looks_at_a_bounded_number_of_rows_the_latest_ones(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = ideas(house, *(f"Water for village {number}" for number in range(8)))
    monkeypatch.setattr(hits, "MOST", 4)
    page = searched("q=water")
    assert "More than 4 results" in page
    assert addresses("q=water")[0] in expected[-5:]
    assert len(addresses("q=water")) == 5
    assert addresses("q=water&order=newest") == expected[::-1]
    assert addresses("q=village+2") == [expected[2]]
