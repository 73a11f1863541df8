"""Versions of a legal text: what changed between two of them, paragraph by paragraph and word by word.

    difference(old=…, new=…) → blocks of parts        both texts are the parts, joined
    match_sections(before=…, after=…) → which section of a new version is which of the one before, or that one must ask
    touched(blocks, passage=…) → places of the changed blocks in which a passage of the new text lies

The texts are plain words with a paragraph a line; nothing here knows where they come from.
"""

from kuvend.engines.legaltext.difference import Block, Part, apply, difference
from kuvend.engines.legaltext.matching import Work
from kuvend.engines.legaltext.passages import touched
from kuvend.engines.legaltext.sections import Match, Piece, likeness, match_sections

__all__ = [
    "Block",
    "Match",
    "Part",
    "Piece",
    "Work",
    "apply",
    "difference",
    "likeness",
    "match_sections",
    "touched",
]
