"""What may be brought as evidence is told by its bytes; all else is refused with a sentence."""

import io
import re
from collections.abc import Callable
from time import thread_time

import pytest
from django.utils import translation
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from kuvend.foundation.documents.enums import MOST_BYTES, MediaType
from kuvend.foundation.documents.files import Unfit, bounds, check_file
from kuvend.foundation.documents.files.pdf import keeps_earlier_states
from kuvend.foundation.documents.files.reading import MOST_DRAWN, MOST_DRAWN_IN_ALL, text_of
from tests.foundation.documents import bringing


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


def _action(kind: str, **entries: object) -> DictionaryObject:
    said = {NameObject(f"/{name}"): value for name, value in entries.items()}
    return DictionaryObject({NameObject("/S"): NameObject(f"/{kind}"), **said})


def _apart(kind: str, **entries: object) -> Callable[[object], None]:
    """A document whose link does what stands as an object of its own, as pypdf never writes it: `/S 9 0 R`."""

    def change(writer: object) -> None:
        action = _action(kind, **entries)
        action[NameObject("/S")] = writer._add_object(NameObject(f"/{kind}"))  # type: ignore[attr-defined]
        _link(action)(writer)

    return change


def _annotated_apart(subtype: str) -> Callable[[object], None]:
    def change(writer: object) -> None:
        _annotated(Subtype=writer._add_object(NameObject(f"/{subtype}")))(writer)  # type: ignore[attr-defined]

    return change


def _goes_on_apart(writer: object) -> None:
    after = writer._add_object(_action("ImportData"))  # type: ignore[attr-defined]
    _link(_action("GoTo", Next=writer._add_object(ArrayObject([after]))))(writer)  # type: ignore[attr-defined]


def _calls_home_after_a_jump_at_opening(writer: object) -> None:
    opened = _action("GoTo", D=TextStringObject("top"), Next=_action("URI", URI=ADDRESS))
    writer.root_object[NameObject("/OpenAction")] = opened  # type: ignore[attr-defined]


def _file_beside(place: Callable[[object], DictionaryObject]) -> Callable[[object], None]:
    """A document with a file that belongs to a part of it (/AF), without the kinds that writers name it by."""

    def change(writer: object) -> None:
        inside = DecodedStreamObject()
        inside.set_data(b"inside")
        held = DictionaryObject({NameObject("/F"): writer._add_object(inside)})  # type: ignore[attr-defined]
        file = DictionaryObject({NameObject("/F"): TextStringObject("a.exe"), NameObject("/EF"): held})
        place(writer)[NameObject("/AF")] = ArrayObject([writer._add_object(file)])  # type: ignore[attr-defined]

    return change


ADDRESS = TextStringObject("https://example.org/who-reads-this")


def _calls_home_when_a_page_is_seen(writer: object) -> None:
    opened = DictionaryObject({NameObject("/O"): _action("URI", URI=ADDRESS)})
    writer.pages[0][NameObject("/AA")] = opened  # type: ignore[attr-defined]


def _calls_home_when_it_is_opened(writer: object) -> None:
    writer.root_object[NameObject("/OpenAction")] = _action("URI", URI=ADDRESS)  # type: ignore[attr-defined]


def _form_of_another_kind(writer: object) -> None:
    form = DictionaryObject({NameObject("/XFA"): TextStringObject("<xdp/>")})
    writer.root_object[NameObject("/AcroForm")] = form  # type: ignore[attr-defined]


def _annotated(**entries: object) -> Callable[[object], None]:
    """A document with one annotation on its first page."""

    def change(writer: object) -> None:
        said = {NameObject(f"/{name}"): value for name, value in entries.items()}
        note = DictionaryObject({NameObject("/Type"): NameObject("/Annot"), **said})
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])  # type: ignore[attr-defined]

    return change


def _link(action: DictionaryObject) -> Callable[[object], None]:
    return _annotated(Subtype=NameObject("/Link"), A=action)


