"""Files that people bring: small ones of each kind, made here, and ones that nobody should take."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from typing import Any

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

CSV = b"muaji,vizita\nqershor,61\nkorrik,74\n"
PASSWORD = "a-password"


def pdf(words: str = "Minutes of the meeting", change: Any = None) -> bytes:
    """A document of one page with some words."""
    writer = PdfWriter()
    page = writer.add_blank_page(width=300, height=200)
    font = DictionaryObject({
        NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
        NameObject("/BaseFont"): NameObject("/Helvetica"),
    })  # fmt: skip
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    drawn = DecodedStreamObject()
    drawn.set_data(f"BT /F1 12 Tf 20 150 Td ({words}) Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(drawn)
    if change:
        change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def saved_on_top(content: bytes) -> bytes:
    """A document as an editor saves a change of it: the earlier bytes as they were, a page of another size behind."""
    from pypdf import PdfReader

    writer = PdfWriter(io.BytesIO(content), incremental=True)
    writer.pages[0].mediabox.upper_right = (310, 200)
    out = io.BytesIO()
    writer.write(out)
    made = out.getvalue()
    assert made.startswith(content) and len(PdfReader(io.BytesIO(made)).pages) == 1
    return made


def fast_web_view() -> bytes:
    """A document with its first page in front (`qpdf --linearize`): it has two ends from the start."""
    return (Path(__file__).parent / "fast_web_view.pdf").read_bytes()


def pdf_of_long_drawings(pages: int, drawn_bytes: int) -> bytes:
    """A document of few bytes whose pages each say their number and unpack to so many bytes of drawing."""

    def change(writer: Any) -> None:
        first = writer.pages[0]
        for number in range(1, pages + 1):
            page = first if number == 1 else writer.add_blank_page(width=300, height=200)
            words = b"BT /F1 12 Tf 20 150 Td (Page %d.) Tj ET\n%%" % number
            drawing = DecodedStreamObject()
            drawing.set_data(words + b"x" * (drawn_bytes - len(words)))
            page[NameObject("/Resources")] = first["/Resources"]
            page[NameObject("/Contents")] = writer._add_object(drawing.flate_encode())

    return pdf(change=change)


def pdf_with_half_a_letter() -> bytes:
    """A document whose font says that a letter of it is half of a character (a surrogate)."""

    def change(writer: Any) -> None:
        said = DecodedStreamObject()
        said.set_data(
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange\n<00> <FF>\n"
            b"endcodespacerange\n1 beginbfchar\n<41> <D83D>\nendbfchar\nendcmap end end\n"
        )
        font = writer.pages[0]["/Resources"]["/Font"]["/F1"]
        font[NameObject("/ToUnicode")] = writer._add_object(said)

    return pdf("BAB hello", change)


def deep_grey(greys: list[int], *, clear: int | None = None) -> bytes:
    """A PNG of one line with greys of two bytes; the grey `clear` is seen through."""
    line = b"\0" + b"".join(grey.to_bytes(2, "big") for grey in greys)
    parts = [(b"IHDR", len(greys).to_bytes(4, "big") + bytes([0, 0, 0, 1, 16, 0, 0, 0, 0]))]
    parts += [(b"tRNS", clear.to_bytes(2, "big"))] if clear is not None else []
    parts += [(b"IDAT", zlib.compress(line)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big") for kind, data in parts
    )


def pdf_with_a_packed_script(name: bytes = b"/JavaScript") -> bytes:
    """A document of PDF 1.5 whose annotation runs a program, out of sight in a packed stream of objects."""
    return pdf_with_a_packed_part(
        b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S %s /JS (app.alert) >> >>" % name
    )


def pdf_with_a_packed_part(part: bytes, *, leads_there: bool = True) -> bytes:
    """A document of PDF 1.5 with an object in a packed stream: an annotation of its page, or what nothing leads to."""
    packed = zlib.compress(b"4 0 " + part)
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] %s >>" % (b"/Annots [4 0 R]" if leads_there else b""),
        5: stream(b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", packed),
    }
    made, places = b"%PDF-1.5\n", {}
    for number, one in objects.items():
        places[number] = len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    places[6] = len(made)
    rows = [(0, 0, 0), *((2, 5, 0) if n == 4 else (1, places[n], 0) for n in range(1, 7))]
    table = b"".join(kind.to_bytes(1, "big") + place.to_bytes(4, "big") + bytes([last]) for kind, place, last in rows)
    index = stream(b"/Type /XRef /Size 7 /W [1 4 1] /Root 1 0 R", table)
    return made + b"6 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (index, places[6])


def pdf_of(objects: dict[int, bytes], same: dict[int, int] | None = None) -> bytes:
    """A document of objects as they are, the first its catalogue; `same` numbers lead to another."""
    made, places = b"%PDF-1.5\n", {}
    for number, one in objects.items():
        places[number] = len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    places |= {number: places[other] for number, other in (same or {}).items()}
    rows = [b"%010d 00000 n \n" % places[number] for number in range(1, len(places) + 1)]
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(rows) + 1) + b"".join(rows)
    return made + table + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(rows) + 1, len(made))


PAGES = {
    1: b"<< /Type /Catalog /Pages 2 0 R /X 5 0 R >>",
    2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R /Resources << "
    b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >> >> "
    b"/XObject << /X 5 0 R >> >> >>",
}
DRAWN = b"BT /F1 12 Tf (A) Tj ET "


def pdf_read_again_and_again() -> bytes:
    """A document whose twenty thousand objects are one and the same of half a megabyte."""
    numbers = range(7, 20_007)
    parts = b"[" + b" ".join(b"%d 0 R" % number for number in numbers) + b"]"
    large = b"<< /P [" + b" ".join([b"[" + b"<>" * 50_000 + b"]"] * 5) + b"] >>"
    objects = {**PAGES, 4: stream(b"", DRAWN), 5: parts, 6: large}
    return pdf_of(objects, dict.fromkeys(numbers, 6))


def pdf_that_draws_itself() -> bytes:
    """A document of a kilobyte whose drawing draws itself a thousand times, again and again."""
    form = stream(b"/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /X 5 0 R >> >> "
                   b"/Filter /FlateDecode", zlib.compress(b"/X Do " * 200_000))  # fmt: skip
    return pdf_of({**PAGES, 4: stream(b"", DRAWN + b"/X Do " * 30_000), 5: form, 6: b"null"})


def pdf_of_many_letters() -> bytes:
    """A document of three hundred pages with ninety fonts, each of which names all letters there are."""
    table = stream(b"", b"1 beginbfrange\n<0000> <FFFF> <0000>\nendbfrange\n")
    fonts = b" ".join(b"/F%d 5 0 R" % number for number in range(1, 91))
    return pdf_of({
        1: PAGES[1], 2: b"<< /Type /Pages /Kids [" + b"3 0 R " * 300 + b"] /Count 300 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R /Resources << /Font << "
        + fonts + b" >> >> >>",
        4: stream(b"", DRAWN), 6: table,
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
    })  # fmt: skip


def stream(entries: bytes, data: bytes) -> bytes:
    """A stream as it stands in a document."""
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **saved: Any) -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, (120, 30, 30)).save(out, kind, **saved)
    return out.getvalue()


def picture_with_a_place() -> bytes:
    """A photograph that tells where and with what it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "A camera of somebody"
    exif[0x0112] = 6  # turned by 90 degrees
    exif.get_ifd(0x8825)[2] = (41.0, 19.0, 49.0)  # latitude
    return picture("JPEG", exif=exif.tobytes(), comment=b"taken by somebody")


