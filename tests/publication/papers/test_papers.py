"""Papers for everybody: made when asked for, kept while they say what is so, never twice at once, within bounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from kuvend.engines.formats.papers.apart import NotWritten
from kuvend.engines.formats.papers.tree import Heading, PaperDocument, paragraph, words
from kuvend.foundation.contributions.actions import withdraw
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.clock import now
from kuvend.foundation.datasets import listed
from kuvend.foundation.datasets.papers import Paper
from kuvend.foundation.moderation.actions import hide
from kuvend.foundation.people.actor import HOUSE
from kuvend.publication.papers import actions, queries
from kuvend.publication.papers.enums import Kind
from kuvend.publication.papers.models import KeptPaper
from tests.support.house import House

pytestmark = pytest.mark.django_db
SAID = "The bus comes once a day and nobody knows when"


class Board:
    """A house with a paper that lists what people said in one activity, and counts how often it is read."""

    def __init__(self) -> None:
        self.house = House()
        self.person = self.house.person()
        self.idea: Contribution = self.house.idea(self.house.actor(self.person), title=SAID)
        self.read, self.entries = 0, 1
        self.paper = Paper(name="board", label="The board", page="activity", entries=self.count, document=self.document)

    def count(self, public_id: str) -> int | None:
        return self.entries if public_id == self.house.activity.public_id else None

    def document(self, public_id: str, at: datetime) -> PaperDocument:
        self.read += 1
        rows = Contribution.objects.filter(state="published").order_by("pk")
        said = [paragraph(title, language=language) for title, language in rows.values_list("title", "language")]
        return PaperDocument(
            title="What people said", language="en", author="", blocks=(Heading(1, words("All")), *said)
        )

    def address(self, ending: str = "/", language: str = "en") -> str:
        return f"/{language}/papers/board/{self.house.activity.public_id}{ending}"


@pytest.fixture(autouse=True)
def by_day() -> Iterator[None]:
    """Far from midnight, at which papers are made anew."""
    with time_machine.travel(datetime(2026, 11, 30, 10, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def board(monkeypatch: pytest.MonkeyPatch) -> Board:
    board = Board()
    monkeypatch.setitem(listed._papers, "board", board.paper)
    return board


def text_of(board: Board) -> str:
    response = Client().get(board.address(".pdf"))
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages)


def test_a_paper_is_a_page_a_pdf_and_a_docx_with_the_same_words(board: Board) -> None:
    page = Client().get(board.address()).content.decode()
    assert SAID in page and "<h1>What people said</h1>" in page and '<h2 id="h0">All</h2>' in page
    assert board.address(".pdf") in page and board.address(".docx") in page
    assert SAID in text_of(board)
    response = Client().get(board.address(".docx"))
    assert response.status_code == 200 and "wordprocessingml" in response["Content-Type"]
    assert response["Content-Disposition"] == f'inline; filename="board-{board.house.activity.public_id}-en.docx"'
    assert board.read == 1, "the three are written from one reading"


def test_it_says_as_of_when_from_where_and_by_whom(board: Board) -> None:
    text = text_of(board)
    assert "As it stood on" in text and f"/k/{board.house.activity.public_id}" in text and "Page 1 of 1" in text
    kept = KeptPaper.objects.get(kind=Kind.PDF)
    assert PdfReader(BytesIO(bytes(kept.content))).metadata.title == "What people said"  # type: ignore[union-attr]


def test_it_speaks_the_language_of_its_address(board: Board) -> None:
    page = Client().get(board.address(language="sq")).content.decode()
    assert "Gjendja më" in page and "Përmbajtja" in page


def test_nothing_is_made_again_while_nothing_happens(board: Board) -> None:
    first = Client().get(board.address(".pdf")).content
    with CaptureQueriesContext(connection) as statements:
        assert Client().get(board.address(".pdf")).content == first
    assert board.read == 1 and len(statements) <= 4


@pytest.mark.parametrize("deed", ["hide", "withdraw"])
def test_what_was_hidden_or_withdrawn_is_in_no_paper_from_then_on(board: Board, deed: str) -> None:
    assert SAID in text_of(board)
    if deed == "hide":
        hide(actor=HOUSE, contribution=board.idea, seen_version=1, house_rule="insult", at=now())
    else:
        withdraw(actor=board.house.actor(board.person), contribution=board.idea, at=now())
    assert SAID not in text_of(board)
    assert SAID not in Client().get(board.address()).content.decode()


def test_what_was_hidden_is_forgotten_even_when_nobody_asks_again(board: Board) -> None:
    text_of(board)
    assert KeptPaper.objects.count() == 2
    assert actions.forget_old(at=now()) == 0, "it still says what is so"
    hide(actor=HOUSE, contribution=board.idea, seen_version=1, house_rule="insult", at=now())
    actions.forget_old(at=now())
    assert not KeptPaper.objects.exists()


def test_a_fact_that_comes_to_light_late_counts_as_much(board: Board) -> None:
    """A transaction that took its number earlier and ends later leaves a fact behind the newest."""
    text_of(board)
    assert all(queries.is_fresh(kept, at=now()) for kept in KeptPaper.objects.all())
    KeptPaper.objects.update(nearby=F("nearby") - 1)  # as if one of them had not been seen when the words were read
    assert not any(queries.is_fresh(kept, at=now()) for kept in KeptPaper.objects.all())


def test_what_is_only_added_appears_within_minutes(board: Board) -> None:
    at = now()
    text_of(board)
    board.house.idea(board.house.actor(board.house.person()), title="A second idea")
    kept = KeptPaper.objects.get(kind=Kind.PDF)
    assert queries.is_fresh(kept, at=at + timedelta(minutes=1))
    assert not queries.is_fresh(kept, at=at + queries.OFTEN + timedelta(minutes=1))


def test_of_yesterday_nobody_gets_any(board: Board) -> None:
    text_of(board)
    kept = KeptPaper.objects.get(kind=Kind.PDF)
    assert not queries.is_fresh(kept, at=now() + timedelta(days=1))


def test_an_earlier_look_of_papers_is_not_given_any_more(board: Board) -> None:
    text_of(board)
    KeptPaper.objects.update(version=queries.VERSION - 1)
    text_of(board)
    assert board.read == 2


def test_the_same_paper_is_not_made_twice_at_once(board: Board) -> None:
    KeptPaper.objects.create(
        paper="board", public_id=board.house.activity.public_id, language="en", kind=Kind.TREE, begun_at=now()
    )
    response = Client().get(board.address(".pdf"))
    assert (response.status_code, response["Retry-After"], board.read) == (202, "3", 0)
    again = f'<a class="button" href="{board.address(".pdf")}">'
    assert "no-store" in response["Cache-Control"] and again in response.content.decode()
    KeptPaper.objects.update(begun_at=now() - queries.CUT_SHORT - timedelta(seconds=1))
    assert SAID in text_of(board), "what was cut short is taken on anew"


def test_no_more_are_made_at_once_than_there_are_places(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "SLOTS", 0)
    response = Client().get(board.address(".pdf"))
    assert response.status_code == 202 and "It is the next one." in response.content.decode()
    assert actions.make_waiting(at=now()) == 1
    assert SAID in text_of(board)
    assert not KeptPaper.objects.exclude(asked_at=None).exists()


def test_a_long_paper_is_made_by_the_job_while_a_page_says_how_far_it_is(board: Board) -> None:
    board.entries = actions.AT_ONCE + 1
    for ending in (".pdf", ".docx", "/"):
        assert Client().get(board.address(ending)).status_code == 202
    assert board.read == 0
    assert "2 papers are made before it." in Client().get(board.address("/")).content.decode()
    assert actions.make_waiting(at=now()) == 3
    assert SAID in text_of(board) and board.read == 1


def test_the_waiting_list_has_an_end(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    board.entries = actions.AT_ONCE + 1
    monkeypatch.setattr(actions, "MOST_WAITING", 1)
    assert [Client().get(board.address(ending)).status_code for ending in (".pdf", ".docx")] == [202, 202]
    assert KeptPaper.objects.exclude(asked_at=None).count() == 1


def test_a_paper_that_could_not_be_written_says_so_and_is_tried_again_later(
    board: Board, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: Any) -> bytes:
        raise NotWritten("pdf: ended with 1")

    with monkeypatch.context() as broken:
        broken.setattr(actions, "write_apart", fails)
        response = Client().get(board.address(".pdf"))
    assert response.status_code == 503 and "This paper could not be made" in response.content.decode()
    assert "pdf: ended with 1" in caplog.text and SAID not in caplog.text
    assert Client().get(board.address(".pdf")).status_code == 503, "not at once"
    KeptPaper.objects.update(failed_at=now() - queries.PAUSE - timedelta(seconds=1))
    assert SAID in text_of(board)


def test_there_is_no_paper_of_what_there_is_not(board: Board) -> None:
    unknown = "/en/papers/board/0000000000"
    other = f"/en/papers/nothing/{board.house.activity.public_id}"
    for address in (f"{unknown}/", f"{unknown}.pdf", f"{other}.docx", f"{board.address()}?part=2"):
        assert Client().get(address).status_code == 404, address
    assert KeptPaper.objects.filter(public_id="0000000000").count() == 0


def test_a_long_page_comes_in_parts_that_its_contents_lead_to(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = tuple(
        block for n in range(12) for block in (Heading(1, words(f"Chapter {n}")), paragraph("Long. " * 1000))
    )
    long = PaperDocument(title="Long", language="en", author="", blocks=blocks)
    monkeypatch.setitem(listed._papers, "board", replace(board.paper, document=lambda public_id, at: long))
    page = Client().get(board.address()).content.decode()
    assert '<a href="?part=2#h10">Chapter 5</a>' in page and "(part 1 of 3)" in page
    assert len(page) < 60_000 and '<h2 id="h6">' in page and '<h2 id="h8">' not in page
    second = Client().get(f"{board.address()}?part=2").content.decode()
    assert '<h2 id="h10">Chapter 5</h2>' in second and 'rel="prev"' in second and 'rel="next"' in second


def test_a_paper_of_a_sort_that_went_leaves_the_waiting_list(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    board.entries = actions.AT_ONCE + 1
    Client().get(board.address(".pdf"))
    monkeypatch.delitem(listed._papers, "board")
    assert actions.make_waiting(at=now()) == 0 and not KeptPaper.objects.exists()
