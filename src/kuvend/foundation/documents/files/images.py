"""Pictures: read whole, and drawn anew so that place, camera and names in them are gone."""

from __future__ import annotations

import warnings
from io import BytesIO

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageChops

from kuvend.foundation.documents.files.parts import UNREADABLE, Drawn, drawn_of_jpeg, drawn_of_png
from kuvend.foundation.documents.files.unfit import Unfit

MOST_PIXELS = 25_000_000  # told by the head of the file, before anything is unpacked
TOO_LARGE = _("The picture has more than 25 million pixels. Make it smaller.")
PNG_END = b"IEND\xaeB`\x82"
JPEG_QUALITY = 90
PLAIN = ("1", "L", "P")
DEEP = {"I;16": (0, 1), "I;16B": (1, 0)}  # greys of two bytes, and where the low and the high one stand
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # fmt: skip
PACKING = 1  # the quickest: harder packing costs a minute for a picture of noise, and it is drawn while somebody waits


def read_png(content: bytes) -> tuple[bytes, str]:
    """Return a PNG drawn anew; it has no words.

    Raises:
        Unfit: when it is broken, moving, too large when unpacked, in more parts than pictures have, or followed by
            something else.
    """
    if content.rfind(PNG_END) + len(PNG_END) != len(content):
        raise Unfit(_("Something stands behind the end of the picture, or its end is missing. Save it again."))
    picture = _picture_of(drawn_of_png(content), "PNG")
    picture = _in_eight_bits(picture)
    return _saved(picture.convert(_mode_of(picture)), "PNG"), ""


def read_jpeg(content: bytes) -> tuple[bytes, str]:
    """Return a JPEG drawn anew, the right way up; it has no words.

    Raises:
        Unfit: when it is broken, too large when unpacked, or has more scans than pictures have.
    """
    return _saved(_picture_of(drawn_of_jpeg(content), "JPEG").convert("RGB"), "JPEG"), ""


def _in_eight_bits(picture: Image.Image) -> Image.Image:
    """Return a picture of 65,536 greys in 256: Pillow would cut each grey at 255, and nearly all would be white.

    Raises:
        Unfit: when its greys are of another kind still, which nobody can tell how to draw.
    """
    if picture.mode not in DEEP:
        if picture.mode[:1] in {"I", "F"}:
            raise Unfit(UNREADABLE)
        return picture
    low, high = (Image.frombytes("L", picture.size, picture.tobytes()[part::2]) for part in DEEP[picture.mode])
    clear = picture.info.get("transparency")
    if not isinstance(clear, int):
        return high
    clear_points = ImageChops.darker(_where(low, clear & 255), _where(high, clear >> 8))
    return Image.merge("LA", (high, ImageChops.invert(clear_points)))


def _where(picture: Image.Image, grey: int) -> Image.Image:
    """Return white where a picture has a grey, else black."""
    return picture.point([255 if one == grey else 0 for one in range(256)])


def _mode_of(picture: Image.Image) -> str:
    """Return the mode to draw in: few colours stay few, since each point written takes its time."""
    if picture.has_transparency_data:
        return "RGBA"
    return picture.mode if picture.mode in PLAIN else "RGB"


def _picture_of(drawing: Drawn, kind: str) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit below is the stricter one
            picture = Image.open(BytesIO(drawing.content), formats=[kind])
        if picture.width * picture.height > MOST_PIXELS:
            raise Unfit(TOO_LARGE)
        picture.load()
        return picture.transpose(TURNS[drawing.orientation]) if drawing.orientation in TURNS else picture
    except Unfit:
        raise
    except Image.DecompressionBombError as error:  # Pillow's own limit, far above ours
        raise Unfit(TOO_LARGE) from error
    except Exception as error:  # Pillow raises many kinds for broken files
        raise Unfit(UNREADABLE) from error


def _saved(picture: Image.Image, kind: str) -> bytes:
    picture.info.clear()  # texts, colour profile and comments would be written along
    output = BytesIO()
    how = {"quality": JPEG_QUALITY} if kind == "JPEG" else {"compress_level": PACKING}
    picture.save(output, kind, **how)
    return output.getvalue()