DEEDS: list[tuple[str, Callable[[object], None]]] = [
    ("calls an address when a page is seen", _calls_home_when_a_page_is_seen),
    ("calls an address when it is opened", _calls_home_when_it_is_opened),
    ("holds a form of another kind", _form_of_another_kind),
    ("sends what was filled in", _link(_action("SubmitForm", F=ADDRESS))),
    ("opens another document", _link(_action("GoToR", F=ADDRESS))),
    ("plays with a script", _link(_action("Rendition", JS=TextStringObject("app.alert(1)")))),
    ("does something after a jump", _link(_action("GoTo", Next=ArrayObject([_action("ImportData")])))),
    ("does what no reader of today knows", _link(_action("Tomorrow"))),
    ("plays rich media", _annotated(Subtype=NameObject("/RichMedia"))),
    ("plays on a screen", _annotated(Subtype=NameObject("/Screen"))),
    ("plays rich media, named apart", _annotated_apart("RichMedia")),
    ("holds a file, named apart", _annotated_apart("FileAttachment")),
    ("sends what was filled in, named apart", _apart("SubmitForm", F=ADDRESS)),
    ("does what no reader of today knows, named apart", _apart("Tomorrow")),
    ("does something after a jump, apart", _goes_on_apart),
    ("calls an address after a jump when it is opened", _calls_home_after_a_jump_at_opening),
    ("holds a file beside it", _file_beside(lambda writer: writer.root_object)),  # type: ignore[attr-defined]
    ("holds a file beside a page", _file_beside(lambda writer: writer.pages[0])),  # type: ignore[attr-defined]
    ("holds a file beside what is drawn", _file_beside(lambda writer: writer.pages[0]["/Resources"])),  # type: ignore[attr-defined]
]


@pytest.mark.parametrize("change", [row[1] for row in DEEDS], ids=[row[0] for row in DEEDS])
def test_a_document_that_does_something_is_refused(change: Callable[[object], None]) -> None:
    with translation.override("en"), pytest.raises(Unfit, match="programs or other files"):
        check_file(bringing.pdf(change=change))


@pytest.mark.parametrize("action", [_action("URI", URI=ADDRESS), _action("GoTo", D=TextStringObject("top"))])
def test_a_link_that_is_clicked_on_is_no_deed_of_the_document(action: DictionaryObject) -> None:
    brought = bringing.pdf(change=_link(action))
    assert check_file(brought).content == brought


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/Launch-2026", "https://example.org/JavaScript", "https://example.org/a/Launch?b=1",
        "https://example.org/docs/JavaScript/guide", "https://example.org/EmbeddedFile",
    ],
)  # fmt: skip
def test_an_address_may_name_what_a_document_may_not_do(address: str) -> None:
    letters = "x" * len(address)  # pypdf would write its slashes as numbers, other programs write them as they are
    brought = bringing.pdf(change=_link(_action("URI", URI=TextStringObject(letters))))
    brought = brought.replace(f"({letters})".encode(), f"({address})".encode())
    assert address.encode() in brought
    assert check_file(brought).content == brought


@pytest.mark.parametrize("hidden", [b"/Launch", b"/JavaScript", b"/#4caunch", b"/EmbeddedFiles"])
def test_an_address_hides_no_deed_beside_it(hidden: bytes) -> None:
    brought = bringing.pdf(change=_link(_action("URI", URI=ADDRESS)))
    for disguise in (b"(https://example.org/ %s )", b"(https://example.org)<</S%s>>", b"(https://example.org\\) %s)"):
        with translation.override("en"), pytest.raises(Unfit, match="programs or other files"):
            check_file(brought.replace(b"startxref", b"%" + disguise % hidden + b"\nstartxref"))


def test_the_text_of_a_document_that_unpacks_to_very_much_is_read_to_a_bound() -> None:
    pages = MOST_DRAWN_IN_ALL // MOST_DRAWN + 3
    brought = bringing.pdf_of_long_drawings(pages, MOST_DRAWN)
    assert len(brought) < MOST_DRAWN_IN_ALL // 10, "few bytes"
    read = [int(number) for number in re.findall(r"Page (\d+)\.", text_of(brought, MediaType.PDF))]
    assert read == list(range(1, pages - 1))  # the page on which the bound is passed is the last one


