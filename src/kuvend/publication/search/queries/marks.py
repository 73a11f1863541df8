"""What filters ask for, as lexemes beside the words of an entry: one index answers words and filters together.

A mark begins with a sign at which no word of a text begins (`core.search.fold` leaves letters and digits alone).
"""

from __future__ import annotations

from kuvend.foundation.core.search import fold
from kuvend.foundation.datasets.findable import Findable

SIGN = "="
LONGEST = 150  # characters of a value; the rest says no more
KIND, PROCESS, INSTITUTION, SCOPE, PLACE, STATE, VERDICT, LANGUAGE = "kpisltvg"


def mark(part: str, value: str) -> str:
    """Return the mark of a value of one of the parts above."""
    return f"{SIGN}{part}.{value[:LONGEST]}"


def marks_of(entry: Findable, *, kind: str) -> list[str]:
    """Return all marks of an entry: each goal or component above it, too."""
    scopes = [key for key in entry.scope.split("/") if key]
    parts = [
        (KIND, [kind]), (PROCESS, [entry.process]), (INSTITUTION, [entry.institution]), (SCOPE, scopes),
        (PLACE, [place_code(entry.place)]), (STATE, [entry.state]), (VERDICT, [entry.verdict]),
        (LANGUAGE, sorted({*entry.title, *entry.words})),
    ]  # fmt: skip
    return [mark(part, value) for part, values in parts for value in values if value]


def place_code(place: str) -> str:
    """Return the code of a place: its name, folded."""
    return " ".join(fold(place).split())
