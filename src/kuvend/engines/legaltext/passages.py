"""Where a quoted passage stands in the new text: with that, a change names the words of people it came from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kuvend.engines.legaltext.difference import Block


def touched(blocks: Sequence[Block], *, passage: str, kept_too: bool = False) -> list[int]:
    """Return the places of the changed blocks in which `passage` lies; [] when the new text has it in none.

    The passage is looked for without regard to case, and any white space matches any other, because a quotation
    often begins a sentence differently or is broken over lines otherwise.

    Args:
        kept_too: it is enough that the passage stands in a changed block; else it must share words that changed.
    """
    words = passage.split()
    if not words:
        return []
    quoted = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE)
    spans = [match.span() for match in quoted.finditer("".join(block.new for block in blocks))]
    found: dict[int, None] = {}
    start = 0
    for place, block in enumerate(blocks):
        for part in block.parts:
            end = start + len(part.new)
            counts = part.changed or (kept_too and block.changed)
            if counts and any(_meets(start, end, span) for span in spans):
                found[place] = None
            start = end
    return list(found)


def _meets(start: int, end: int, span: tuple[int, int]) -> bool:
    """Whether a passage shares a character with a change, or holds the place where words were taken out."""
    first, last = span
    return first < end and start < last if start < end else first < start < last