def test_a_document_for_fast_web_view_keeps_no_earlier_state_until_it_is_saved_again() -> None:
    brought = bringing.fast_web_view()
    assert (brought.count(b"%%EOF"), check_file(brought).content) == (2, brought)
    assert not keeps_earlier_states(brought)
    assert keeps_earlier_states(bringing.saved_on_top(brought))
    assert keeps_earlier_states(bringing.saved_on_top(bringing.pdf()))


@pytest.mark.parametrize(
    "content",
    [
        "sep=;\r\nmuaji;vizita\r\nqershor;61\r\n",
        '"sep=,"\na,b\n1,2\n',
        "Visits,,\nmonth,a,b\nMay,1,2\n",
        "a,b,\n1,2,\n",
    ],
)
def test_a_table_of_a_spreadsheet_is_one(content: str) -> None:
    checked = check_file(content.encode())
    assert (checked.media_type, checked.content) == (MediaType.CSV, content.encode())


@pytest.mark.parametrize("mark", ['"', "|", "\r"])
def test_a_first_line_that_names_another_separator_makes_no_table(mark: str) -> None:
    with pytest.raises(Unfit):
        check_file(f"sep={mark}\na{mark}b\n1{mark}2\n".encode())


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\n", b"\r\n\r\n", b"\xef\xbb\xbf\n"])
def test_a_document_may_have_what_shows_nothing_before_its_mark(before: bytes) -> None:
    brought = before + bringing.pdf("Minutes")
    checked = check_file(brought)
    assert (checked.media_type, checked.excerpt, checked.content) == (MediaType.PDF, "Minutes", brought)
    assert keeps_earlier_states(before + bringing.saved_on_top(bringing.pdf()))
    with translation.override("en"), pytest.raises(Unfit, match="programs or other files"):
        check_file(before + bringing.pdf(change=_with_script))


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_password_of_the_owner_alone_locks_nobody_out(algorithm: str) -> None:
    def locked_by(user: str) -> Callable[[object], None]:
        return lambda writer: writer.encrypt(user, bringing.PASSWORD, algorithm=algorithm)  # type: ignore[attr-defined]

    brought = bringing.pdf("Minutes", locked_by(""))
    assert check_file(brought).excerpt == text_of(brought, MediaType.PDF) == "Minutes"
    with translation.override("en"), pytest.raises(Unfit, match="protected by a password"):
        check_file(bringing.pdf("Minutes", locked_by("user")))

    def both(writer: object) -> None:
        _link(_action("ImportData"))(writer)
        locked_by("")(writer)

    with translation.override("en"), pytest.raises(Unfit, match="programs or other files"):
        check_file(bringing.pdf(change=both))


@pytest.mark.parametrize("header", ["PK_ID,name", "MZONE,name", "<18,18+", "PK,name", "  <18;18+"])
def test_a_table_may_have_any_names_of_columns(header: str) -> None:
    mark = ";" if ";" in header else ","
    content = f"{header}\n1{mark}2\n".encode()
    assert check_file(content).media_type == MediaType.CSV


def test_the_words_of_a_document_can_be_kept_whatever_its_font_says() -> None:
    excerpt = check_file(bringing.pdf_with_half_a_letter()).excerpt
    assert "hello" in excerpt
    assert excerpt.encode("utf-8")
    hidden = "name,\u202emu\u00adnicipality\u200b\nA,B\n"
    assert check_file(hidden.encode()).excerpt == "name,municipality A,B"


def test_deep_greys_stay_as_dark_as_they_were() -> None:
    greys = [0, 255, 256, 32_768, 65_279, 65_535]
    shown = Image.open(io.BytesIO(check_file(bringing.deep_grey(greys)).content)).convert("L")
    assert list(shown.tobytes()) == [grey >> 8 for grey in greys]


