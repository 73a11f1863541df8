"""What of a picture a library sees: enough to draw it, and nothing by which few bytes ask for minutes."""

from __future__ import annotations

import io
import zlib
from typing import Any

import pytest
from django.utils import translation
from PIL import Image, ImageOps, PngImagePlugin, TiffImagePlugin

from kuvend.foundation.documents.files import Unfit, check_file, parts
from tests.foundation.documents import bringing


def _size_and_points(picture: Image.Image) -> tuple[tuple[int, int], list[Any]]:
    return picture.size, [picture.convert("RGB").getpixel(place) for place in ((2, 2), (picture.width - 3, 2))]


def test_a_progressive_picture_is_taken_as_writers_make_it() -> None:
    brought = bringing.picture("JPEG", progressive=True)
    assert brought.count(parts.SCAN) > 5
    assert Image.open(io.BytesIO(check_file(brought).content)).size == (40, 30)


def test_a_picture_that_is_drawn_over_again_is_refused_before_it_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    monkeypatch.setattr(Image, "open", lambda *_args, **_options: drawn.append(1))
    with translation.override("en"), pytest.raises(Unfit, match="has too many parts"):
        check_file(bringing.jpeg_of_scans(parts.MOST_SCANS))
    assert drawn == []


def test_a_picture_of_some_dozen_scans_is_taken() -> None:
    assert check_file(bringing.jpeg_of_scans(20))


@pytest.mark.parametrize("frame", [0xC9, 0xCA, 0xC3])
def test_a_picture_packed_in_a_way_that_no_browser_draws_is_refused(frame: int) -> None:
    brought = bringing.picture("JPEG").replace(b"\xff\xc0", bytes([0xFF, frame]), 1)
    with translation.override("en"), pytest.raises(Unfit, match="cannot be read whole"):
        check_file(brought)


def test_a_picture_of_notes_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    brought = bringing.picture("JPEG")
    noted = brought[:2] + b"\xff\xfe\x00\x03." * 40 + brought[2:]
    assert check_file(noted)
    monkeypatch.setattr(parts, "MOST_JPEG_PARTS", 40)
    with translation.override("en"), pytest.raises(Unfit, match="has too many parts"):
        check_file(noted)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("orientation", range(10))
def test_a_picture_stands_as_its_tag_says(kind: str, orientation: int) -> None:
    halves = Image.new("RGB", (40, 24), "black")
    halves.paste((250, 10, 10), (0, 0, 20, 12))
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x0112] = orientation
    halves.save(out, kind, exif=exif)
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(out.getvalue())))
    kept = Image.open(io.BytesIO(check_file(out.getvalue()).content))
    (size, points), (size_kept, points_kept) = _size_and_points(upright), _size_and_points(kept)
    assert size_kept == size
    assert [max(point) > 128 for point in points_kept] == [max(point) > 128 for point in points]


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_tags_that_name_the_same_bytes_again_are_not_read(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    monkeypatch.setattr(TiffImagePlugin.ImageFileDirectory_v2, "load", lambda *_args: read.append(1))
    assert check_file(bringing.picture_of_tags(kind))
    assert read == []


@pytest.mark.parametrize(("kind", "head"), [(b"iCCP", b"a\0\0"), (b"zTXt", b"a\0\0"), (b"iTXt", b"a\0\1\0\0\0")])
def test_profiles_and_texts_of_a_picture_are_not_unpacked(
    kind: bytes, head: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpacked: list[int] = []
    monkeypatch.setattr(PngImagePlugin, "_safe_zlib_decompress", lambda _data: unpacked.append(1) or b"")
    assert check_file(bringing.picture_of_chunks(kind, head + zlib.compress(bytes(900)), 30))
    assert unpacked == []


def test_a_picture_in_ever_so_many_pieces_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    brought = bringing.picture_of_chunks(b"tEXt", b"a\0b", 40)
    assert check_file(brought)
    monkeypatch.setattr(parts, "MOST_PNG_PARTS", 40)
    with translation.override("en"), pytest.raises(Unfit, match="has too many parts"):
        check_file(brought)


def test_a_moving_picture_is_refused_and_one_of_a_single_frame_taken() -> None:
    with translation.override("en"), pytest.raises(Unfit, match="Animated images"):
        check_file(bringing.moving_picture())
    assert check_file(bringing.picture_of_chunks(b"acTL", b"\0\0\0\x01\0\0\0\0", 1))


def test_what_a_telephone_puts_behind_a_picture_is_neither_counted_nor_kept() -> None:
    film = parts.SCAN * (parts.MOST_SCANS + 1)
    picture = bringing.jpeg_of_scans(2)
    assert parts.drawn_of_jpeg(picture + film).content == parts.drawn_of_jpeg(picture).content
    assert check_file(picture + film)
