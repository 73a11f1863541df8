"""The picture that other sites show beside a link: what a page is, its title and where it stands, 1200 × 630.

It is drawn here, of nothing but what the page says, so that no other site is asked for anything. Its letters are a part
of DejaVu Sans (`fonts/`): Latin, Greek, Cyrillic. What it has no letter for, or letters that it does not join (Arabic),
is left out; words of which little would be left, as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from unicodedata import bidirectional, combining, normalize

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, MARGIN = 1200, 630, 72  # pixels
PAPER, INK, SOFT, THREAD, LINE = "#fbf9f4", "#1a2233", "#515a6b", "#a4161a", "#ddd6c8"
TINTS = {"ok": "#1c6b3a", "wait": "#7a4f01", "stop": "#7b2d5b", "": "#515a6b"}  # of a state in words
LARGE, TITLE, TEXT, SMALL = 66, 54, 36, 30  # height of letters
MOST = 400  # characters of a text that are looked at
LEAST_LEFT = 0.8  # of the letters of a text, else it is left out
FOOT = HEIGHT - 92
LETTERS = Path(__file__).parent / "fonts" / "card.ttf"
FROM_RIGHT = {"R", "AL"}


@dataclass(frozen=True)
class Card:
    """What the picture says; a text that is "" is not drawn.

    `percent`: how many of a hundred are behind `quote`. `address`: where the page is found, short enough to be typed.
    """

    site: str
    title: str
    kind: str = ""
    description: str = ""
    state: str = ""
    tint: str = ""
    figure: str = ""
    heading: str = ""
    quote: str = ""
    percent: int = 0
    address: str = ""


@lru_cache(maxsize=64)
def card_png(card: Card) -> bytes:
    """Return the picture as PNG; those asked for last are kept in the process."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 14, HEIGHT), fill=THREAD)
    y = _lines(pen, MARGIN - 16, wrapped(card.site, SMALL, 1), SMALL, SOFT) + 12
    y = _lines(pen, y, wrapped(card.kind, SMALL, 1), SMALL, SOFT) + 14
    y = _title(pen, y, card) + 14
    if card.quote:
        _quote(pen, y, card)
    else:
        room = max(0, (FOOT - 20 - y) // _height(TEXT))
        _lines(pen, y, wrapped(card.description, TEXT, min(3, room)), TEXT, SOFT)
        _foot(pen, card)
    png = BytesIO()
    image.quantize(32, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(png, "PNG", compress_level=6)
    return png.getvalue()


def _title(pen: ImageDraw.ImageDraw, y: int, card: Card) -> int:
    title = card.title if wrapped(card.title, LARGE, 1) else card.kind
    size, most = (LARGE, 2) if len(wrapped(title, LARGE, 3)) < 3 else (TITLE, 2 if card.quote else 4)
    return _lines(pen, y, wrapped(title, size, most), size, INK)


def _quote(pen: ImageDraw.ImageDraw, y: int, card: Card) -> None:
    y = _lines(pen, y, wrapped(card.figure, TEXT, 1), TEXT, SOFT) + 22
    pen.line((MARGIN, y, WIDTH - MARGIN, y), fill=LINE, width=3)
    y = _lines(pen, y + 22, wrapped(card.heading, SMALL, 1), SMALL, SOFT) + 6
    _lines(pen, y, wrapped(card.quote, TEXT, 2), TEXT, INK)
    bottom, right = HEIGHT - 32, MARGIN + (WIDTH - 2 * MARGIN) * card.percent // 100
    pen.rectangle((MARGIN, bottom - 14, WIDTH - MARGIN, bottom), fill=LINE)
    pen.rectangle((MARGIN, bottom - 14, right, bottom), fill=TINTS["ok"])


def _foot(pen: ImageDraw.ImageDraw, card: Card) -> None:
    """Write the state in its frame, the number beside it, and below where the page is found."""
    font, x = _font(TEXT), MARGIN
    for state in wrapped(card.state, TEXT, 1):
        right = x + font.getlength(state) + 36
        pen.rounded_rectangle((x, FOOT - 34, right, FOOT + 24), 10, outline=TINTS.get(card.tint, SOFT), width=3)
        pen.text((x + 18, FOOT - 27), state, font=font, fill=TINTS.get(card.tint, SOFT))
        x = round(right) + 28
    for figure in wrapped(card.figure, TEXT, 1, WIDTH - MARGIN - x):
        pen.text((x, FOOT - 27), figure, font=font, fill=SOFT)
    for address in wrapped(card.address, SMALL, 1):
        pen.text((WIDTH - MARGIN, HEIGHT - 20), address, font=_font(SMALL), fill=SOFT, anchor="rs")


def wrapped(text: str, size: int, most: int, width: int = WIDTH - 2 * MARGIN) -> list[str]:
    """Return a text in lines that fit into the picture; what is more than `most` lines ends with an ellipsis."""
    font, lines = _font(size), list[str]()
    for word in drawable(text).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if font.getlength(longer) <= width:
            lines[-1:] = [longer]
        else:
            lines += _pieces(word, font, width)
        if len(lines) > most:
            break
    if len(lines) <= most:
        return lines
    if most < 1:
        return []
    last = lines[most - 1]
    while last and font.getlength(f"{last}…") > width:
        last = last.rpartition(" ")[0] or last[:-1]
    return [*lines[: most - 1], f"{last}…"]


def _pieces(word: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Return a word as it is, or cut where a line is full."""
    pieces = [""]
    for letter in word:
        if font.getlength(pieces[-1] + letter) > width and pieces[-1]:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def drawable(text: str) -> str:
    """Return what can be drawn of a text, marks on their letters; "" where too little of it can."""
    whole = normalize("NFC", text)[:MOST]
    letters = [
        letter
        for place, letter in enumerate(whole)
        if _is_drawable(letter) and (not combining(letter) or (place and whole[place - 1].isalpha()))
    ]
    all_letters, drawn_letters = (sum(letter.isalpha() for letter in part) for part in (whole, letters))
    return "".join(letters) if drawn_letters >= LEAST_LEFT * all_letters else ""


@lru_cache(maxsize=4096)
def _is_drawable(letter: str) -> bool:
    """Tell whether the font has a letter: what it lacks is drawn as the box that it has for all such."""
    if letter.isspace():
        return True
    if not letter.isprintable() or bidirectional(letter) in FROM_RIGHT:
        return False
    return bytes(_font(SMALL).getmask(letter)) != _box()


@cache
def _box() -> bytes:
    return bytes(_font(SMALL).getmask("\U0010ffff"))


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(LETTERS, size, layout_engine=ImageFont.Layout.BASIC)


def _height(size: int) -> int:
    return round(size * 1.3)


def _lines(pen: ImageDraw.ImageDraw, y: int, lines: Sequence[str], size: int, colour: str) -> int:
    """Write lines from `y` downwards; returns where the next would begin."""
    for line in lines:
        pen.text((MARGIN, y), line, font=_font(size), fill=colour)
        y += _height(size)
    return y