def archive() -> bytes:
    """A zip archive with one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("hidden.txt", "hidden")
    return out.getvalue()


def large_picture_in_few_bytes(side: int = 30_000) -> bytes:
    """A PNG of many points, small as a file: of 30,000 by 30,000 where nothing else is said."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    head = side.to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * (side + 1)))
        + chunk(b"IEND", b"")
    )


def moving_picture() -> bytes:
    """A PNG of two frames."""
    out = io.BytesIO()
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    return out.getvalue()


def jpeg_of_scans(again: int) -> bytes:
    """A progressive JPEG whose last scan, of few bytes, stands in it so many times more."""
    brought = picture("JPEG", (64, 64), progressive=True)
    last = brought[brought.rindex(b"\xff\xda") : -2]
    return brought[:-2] + last * again + b"\xff\xd9"


def picture_of_chunks(kind: bytes, data: bytes, number: int) -> bytes:
    """A PNG that has so many chunks of a kind more, behind its head."""
    brought = picture()
    chunk = len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")
    return brought[:33] + chunk * number + brought[33:]


def picture_of_tags(kind: str = "PNG") -> bytes:
    """A picture whose tags, five hundred, all name the same bytes."""
    number = 500
    tags = b"".join(
        tag.to_bytes(2, "big") + (5).to_bytes(2, "big") + (700).to_bytes(4, "big") + (8).to_bytes(4, "big")
        for tag in range(0xC000, 0xC000 + number)
    )
    return picture(kind, exif=b"Exif\0\0MM\0*\0\0\0\x08" + number.to_bytes(2, "big") + tags + bytes(4))


def pdf_of_packed_letters(fonts: int, filters: int) -> bytes:
    """A document whose page has so many fonts, each with a table of its own, packed so many times."""
    table = DRAWN
    for _time in range(filters):
        table = zlib.compress(table)
    entries = b"/Filter [" + b"/FlateDecode " * filters + b"]"
    named = b" ".join(
        b"/F%d << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode %d 0 R >>" % (number, 4 + number)
        for number in range(1, fonts + 1)
    )
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R /Resources << /Font << %s >> >> >>"
    tables = {4 + number: stream(entries, table) for number in range(1, fonts + 1)}
    return pdf_of(
        {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: PAGES[2], 3: page % named, 4: stream(b"", DRAWN)} | tables
    )
