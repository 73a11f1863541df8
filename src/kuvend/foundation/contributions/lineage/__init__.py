"""Words that continue in others: merged, split into parts, and both undone, with nothing lost.

What continues elsewhere keeps its page, its words, its author and its supports; it is no longer listed or counted
beside the words in which it continues, which carry the answer for all. Every deed locks the contributions, the latest
first, and leads words only to where nothing continues elsewhere itself: no way goes round in a circle.
"""

from kuvend.foundation.contributions.lineage.leading import locked_with_kin, locked_with_same_words
from kuvend.foundation.contributions.lineage.merging import merge_contributions, stand_for_themselves, undo_merge
from kuvend.foundation.contributions.lineage.splitting import (
    split_contribution,
    title_of_part,
    titled_alike,
    undo_split,
)

__all__ = [
    "locked_with_kin",
    "locked_with_same_words",
    "merge_contributions",
    "split_contribution",
    "stand_for_themselves",
    "title_of_part",
    "titled_alike",
    "undo_merge",
    "undo_split",
]
