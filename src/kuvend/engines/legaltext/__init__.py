"""Versions of a legal text: what changed between two of them, paragraph by paragraph and word by word.

    difference(old=…, new=…) → blocks of parts        both texts are the parts, joined
    match_sections(before=…, after=…) → which section of a new version is which of the one before, or that one must ask
    touched(blocks, passage=…) → places of the changed blocks in which a passage of the new text lies
    came_with(passage, old=…, new=…), differs_at(…) → whether a version brought a passage, or changed what stood there
    sentences(text), passage(text, numbers) → its sentences, and the words of some that follow each other
    runs_of(text, passages) → a text that is cut into passages of whole sentences

The texts are plain words with a paragraph a line; nothing here knows where they come from.
"""

from kuvend.engines.legaltext.difference import Block, Part, apply, difference
from kuvend.engines.legaltext.matching import Work
from kuvend.engines.legaltext.passages import touched
from kuvend.engines.legaltext.sections import Match, Piece, likeness, match_sections
from kuvend.engines.legaltext.sentences import NotTogether, Sentence, numbers_in, passage, runs_of, sentences
from kuvend.engines.legaltext.standing import came_with, differs_at, stands

__all__ = [
    "Block",
    "Match",
    "NotTogether",
    "Part",
    "Piece",
    "Sentence",
    "Work",
    "apply",
    "came_with",
    "difference",
    "differs_at",
    "likeness",
    "match_sections",
    "numbers_in",
    "passage",
    "runs_of",
    "sentences",
    "stands",
    "touched",
]
