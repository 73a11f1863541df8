"""What of a picture is drawn: its parts told apart before a library sees them, all that draws nothing left out.

A part costs whoever reads it, however few its bytes: a scan of a JPEG (ITU-T T.81, B.2.3) passes over all points
again, a profile or text of a PNG unpacks to a megabyte, a list of tags names the same bytes thousands of times.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.documents.files.unfit import Unfit

MOST_SCANS = 50  # of a JPEG; writers make ten to fifteen of a progressive one, and one of any other
MOST_JPEG_PARTS = 1000  # before the first scan; a colour profile has up to 255
MOST_PNG_PARTS = 20_000  # writers pack some thousand bytes in each
UNREADABLE = _("The picture cannot be read whole. Save it again as PNG or JPEG.")
TOO_MANY_PARTS = _("The picture has too many parts. Save it again as PNG or JPEG.")
MOVING = _("Animated images are not accepted. Choose a still one.")

SCAN = b"\xff\xda"
PICTURE_END = b"\xff\xd9"
MARKER = re.compile(rb"\xff[^\x00\xff]")
ALONE = frozenset([0x01, *range(0xD0, 0xD9)])  # markers that nothing follows
FRAMES = frozenset([0xC0, 0xC1, 0xC2])  # those that browsers draw, too; an arithmetic or lossless one takes far longer
OTHER_FRAMES = frozenset(range(0xC3, 0xD0)) - {0xC4, 0xC8, 0xCC}
TABLES = frozenset([0xC4, 0xDB, 0xDD, 0xE0, 0xEE])  # of codes and steps; the last two say what the colours are
END, FIRST_SCAN, NOTES = 0xD9, 0xDA, 0xE1
EXIF = b"Exif\x00\x00"

PNG_HEAD = 8
DRAWN_CHUNKS = frozenset([b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"])

ORIENTATION, SHORT = 0x0112, 3


@dataclass(frozen=True)
class Drawn:
    """The bytes of a picture that draw it, and how it is to be turned (Exif 2.32, 4.6.4: 1 to 8, 1 as it is)."""

    content: bytes = field(repr=False)
    orientation: int


def drawn_of_jpeg(content: bytes) -> Drawn:
    """Return what draws a JPEG.

    Raises:
        Unfit: when it has more scans or parts than pictures have, or none that draws.
    """
    parts, orientation, place = [content[:2]], 1, 2
    for _number in range(MOST_JPEG_PARTS):
        marker = MARKER.search(content, place)
        if marker is None or content[marker.start() + 1] in OTHER_FRAMES | {END}:
            raise Unfit(UNREADABLE)
        kind, body = content[marker.start() + 1], marker.end()
        if kind == FIRST_SCAN:
            return Drawn(b"".join([*parts, _scans(content[marker.start() :])]), orientation)
        place = body if kind in ALONE else body + int.from_bytes(content[body : body + 2], "big")
        if kind in FRAMES | TABLES:
            parts.append(content[marker.start() : place])
        elif kind == NOTES and orientation == 1 and content.startswith(EXIF, body + 2):
            orientation = _orientation(content[body + 2 + len(EXIF) : place])
    raise Unfit(TOO_MANY_PARTS)


def _scans(content: bytes) -> bytes:
    """Return the scans up to the end of the picture: telephones put a film behind it. Raises Unfit for too many.

    Within what is packed the two bytes of a marker never stand side by side.
    """
    picture, end, _behind = content.partition(PICTURE_END)
    if picture.count(SCAN) > MOST_SCANS:
        raise Unfit(TOO_MANY_PARTS)
    return picture + end


def drawn_of_png(content: bytes) -> Drawn:
    """Return what draws a PNG.

    Raises:
        Unfit: when it has more parts than pictures have, moves, or has no end.
    """
    parts, orientation, place = [content[:PNG_HEAD]], 1, PNG_HEAD
    for _number in range(MOST_PNG_PARTS):
        size, kind = int.from_bytes(content[place : place + 4], "big"), content[place + 4 : place + 8]
        start, place = place, place + size + 12
        if place > len(content):
            raise Unfit(UNREADABLE)
        body = start + 8
        if kind in DRAWN_CHUNKS:
            parts.append(content[start:place])
        elif kind == b"acTL" and int.from_bytes(content[body : body + 4], "big") > 1:
            raise Unfit(MOVING)
        elif kind == b"eXIf":
            orientation = _orientation(content[body : body + size])
        if kind == b"IEND":
            return Drawn(b"".join(parts), orientation)
    raise Unfit(TOO_MANY_PARTS)


def _orientation(exif: bytes) -> int:
    """Return how a picture is to be turned; 1 where its tags do not say (TIFF 6.0, section 2)."""
    little = exif.startswith(b"II")

    def value_at(place: int, size: int) -> int:
        return int.from_bytes(exif[place : place + size], "little" if little else "big")

    first = value_at(4, 4)
    for tag in range(first + 2, min(first + 2 + 12 * value_at(first, 2), len(exif)), 12):
        if value_at(tag, 2) == ORIENTATION:
            return value_at(tag + 8, 2 if value_at(tag + 2, 2) == SHORT else 4)
    return 1
