"""Which letters a paper can show: what no font of ours has is written out, so that nobody reads an empty box.

The fonts are those that come with typst (Libertinus: Latin, Greek, Cyrillic, Hebrew) and DejaVu Sans, which is shipped
here (also Arabic, Armenian, Georgian, signs). Of letters beyond these a PDF says the name, a DOCX has the letter.
"""

from __future__ import annotations

import struct
import unicodedata
from functools import lru_cache
from pathlib import Path

import regex  # type: ignore[import-untyped]

from kuvend.engines.formats.words import normalise

FONTS = Path(__file__).parent / "fonts"
LONGEST_WORD = 40  # letters that stand on one line whatever the column; longer ones may be broken anywhere
LONG = regex.compile(rf"\S{{{LONGEST_WORD},}}")
PIECE = 20
AROUND_PICTURES = regex.compile(r"\ufe0f|(?<![\p{L}\p{M}])[\u200c\u200d]|[\u200c\u200d](?!\p{L})")
RIGHT_TO_LEFT = frozenset(["ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"])


def clean(text: str) -> str:
    """Return words with nothing in them that shows nothing, their lines ending in LF: as XML and typst take them."""
    return normalise(text, strip=False)


def for_print(text: str) -> str:
    """Return clean words of which every letter can be shown."""
    if not text.isascii():
        text = AROUND_PICTURES.sub("", text)
        if not shown_letters().issuperset(text):
            text = "".join(letter if letter in shown_letters() else _written_out(letter) for letter in text)
    return text


def pieces(text: str) -> list[str]:
    """Return words cut where a line may end within one that is too long for any column; nothing is put between."""
    cuts = [at for found in LONG.finditer(text) for at in range(found.start() + PIECE, found.end(), PIECE)]
    return [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]


def _written_out(letter: str) -> str:
    return f"[{unicodedata.name(letter, f'U+{ord(letter):04X}').lower()}]" if letter not in "\n\t" else letter


@lru_cache(maxsize=1)
def shown_letters() -> frozenset[str]:
    """Return the letters that every paper can show: those of the font that is shipped, and the ends of lines."""
    return frozenset(map(chr, _covered((FONTS / "DejaVuSans.ttf").read_bytes()))) | {"\n", "\t"}


def _covered(font: bytes) -> set[int]:
    """Return the code points of a TrueType font, from format 12 of its table `cmap` (OpenType 1.9)."""
    tables = {font[at : at + 4]: struct.unpack_from(">4xLL", font, at + 4)[0] for at in _records(font)}
    cmap = tables[b"cmap"]
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    offsets = [struct.unpack_from(">4xL", font, cmap + 4 + 8 * number)[0] for number in range(count)]
    start = next(cmap + one for one in offsets if struct.unpack_from(">H", font, cmap + one)[0] == 12)
    (groups,) = struct.unpack_from(">L", font, start + 12)
    covered: set[int] = set()
    for number in range(groups):
        first, last, glyph = struct.unpack_from(">LLL", font, start + 16 + 12 * number)
        covered.update(range(first + (glyph == 0), last + 1))
    return covered


def _records(font: bytes) -> range:
    (count,) = struct.unpack_from(">H", font, 4)
    return range(12, 12 + 16 * count, 16)


def language_tag(code: str) -> str:
    """Return the code of a language as typst takes it: two or three letters of ISO 639; "" for what is none."""
    tag = code.partition("-")[0].lower()
    return tag if 2 <= len(tag) <= 3 and tag.isascii() and tag.isalpha() else ""


def is_right_to_left(code: str) -> bool:
    """Tell whether a language is written from the right."""
    return code.partition("-")[0].lower() in RIGHT_TO_LEFT
