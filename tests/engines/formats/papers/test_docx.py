"""A paper as DOCX: what Word reads of it, and that no word becomes markup."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import docx
from hypothesis import given
from hypothesis import strategies as st

from kuvend.engines.formats.papers.docx_file import write_docx
from kuvend.engines.formats.papers.docx_words import W
from kuvend.engines.formats.papers.letters import clean
from kuvend.engines.formats.papers.tree import Heading, Items, paragraph, words
from tests.engines.formats.papers.sample import LONG, TONGUES, TYPST, XML, sample


def read(content: bytes) -> Any:
    return docx.Document(BytesIO(content))


def test_it_has_styles_for_headings_lists_quotations_and_small_print() -> None:
    file = read(write_docx(sample()))
    styles = {paragraph.text: paragraph.style.name for paragraph in file.paragraphs}
    assert styles["Një nivel i kapërcyer"] == "Heading 2", "no level is skipped"
    assert styles[TONGUES["el"]] == "QuotedWords" and styles["shënim i vogël"] == "Small"
    assert [one.text for one in file.paragraphs if one.style.name == "Title"] == [f"Plani 2026–2028 {TYPST[:30]}"]
    numbered = {one.text: one._p.pPr.numPr.numId.val for one in file.paragraphs if one._p.pPr.numPr is not None}
    assert numbered["i treti"] == numbered["i katërti"] != numbered["brenda"]


def test_every_word_is_in_it_as_it_was_said() -> None:
    file = read(write_docx(sample()))
    text = "\n".join(paragraph.text for paragraph in file.paragraphs)
    for said in (TYPST, XML, *TONGUES.values(), "rreshti një\nrreshti dy", "Kosto: 18 000 000 lekë"):
        assert said in text
    (table,) = file.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Piketa", "Data"],
        ["6.1", "3 maj"],
        [LONG, ""],
    ]
    assert table.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None


def test_it_says_its_title_author_and_languages() -> None:
    file = read(write_docx(sample()))
    properties = file.core_properties
    assert (properties.author, properties.language) == ("Ministria e Drejtësisë", "sq")
    by_words = {run.text: run._r.rPr for one in file.paragraphs for run in one.runs}
    assert by_words[TONGUES["el"]].find(f"{W}lang").get(f"{W}val") == "el"
    arabic = by_words[TONGUES["ar"]]
    assert arabic.find(f"{W}rtl") is not None and arabic.find(f"{W}lang").get(f"{W}bidi") == "ar"


def test_the_contents_lead_to_the_headings_and_each_page_has_its_number() -> None:
    file = read(write_docx(sample()))
    anchors = [link.get(f"{W}anchor") for link in file.element.body.iter(f"{W}hyperlink") if link.get(f"{W}anchor")]
    places = [mark.get(f"{W}name") for mark in file.element.body.iter(f"{W}bookmarkStart")]
    assert anchors == places != []
    codes = [code.text for code in file.sections[0].footer._element.iter(f"{W}instrText")]
    assert codes == [" PAGE ", " NUMPAGES "]
    assert "kuvend.example/k/abc" in file.sections[0].footer.paragraphs[0].text


def test_the_same_paper_gives_the_same_bytes_and_tells_no_moment() -> None:
    content = write_docx(sample())
    assert content == write_docx(sample())
    with zipfile.ZipFile(BytesIO(content)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@given(st.text(max_size=60))
def test_whatever_is_typed_makes_a_paper(typed: str) -> None:
    nested = Items(((paragraph(typed, language=typed[:3]),),), numbered=True)
    file = read(write_docx(sample(title=typed, blocks=(Heading(3, words(typed)), paragraph(typed), nested))))
    said = [one.text for one in file.paragraphs if one.style.name == "Body Text"]
    assert said.count(clean(typed)) >= 2 or "\t" in typed
