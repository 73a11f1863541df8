"""The picture that other sites show beside a link to a deliberation: its title and its numbers, 1200 × 630.

It is drawn here, of nothing but what the page says, so that no other site is asked for anything. Its letters are a part
of DejaVu Sans (`fonts/`): Latin, Greek, Cyrillic, Arabic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from unicodedata import combining, normalize

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, MARGIN = 1200, 630, 72  # pixels
PAPER, INK, SOFT, THREAD, OK, LINE = "#fbf9f4", "#1a2233", "#515a6b", "#a4161a", "#1c6b3a", "#ddd6c8"
TITLE, TEXT, SMALL = 58, 36, 30  # height of letters
LETTERS = Path(__file__).parent / "fonts" / "card.ttf"
TITLE_LINES, QUOTE_LINES = 2, 2


@dataclass(frozen=True)
class Card:
    """What the picture says: whose it is, a title, a line of numbers, and the words that most agree on ("" for none).

    `share`: whole per cent of those who agree with them.
    """

    site: str
    title: str
    numbers: str
    heading: str = ""
    quote: str = ""
    share: int = 0


def card_png(card: Card) -> bytes:
    """Return the picture as PNG."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 14, HEIGHT), fill=THREAD)
    y = _lines(pen, MARGIN - 12, [card.site], SMALL, SOFT) + 22
    y = _lines(pen, y, wrapped(card.title, TITLE, TITLE_LINES), TITLE, INK) + 18
    y = _lines(pen, y, wrapped(card.numbers, TEXT, 1), TEXT, SOFT) + 30
    if card.quote:
        pen.line((MARGIN, y, WIDTH - MARGIN, y), fill=LINE, width=3)
        y = _lines(pen, y + 26, [card.heading], SMALL, SOFT) + 8
        _lines(pen, y, wrapped(card.quote, TEXT, QUOTE_LINES), TEXT, INK)
        bottom, right = HEIGHT - 40, MARGIN + (WIDTH - 2 * MARGIN) * card.share // 100
        pen.rectangle((MARGIN, bottom - 14, WIDTH - MARGIN, bottom), fill=LINE)
        pen.rectangle((MARGIN, bottom - 14, right, bottom), fill=OK)
    png = BytesIO()
    image.quantize(32).save(png, "PNG", optimize=True)
    return png.getvalue()


def wrapped(text: str, size: int, most: int) -> list[str]:
    """Return a text in lines that fit into the picture; what is more than `most` lines ends with an ellipsis."""
    font, lines = _font(size), [""]
    for word in drawable(text).split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > WIDTH - 2 * MARGIN:
            lines.append(word)
        else:
            lines[-1] = longer
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while font.getlength(f"{last}…") > WIDTH - 2 * MARGIN:
        last = last.rpartition(" ")[0]
    return [*lines[: most - 1], f"{last}…"]


def drawable(text: str) -> str:
    """Return a text with marks on their letters, where Unicode has such a letter; a mark on nothing is left out."""
    whole = normalize("NFC", text)
    return "".join(
        letter for place, letter in enumerate(whole) if not combining(letter) or (place and whole[place - 1].isalpha())
    )


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(LETTERS, size, layout_engine=ImageFont.Layout.BASIC)


def _lines(pen: ImageDraw.ImageDraw, y: int, lines: Sequence[str], size: int, colour: str) -> int:
    """Write lines from `y` downwards; returns where the next one would begin."""
    for line in lines:
        pen.text((MARGIN, y), drawable(line), font=_font(size), fill=colour)
        y += round(size * 1.3)
    return y
