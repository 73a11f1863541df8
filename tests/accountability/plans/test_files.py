"""What may be brought as evidence is told by its bytes; all else is refused with a sentence."""

import io
from collections.abc import Callable

import pytest
from django.utils import translation
from PIL import Image
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from kuvend.accountability.plans.enums import MOST_BYTES, MediaType
from kuvend.accountability.plans.files import Unfit, check_file
from tests.accountability.plans import bringing


@pytest.mark.parametrize(
    ("content", "media_type", "excerpt"),
    [
        (bringing.pdf("Minutes of the meeting"), MediaType.PDF, "Minutes of the meeting"),
        (bringing.picture(), MediaType.PNG, ""),
        (bringing.picture("JPEG"), MediaType.JPEG, ""),
        (bringing.CSV, MediaType.CSV, "muaji,vizita qershor,61 korrik,74"),
        (b"\xef\xbb\xbfday;hours\r\nMonday;10\r\n", MediaType.CSV, "day;hours Monday;10"),
    ],
)
def test_each_kind_is_told_by_its_bytes(content: bytes, media_type: str, excerpt: str) -> None:
    checked = check_file(content)
    assert (checked.media_type, checked.excerpt) == (media_type, excerpt)


def test_documents_and_tables_are_kept_byte_by_byte() -> None:
    for content in (bringing.pdf(), bringing.CSV):
        assert check_file(content).content == content


def test_a_photograph_loses_place_camera_and_names_and_stands_upright() -> None:
    brought = bringing.picture_with_a_place()
    assert b"camera of somebody" in brought and b"taken by somebody" in brought
    kept = check_file(brought).content
    picture = Image.open(io.BytesIO(kept))
    assert not picture.getexif() and "comment" not in picture.info and "exif" not in picture.info
    assert b"somebody" not in kept and b"Exif" not in kept
    assert picture.size == (30, 40)


def test_texts_in_a_png_are_gone() -> None:
    from PIL.PngImagePlugin import PngInfo

    told = PngInfo()
    told.add_text("Author", "Somebody")
    brought = bringing.picture(pnginfo=told)
    assert b"Somebody" in brought
    assert b"Somebody" not in check_file(brought).content


def _with_script(writer: object) -> None:
    action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert('x')")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)  # type: ignore[attr-defined]


def _with_file(writer: object) -> None:
    writer.add_attachment("a.txt", b"inside")  # type: ignore[attr-defined]


def _locked(writer: object) -> None:
    writer.encrypt(bringing.PASSWORD)  # type: ignore[attr-defined]


REFUSED: list[tuple[str, Callable[[], bytes], str]] = [
    ("nothing", lambda: b"", "The file is empty."),
    ("one byte too many", lambda: b"a,b\n" + b"1,2\n" * (MOST_BYTES // 4), "larger than 10 MB"),
    ("a program", lambda: b"MZ\x90\x00" + b"\x00" * 200, "Only PDF, PNG, JPEG and CSV"),
    ("a page", lambda: b"<!doctype html><script>alert(1)</script>", "Only PDF, PNG, JPEG and CSV"),
    ("a drawing with a script", lambda: b'<svg onload="alert(1)">', "Only PDF, PNG, JPEG and CSV"),
    ("an archive", bringing.archive, "two things at once"),
    ("a moving GIF", lambda: bringing.picture("GIF"), "Only PDF, PNG, JPEG and CSV"),
    ("a table in another alphabet's bytes", lambda: "qyteti,vizita\nKorçë,4\n".encode("cp1252"), "CSV in UTF-8"),
    ("prose", lambda: b"Only some words.\nAnd more of them.\n", "The text is no table"),
    ("uneven lines", lambda: b"a,b\n1,2,3\n", "The text is no table"),
    ("a picture with an archive behind it", lambda: bringing.picture() + bringing.archive(), "two things at once"),
    ("a photograph with an archive behind it", lambda: bringing.picture("JPEG") + bringing.archive(), "two things"),
    ("a document with an archive behind it", lambda: bringing.pdf() + bringing.archive(), "two things at once"),
    ("a picture that is a document too", lambda: bringing.picture("JPEG", comment=b"%PDF-1.7"), "two things at once"),
    ("a picture with words behind it", lambda: bringing.picture() + b"<script>", "behind the end of the picture"),
    ("a document with a page behind it", lambda: bringing.pdf() + b"<html>" * 20, "behind the end of the document"),
    ("a picture too large to unpack", bringing.large_picture_in_few_bytes, "more than 25 million pixels"),
    ("a moving picture", bringing.moving_picture, "The picture moves"),
    ("half a photograph", lambda: bringing.picture("JPEG", (400, 300))[:900], "cannot be read whole"),
    ("half a picture", lambda: bringing.picture()[:-20], "its end is missing"),
    ("half a document", lambda: bringing.pdf()[:200], "its end is missing"),
    ("a document in name only", lambda: b"%PDF-1.7\nnothing\n%%EOF\n", "cannot be read as PDF"),
    ("a document with a script", lambda: bringing.pdf(change=_with_script), "programs or other files"),
    ("a document with a packed script", bringing.pdf_with_a_packed_script, "programs or other files"),
    ("a document with a disguised script", lambda: bringing.pdf_with_a_packed_script(b"/Java#53cript"), "programs"),
    ("a document with a file in it", lambda: bringing.pdf(change=_with_file), "programs or other files"),
    ("a locked document", lambda: bringing.pdf(change=_locked), "protected by a password"),
]


@pytest.mark.parametrize(("make", "sentence"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_all_else_is_refused_with_a_sentence(make: Callable[[], bytes], sentence: str) -> None:
    with translation.override("en"), pytest.raises(Unfit) as refusal:
        check_file(make())
    with translation.override("en"):
        assert sentence in str(refusal.value.sentence)


def test_a_file_of_exactly_ten_megabytes_is_taken() -> None:
    content = b"a,b\n" * (MOST_BYTES // 4)
    assert len(check_file(content).content) == MOST_BYTES
