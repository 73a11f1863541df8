"""A paper as PDF: what a screen reader needs is in it, every word is, and no word becomes markup."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from kuvend.engines.formats.papers.letters import for_print, pieces, shown_letters
from kuvend.engines.formats.papers.pdf import write_pdf
from kuvend.engines.formats.papers.tree import Heading, Items, PaperDocument, paragraph, words
from tests.engines.formats.papers.sample import LONG, TYPST, XML, sample


def text_of(content: bytes) -> str:
    pages = (page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return re.sub(r"\s+", " ", " ".join(pages))


def tags(content: bytes) -> set[str]:
    """The names of all elements of the structure."""
    names: set[str] = set()
    waiting: list[Any] = [PdfReader(BytesIO(content)).trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop()
        element = element.get_object() if hasattr(element, "get_object") else element
        if isinstance(element, list):
            waiting += element
        elif isinstance(element, dict):
            names.add(str(element.get("/S", "")))
            waiting.append(element.get("/K"))
    return names


def short(**changes: object) -> PaperDocument:
    return sample(contents="", **changes)


def test_it_is_a_tagged_pdf_for_universal_access_with_language_and_title() -> None:
    content = write_pdf(sample())
    reader = PdfReader(BytesIO(content))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "sq"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None and reader.metadata.author == "Ministria e Drejtësisë"
    assert str(reader.metadata.title).startswith("Plani 2026–2028")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content.replace(b'pdfuaid:part="1"', b"<pdfuaid:part>1</pdfuaid:part>")
    assert {"/H1", "/H2", "/P", "/L", "/LI", "/BlockQuote", "/Table", "/TH", "/TD", "/TOC", "/Link"} <= tags(content)


def test_every_word_is_in_it_whatever_its_script() -> None:
    text = text_of(write_pdf(sample()))
    for words_of_it in (
        "Qëllimi I",
        "rreshti dy",
        "i treti",
        "brenda",
        "18 000 000 lekë",
        "shënim i vogël",
        "Përmbajtja",
    ):
        assert words_of_it in text
    assert "Η πρόσβαση στη δικαιοσύνη" in text and "Ѓорче, ќе дојдеш ли утре" in text
    assert LONG in text.replace(" ", "")
    assert "Faqja 1 nga" in text and "kuvend.example/k/abc" in text


def test_words_that_would_like_to_be_markup_stay_words() -> None:
    text = text_of(write_pdf(sample())).replace(" ", "")
    assert TYPST.replace(" ", "") in text and XML.replace(" ", "") in text


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert write_pdf(sample()) == write_pdf(sample()) != write_pdf(sample(title="Another"))


def test_a_letter_that_no_font_has_is_written_out() -> None:
    assert for_print("👍 yes 中") == "[thumbs up sign] yes [cjk unified ideograph-4e2d]"
    assert for_print("👍\u200d👍") == "[thumbs up sign][thumbs up sign]"
    assert "[thumbs up sign]" in text_of(write_pdf(short(title="👍")))


def test_letters_of_the_scripts_in_use_are_shown_as_they_are() -> None:
    assert set("ëçËÇάώџЃќҐשعپგჯԱ–“”„’€…") <= shown_letters()
    assert not set("中한👍\ue000") & shown_letters()


def test_a_word_without_end_is_cut_and_nothing_is_put_into_it() -> None:
    text = f"short {LONG} short"
    assert "".join(pieces(text)) == text and max(map(len, pieces(LONG))) <= 20
    assert pieces("short words stay whole " * 9) == ["short words stay whole " * 9]
    assert "\u200b" not in "".join(page.extract_text() for page in PdfReader(BytesIO(write_pdf(sample()))).pages)


@given(st.text(max_size=60))
def test_whatever_is_typed_makes_a_paper(typed: str) -> None:
    nested = Items(((paragraph(typed, language=typed[:3]),),))
    assert write_pdf(short(title=typed or "x", blocks=(Heading(3, words(typed)), paragraph(typed), nested)))


def test_a_contents_of_a_thousand_lines_lists_the_higher_headings_alone() -> None:
    blocks = [Heading(1, words("Part"))]
    for number in range(200):
        blocks.append(Heading(2, words(f"Answer {number}")))
    assert text_of(write_pdf(sample(blocks=tuple(blocks)))).count("Answer 7 ") == 1


@pytest.mark.parametrize("language", ["sq", "sr-latn", "", "1", "x-klingon"])
def test_a_code_that_is_no_language_does_no_harm(language: str) -> None:
    assert write_pdf(short(language=language, blocks=(paragraph("a", language=language),)))
