"""Where a quoted passage stands in the new text: with that, a change names the words of people it came from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from kuvend.engines.legaltext.difference import Block


def touched(blocks: Sequence[Block], *, passage: str, kept_too: bool = False) -> list[int]:
    """Return the places of the changed blocks in which `passage` lies; [] when the new text has it in none.

    The passage is looked for without regard to case, and any white space matches any other, because a quotation
    often begins a sentence differently or is broken over lines otherwise.

    Args:
        kept_too: it is enough that the passage stands in a changed block; else it must share words that changed.
    """
    spans = _spans("".join(block.new for block in blocks), passage)
    if not spans:
        return []
    touching: dict[int, None] = {}
    ends = [last for _first, last in spans]
    start = 0
    for place, block in enumerate(blocks):
        for part in block.parts:
            end = start + len(part.new)
            if part.changed or (kept_too and block.changed):
                next_span = bisect_right(ends, start)  # spans do not overlap: no later one begins before it
                if next_span < len(spans) and _meets(start, end, spans[next_span]):
                    touching[place] = None
            start = end
    return list(touching)


def _spans(text: str, passage: str) -> list[tuple[int, int]]:
    """Where a passage stands in a text, first and past-last character; two at one place count once."""
    words_sought = " ".join(_folded(passage).split())
    if not words_sought:
        return []
    folded = _folded(text)
    words = [match.span() for match in re.finditer(r"\S+", folded)]
    starts = list(accumulate((end - start + 1 for start, end in words), initial=0))
    line = " ".join(folded[start:end] for start, end in words)  # any white space as one space

    def place(at: int) -> int:
        word = bisect_right(starts, at) - 1
        return words[word][0] + at - starts[word]

    spans = []
    at = line.find(words_sought)
    while at >= 0:
        spans.append((place(at), place(at + len(words_sought) - 1) + 1))
        at = line.find(words_sought, at + len(words_sought))
    return spans


def _folded(text: str) -> str:
    """The text in lower case, each letter at its place: a capital that becomes two letters stays as it is."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(one if len(one.lower()) > 1 else one.lower() for one in text)


def _meets(start: int, end: int, span: tuple[int, int]) -> bool:
    """Whether a passage shares a character with a change, or holds the place where words were taken out."""
    first, last = span
    return first < end and start < last if start < end else first < start < last
