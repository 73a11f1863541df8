"""What looks alike is the same name: the skeleton of a text after UTS #39, without regard to case and accents.

The table of look-alike characters is Unicode's own (`confusables.txt` beside this file, with its licence). Some
letters have one in their capital form only, so that is looked up too.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from kuvend.engines.formats.words import one_line

TABLE = Path(__file__).with_name("confusables.txt")
ALIKE = str.maketrans({"i": "l", "1": "l", "0": "o", "!": "l"})  # by hand, in any face of type
JOINERS = str.maketrans("", "", "\u200c\u200d")
PART = re.compile(r"[^\W_]+")
DRAWN = re.compile(r"(?:SMALL|CAPITAL)(?: LETTER)? (?:CAPITAL )?([A-Z])(?: WITH .+)?$")
"""The name of a Latin letter in another face: small capitals, in a square, with a hook."""


@cache
def _prototypes() -> dict[str, str]:
    rows = (line.split() for line in TABLE.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    return {chr(int(source, 16)): "".join(chr(int(one, 16)) for one in target) for source, *target in rows}


def _prototype(char: str) -> str:
    """Return what a character looks like: a Latin letter if it looks like one, in its own case or as a capital."""
    if char.isascii():
        return "rn" if char == "m" else char
    prototypes = _prototypes()
    alike = [prototypes.get(one, one) for one in (char, char.upper())]
    return next((one for one in (*alike, _latin_letter(char)) if one.isascii()), alike[0])


def _latin_letter(char: str) -> str:
    """Return a Latin letter that is drawn in another face, anything else as it is."""
    face = DRAWN.search(unicodedata.name(char, ""))
    return face[1].lower().replace("m", "rn") if face else char


def skeleton(text: str) -> str:
    """Return the words of a name as they look, parted by single spaces; equal for names that look alike."""
    plain = unicodedata.normalize("NFKD", one_line(text).translate(JOINERS))
    prototypes = "".join(_prototype(char) for char in plain if not unicodedata.combining(char))
    folded = unicodedata.normalize("NFKD", prototypes.casefold().replace("m", "rn"))
    bare = "".join(char for char in folded if not unicodedata.combining(char))
    return " ".join(PART.findall(bare.translate(ALIKE)))