def test_a_deep_grey_that_is_seen_through_stays_so_and_no_other() -> None:
    greys = [300, 301, 44, 556, 65_535]
    kept = Image.open(io.BytesIO(check_file(bringing.deep_grey(greys, clear=300)).content))
    assert [kept.getpixel((place, 0))[3] for place in range(5)] == [0, 255, 255, 255, 255]  # type: ignore[index]
    assert [kept.getpixel((place, 0))[0] for place in range(1, 5)] == [1, 0, 2, 255]  # type: ignore[index]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_of_each_kind_looks_as_it_did(mode: str) -> None:
    picture = _colourful(mode)
    brought = io.BytesIO()
    picture.save(brought, "PNG")
    kept = Image.open(io.BytesIO(check_file(brought.getvalue()).content))
    assert _seen(kept) == _seen(picture)
    assert len(set(_seen(picture))) > 1


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_a_jpeg_of_each_kind_looks_nearly_as_it_did(mode: str) -> None:
    picture = Image.new("RGB", (32, 32), (200, 60, 20)).convert(mode)
    brought = io.BytesIO()
    picture.save(brought, "JPEG", quality=95)
    kept = Image.open(io.BytesIO(check_file(brought.getvalue()).content))
    expected = Image.open(io.BytesIO(brought.getvalue())).convert("RGB").getpixel((16, 16))
    pairs = zip(kept.getpixel((16, 16)), expected, strict=True)  # type: ignore[arg-type]
    assert all(abs(one - other) < 8 for one, other in pairs)


def _colourful(mode: str) -> Image.Image:
    """A picture in which the greys, colours and see-through points of a kind of pictures occur."""
    if mode == "I;16":
        return Image.frombytes("I;16", (16, 1), b"".join((one * 4369).to_bytes(2, "little") for one in range(16)))
    points = [(one * 17, 255 - one * 17, one * 5, one * 16) for one in range(16)]
    picture = Image.new("RGBA", (16, 1))
    picture.putdata(points)
    return picture.convert(mode)


def _seen(picture: Image.Image) -> list[tuple[int, ...]]:
    """What is seen at each point; of a deep grey its upper byte, of what is seen through nothing."""
    if picture.mode == "I;16":
        picture = Image.frombytes("L", picture.size, picture.tobytes()[1::2])
    data = picture.convert("RGBA").tobytes()
    return [tuple(data[place : place + 4]) for place in range(0, len(data), 4)]


def test_a_picture_of_few_colours_stays_one_of_few_bytes() -> None:
    """Drawn in all colours and packed hard, noise of this kind took a minute for each picture."""
    noise = Image.frombytes("P", (700, 700), bytes(number * number % 251 & 3 for number in range(700 * 700)))
    noise.putpalette([0, 0, 0, 80, 90, 100, 200, 10, 5, 255, 255, 255])
    brought = io.BytesIO()
    noise.save(brought, "PNG")
    kept = check_file(brought.getvalue()).content
    assert Image.open(io.BytesIO(kept)).mode == "P"
    assert len(kept) < 2 * len(brought.getvalue())


def _packed_apart() -> bytes:
    return bringing.pdf_with_a_packed_part(b"<< /S /JavaScript >>", leads_there=False)


