"""Words continue only in what is public: when that goes, they stand for themselves again."""

from __future__ import annotations

from collections.abc import Sequence

from kuvend.foundation.contributions.lineage import stand_for_themselves
from kuvend.foundation.record.facts import RecordedFact
from kuvend.foundation.record.reactions import Reaction


def keep_lineage(recorded: Sequence[RecordedFact]) -> None:
    """Lead no words to what was hidden, withdrawn or taken back, nor to hidden words that no longer continue."""
    stand_for_themselves(into=[str(fact.subjects["contribution"]) for fact in recorded], at=recorded[-1].at)


KEEP_LINEAGE = Reaction(
    name="keep_lineage",
    fact_types=frozenset(
        {"contribution_hidden", "contribution_withdrawn", "contribution_taken_back", "contribution_merge_undone"}
    ),
    react=keep_lineage,
)
