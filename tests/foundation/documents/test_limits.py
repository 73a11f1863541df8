"""How much of a file is looked at: enough for what people bring, and never so much that a file keeps the house busy."""

from __future__ import annotations

import io
import random
from collections.abc import Callable

import pytest
from django.utils import translation
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.filters import FlateDecode
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from kuvend.foundation.documents.enums import MediaType
from kuvend.foundation.documents.files import TooLarge, Unfit, bounds, check_file, checking, deeds, pdf, reading
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


@pytest.fixture
def unpacked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes of what is unpacked from here on."""
    sizes: list[int] = []
    decode = FlateDecode.decode

    def counted(data: bytes, *args: object, **options: object) -> bytes:
        sizes.append(len(data))
        return decode(data, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(FlateDecode, "decode", staticmethod(counted))
    return sizes


@pytest.mark.parametrize("read", [check_file, lambda content: reading.text_of(content, MediaType.PDF)])
def test_what_is_packed_again_and_again_is_not_unpacked(read: Callable[[bytes], object], unpacked: list[int]) -> None:
    read(bringing.pdf_of_packed_letters(3, bounds.MOST_FILTERS + 1))
    assert unpacked == []
    read(bringing.pdf_of_packed_letters(3, bounds.MOST_FILTERS))
    assert len(unpacked) == 3 * bounds.MOST_FILTERS


class HurriedBytes(bounds.TimedBytes):
    """Bytes whose time is over at the sixth look at the clock, once it is counted."""

    looks_left = 10_000

    def check_time(self) -> None:
        self.looks_left -= 1
        if self.looks_left <= 0:
            raise TimeoutError


def test_the_clock_is_looked_at_before_each_table_of_letters(unpacked: list[int]) -> None:
    waiting = HurriedBytes(bringing.pdf_of_packed_letters(90, 1), 1000)
    page = PdfReader(waiting).pages[0]
    for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
        font["/ToUnicode"]  # found once, so that no read looks at the clock
    waiting.looks_left = 6
    assert reading.words_of_page(page, waiting) == ""
    assert 0 < len(unpacked) <= 5  # finding the drawing looked at it too


def test_no_stream_is_worked_on_for_more_than_its_measure() -> None:
    with bounds.bounded() as most:
        assert most.stream_decoding_work_maximum_length <= 5_000_000
        assert most.flate_maximum_row_length <= 10_000
        assert most.jbig2dec_binary is None