REFUSED: list[tuple[str, Callable[[], bytes], str]] = [
    ("nothing", lambda: b"", "The file is empty."),
    ("one byte too many", lambda: b"a,b\n" + b"1,2\n" * (MOST_BYTES // 4), "larger than 10 MB. Make it smaller."),
    ("a program", lambda: b"MZ\x90\x00" + b"\x00" * 200, "Only PDF, PNG, JPEG and CSV"),
    ("a page", lambda: b"<!doctype html><script>alert(1)</script>", "Only PDF, PNG, JPEG and CSV"),
    ("a drawing with a script", lambda: b'<svg onload="alert(1)">', "Only PDF, PNG, JPEG and CSV"),
    ("an archive, or a document of Word or Excel", bringing.archive, "Save a document as PDF"),
    ("a document of an older Word", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Save a document as PDF"),
    ("a moving GIF", lambda: bringing.picture("GIF"), "Only PDF, PNG, JPEG and CSV"),
    ("a table in another alphabet's bytes", lambda: "qyteti,vizita\nKorçë,4\n".encode("cp1252"), "CSV in UTF-8"),
    ("prose", lambda: b"Only some words.\nAnd more of them.\n", "This text is not a table"),
    ("uneven lines", lambda: b"a,b\n1,2,3\n", "This text is not a table"),
    ("one line with a comma", lambda: b"Dear sir, hello\n", "This text is not a table"),
    ("a list of JSON", lambda: b"[1,\n2,\n3\n", "This text is not a table"),
    ("a list of JSON with its last comma", lambda: b"[1,\n2,\n", "This text is not a table"),
    ("commas alone", lambda: b",,\n,,\n", "This text is not a table"),
    ("a picture with an archive behind it", lambda: bringing.picture() + bringing.archive(), "two things at once"),
    ("a photograph with an archive behind it", lambda: bringing.picture("JPEG") + bringing.archive(), "two things"),
    ("a document with an archive behind it", lambda: bringing.pdf() + bringing.archive(), "two things at once"),
    ("a picture that is a document too", lambda: bringing.picture("JPEG", comment=b"%PDF-1.7"), "two things at once"),
    ("a picture with words behind it", lambda: bringing.picture() + b"<script>", "behind the end of the picture"),
    ("a document with a page behind it", lambda: bringing.pdf() + b"<html>" * 20, "behind the end of the document"),
    ("a picture too large to unpack", bringing.large_picture_in_few_bytes, "more than 25 million pixels"),
    ("a picture just too large", lambda: bringing.large_picture_in_few_bytes(5_001), "more than 25 million pixels"),
    ("a moving picture", bringing.moving_picture, "Animated images are not accepted"),
    ("half a photograph", lambda: bringing.picture("JPEG", (400, 300))[:900], "cannot be read whole"),
    ("half a picture", lambda: bringing.picture()[:-20], "its end is missing"),
    ("half a document", lambda: bringing.pdf()[:200], "its end is missing"),
    ("a document in name only", lambda: b"%PDF-1.7\nnothing\n%%EOF\n", "cannot be read as PDF"),
    ("a document with a script", lambda: bringing.pdf(change=_with_script), "programs or other files"),
    ("a document with a packed script", bringing.pdf_with_a_packed_script, "programs or other files"),
    ("a document with a disguised script", lambda: bringing.pdf_with_a_packed_script(b"/Java#53cript"), "programs"),
    ("a document with a script that nothing leads to", _packed_apart, "programs or other files"),
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


PATIENCE = 2.0  # seconds of the processor behind the last look at the clock: the greatest thing that is read in one
SOME_TIME = 0.5


@pytest.mark.parametrize(
    "make",
    [bringing.pdf_read_again_and_again, bringing.pdf_that_draws_itself, bringing.pdf_of_many_letters],
)
def test_no_document_holds_its_reader_for_long(make: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_SECONDS", SOME_TIME)
    monkeypatch.setattr(bounds, "MOST_SECONDS_FOR_TEXT", SOME_TIME)
    brought = make()
    assert len(brought) < 2_000_000
    started = thread_time()
    try:
        check_file(brought)
    except Unfit as refusal:
        assert refusal.sentence
    checked = thread_time()
    text_of(brought, MediaType.PDF)
    assert checked - started < SOME_TIME + PATIENCE
    assert thread_time() - checked < SOME_TIME + PATIENCE


def test_what_is_packed_is_measured_before_any_of_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[object] = []
    monkeypatch.setattr(PdfReader, "_get_object_from_stream", lambda _self, place: parsed.append(place))
    note = b"<< /Subtype /Text /Contents (" + b"a" * 2_000_000 + b") >>"
    with translation.override("en"), pytest.raises(Unfit, match="cannot be read as PDF"):
        check_file(bringing.pdf_with_a_packed_part(note))
    assert parsed == []


def test_a_long_drawing_costs_a_document_its_words_and_not_its_place() -> None:
    objects = {**bringing.PAGES, 4: bringing.stream(b"", b"0 0 m 9 9 l " * 400_000), 5: b"null", 6: b"null"}
    assert check_file(bringing.pdf_of(objects)).excerpt == ""


def test_words_are_read_within_drawings_and_with_tables_of_letters() -> None:
    font = b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >> >> >>"
    form = bringing.stream(b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + font, b"BT /F1 9 Tf (B) Tj ET")
    table = bringing.stream(
        b"",
        b"begincmap 1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        b"1 beginbfrange\n<41> <42> <4E00>\nendbfrange\nendcmap\n",
    )
    drawn = bringing.stream(b"", bringing.DRAWN + b"/X Do")
    excerpt = check_file(bringing.pdf_of({**bringing.PAGES, 4: drawn, 5: form, 6: table})).excerpt
    assert "\u4e00" in excerpt and "\u4e01" in excerpt
