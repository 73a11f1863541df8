"""The one door for typed words, whoever types them and however they come in: normalised first, counted afterwards.

What shows nothing is no word. What that is say the properties of Unicode (UAX #44), not a list of ours: control and
format characters, what is ignored by default, halves of surrogates, code points that are no characters.
"""

from __future__ import annotations

import unicodedata

import regex  # type: ignore[import-untyped]

LINE_ENDS = regex.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Joiners and the selector of coloured pictures are looked at afterwards, signs that precede numbers (Arabic) are seen.
INVISIBLE = regex.compile(
    r"(?:(?![\t\n\u200c\u200d\ufe0f]|\p{Prepended_Concatenation_Mark})"
    r"[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}])+"
)
# A selector belongs to a picture or to a keycap, a joiner between two letters or between two pictures.
SELECTOR = regex.compile(r"(\p{Extended_Pictographic}\ufe0f|[0-9#*]\ufe0f\u20e3)|\ufe0f")
JOINER = regex.compile(
    r"((?<=[\p{L}\p{M}])[\u200c\u200d](?=\p{L})"
    r"|(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d(?=\p{Extended_Pictographic}))"
    r"|[\u200c\u200d]"
)
LETTER = regex.compile(r"[\p{L}\p{N}]")


def normalise(text: str, *, strip: bool = True) -> str:
    """Return typed text in NFC, its lines ending in one LF, with nothing in it that shows nothing."""
    text = INVISIBLE.sub("", LINE_ENDS.sub("\n", text))
    text = unicodedata.normalize("NFC", JOINER.sub(r"\1", SELECTOR.sub(r"\1", text)))
    return text.strip() if strip else text


def one_line(text: str) -> str:
    """Return a typed title, name or place, normalised, on one line with single spaces."""
    return " ".join(normalise(text).split())


def letters(text: str) -> int:
    """Return how many letters and digits a text has: without any, nothing was said."""
    return sum(1 for _ in LETTER.finditer(text))
