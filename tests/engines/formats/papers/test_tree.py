"""The tree of a paper: kept and sent as JSON, drawn as HTML, read from the safe HTML of people's words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuvend.engines.formats.papers.apart import NotWritten, write_apart
from kuvend.engines.formats.papers.from_html import read_html
from kuvend.engines.formats.papers.html import write_html
from kuvend.engines.formats.papers.pdf import write_pdf
from kuvend.engines.formats.papers.stored import dump_paper, load_paper
from kuvend.engines.formats.papers.tree import (
    Heading,
    Items,
    Paragraph,
    Quote,
    Run,
    Table,
    joined,
    letters_in,
    levelled,
    paragraph,
    plain_text,
    words,
)
from kuvend.foundation.core.markdown import render, render_text
from tests.engines.formats.papers.sample import XML, sample


def test_a_paper_comes_back_from_json_as_it_was() -> None:
    assert load_paper(dump_paper(sample())) == sample()


def test_a_process_of_its_own_writes_what_would_be_written_here() -> None:
    assert write_apart(sample(), "pdf") == write_pdf(sample())


def test_a_paper_that_cannot_be_written_says_so_without_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kuvend.engines.formats.papers.apart.dump_paper", lambda document: "{}")
    with pytest.raises(NotWritten) as refused:
        write_apart(sample(), "pdf")
    assert "KeyError" in str(refused.value)


def test_no_heading_skips_a_level() -> None:
    blocks = [Heading(3, words("a")), Heading(1, words("b")), Heading(4, words("c")), Heading(9, words("d"))]
    assert [block.level for block in levelled(blocks) if isinstance(block, Heading)] == [1, 1, 2, 3]


def test_joined_words_have_something_between_what_says_something() -> None:
    assert plain_text(joined([(), words("a"), (), words("b")], " · ")) == "a · b"


def test_peoples_words_become_the_blocks_that_pages_show() -> None:
    html = render(
        "One **strong *both*** and https://kuvend.example/x\nnext line\n\n3. three\n4. four\n   - in\n\n> quoted"
    )
    assert read_html(html, language="sq") == (
        Paragraph(
            (
                Run("One "), Run("strong ", strong=True), Run("both", strong=True, emphasis=True), Run(" and "),
                Run("https://kuvend.example/x", address="https://kuvend.example/x"), Run("\n"), Run("next line"),
            ),
            "sq",
        ),
        Items(
            (
                (paragraph("three", language="sq"),),
                (Paragraph((Run("four "),), "sq"), Items(((paragraph("in", language="sq"),),), language="sq")),
            ),
            True, "sq",
        ),
        Quote((paragraph("quoted", language="sq"),), "sq"),
    )  # fmt: skip


def test_a_table_of_a_draft_becomes_a_table_with_even_rows() -> None:
    (table,) = read_html(render_text("| A | B |\n|---|---|\n| 1 | 2 |\n| 3 |"))
    assert isinstance(table, Table)
    assert [[plain_text(cell) for cell in row] for row in (table.head, *table.rows)] == [
        ["A", "B"],
        ["1", "2"],
        ["3", ""],
    ]


@given(st.text(alphabet="*_`[]()>-1. \n|#<&abhttps:/", max_size=80))
def test_no_word_of_small_markdown_is_lost_on_the_way(typed: str) -> None:
    html = render(typed)
    shown = "".join(letter for letter in "".join(map(plain, read_html(html))) if letter.isalnum())
    assert shown == "".join(letter for letter in text_of(html) if letter.isalnum())


def plain(block: object) -> str:
    match block:
        case Paragraph():
            return plain_text(block.words)
        case Quote():
            return "".join(map(plain, block.blocks))
        case Items():
            return "".join(plain(inner) for item in block.items for inner in item)
    raise TypeError(block)


def text_of(html: str) -> str:
    from html.parser import HTMLParser

    heard: list[str] = []

    class Listener(HTMLParser):
        def handle_data(self, data: str) -> None:
            heard.append(data)

    listener = Listener(convert_charrefs=True)
    listener.feed(html)
    listener.close()
    return "".join(heard)


def test_html_escapes_every_word_and_says_each_language() -> None:
    html = write_html(sample().blocks, anchors=["first"])
    assert XML not in html and "&lt;script&gt;" in html and "<script" not in html
    assert '<h2 id="first">Qëllimi I</h2>' in html and '<p lang="ar" dir="rtl">' in html
    assert "<ol><li>" in html and '<th scope="col">Piketa</th>' in html and "<dt>Kosto</dt>" in html


def test_letters_are_counted_however_deep_they_stand() -> None:
    assert [letters_in(block) for block in (paragraph("abc"), Quote((paragraph("ab"),)))] == [3, 2]
    assert letters_in(Items(((paragraph("ab"), paragraph("c")),))) == 3
