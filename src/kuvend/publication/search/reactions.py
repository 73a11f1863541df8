"""The index follows the record: what facts change is drawn anew, in the transaction in which the cursor moves."""

from __future__ import annotations

from kuvend.foundation.datasets.findable import findable_sorts
from kuvend.foundation.record.reactions import Reaction
from kuvend.publication.search.actions import follow


def keep_index() -> Reaction:
    """Return the reaction that keeps the index; made after the wiring has handed the sorts down."""
    types = frozenset[str]().union(*(sort.facts for sort in findable_sorts().values()))
    return Reaction(name="keep_search", fact_types=types, react=follow)
