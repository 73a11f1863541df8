"""How much of a file is looked at: enough for what people bring, and never so much that a file keeps the house busy."""

from __future__ import annotations

import io
import random

import pytest
from django.utils import translation
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from kuvend.foundation.documents.enums import MediaType
from kuvend.foundation.documents.files import TooLarge, Unfit, check_file, checking, deeds, pdf, reading
from tests.foundation.documents import bringing

LINK = b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://example.org) >> >>"


def _many_pages(number: int) -> bytes:
    writer = PdfWriter()
    for page in range(number):
        writer.append(io.BytesIO(bringing.pdf(f"Page {page}")))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _in_a_circle(writer: PdfWriter) -> None:
    """Two links with one jump, after which comes the jump itself."""
    jump = DictionaryObject({NameObject("/S"): NameObject("/GoTo"), NameObject("/D"): TextStringObject("top")})
    kept = writer._add_object(jump)
    jump[NameObject("/Next")] = kept
    note = {NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Link")}
    links = [writer._add_object(DictionaryObject({**note, NameObject("/A"): kept})) for _ in range(2)]
    writer.pages[0][NameObject("/Annots")] = ArrayObject(links)


def test_a_document_whose_parts_are_packed_is_taken() -> None:
    brought = bringing.pdf_with_a_packed_part(LINK)
    assert check_file(brought).content == brought


def test_what_unpacks_to_very_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    brought = bringing.pdf_with_a_packed_part(LINK)
    unpacked = len(b"4 0 " + LINK)
    monkeypatch.setattr(pdf, "MOST_UNPACKED", unpacked)
    assert check_file(brought)
    monkeypatch.setattr(pdf, "MOST_UNPACKED", unpacked - 1)
    with translation.override("en"), pytest.raises(Unfit, match="cannot be read as PDF"):
        check_file(brought)


def test_parts_that_lead_in_a_circle_are_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deeds, "MOST_PARTS", 200)
    brought = bringing.pdf(change=_in_a_circle)
    assert check_file(brought).content == brought


def test_a_document_of_more_parts_than_are_looked_at_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deeds, "MOST_PARTS", 200)
    assert check_file(_many_pages(2))
    with translation.override("en"), pytest.raises(Unfit, match="cannot be read as PDF"):
        check_file(_many_pages(80))


def test_words_are_read_of_as_many_pages_as_are_drawn_in_few_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    brought = _many_pages(4)
    assert reading.text_of(brought, MediaType.PDF).split("\n\n") == [f"Page {page}" for page in range(4)]
    drawn = len(b"BT /F1 12 Tf 20 150 Td (Page 0) Tj ET")
    monkeypatch.setattr(reading, "MOST_DRAWN_IN_ALL", 2 * drawn)
    assert reading.text_of(brought, MediaType.PDF).split("\n\n") == [f"Page {page}" for page in range(3)]
    monkeypatch.setattr(reading, "MOST_TEXT", 9)
    assert reading.text_of(brought, MediaType.PDF) == "Page 0\n\nP"


def test_a_picture_that_grows_by_being_drawn_anew_is_measured_again(monkeypatch: pytest.MonkeyPatch) -> None:
    noise = Image.frombytes("RGB", (64, 64), random.Random(7).randbytes(64 * 64 * 3))
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=5)
    brought = out.getvalue()
    kept = len(check_file(brought).content)
    assert kept > len(brought)
    monkeypatch.setattr(checking, "MOST_BYTES", kept - 1)
    with translation.override("en"), pytest.raises(TooLarge, match="larger than 10 MB"):
        check_file(brought)
