"""Duties follow facts: what is published is owed an answer, what is hidden or withdrawn no longer.

Promises follow them too: a new version of a text may be the one that was promised.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from kuvend.foundation.record.facts import RecordedFact
from kuvend.foundation.record.reactions import Reaction
from kuvend.foundation.responses import actions

UNDONE = {"contribution_merge_undone", "contribution_split_undone"}
OPENS = {"contribution_received", "contribution_published", *UNDONE}
LAPSES = {
    "contribution_hidden", "contribution_taken_back", "contribution_withdrawn", "contribution_merged",
    "contribution_split",
}  # fmt: skip
ENDS = ("contribution", "into")
MOVED = {"contribution_merged", *UNDONE}  # words went to others, or came back: both keep the earliest day


def keep_duties(recorded: Sequence[RecordedFact]) -> None:
    """Open and lapse duties in the order of the facts."""
    for opens, group in groupby(recorded, key=lambda fact: fact.type in OPENS):
        changes = list(group)
        ids = [str(fact.subjects["contribution"]) for fact in changes]
        if opens:
            actions.open_duties(ids)
            actions.lapse_duties([part for fact in changes for part in fact.subjects.get("parts", ())])
        else:
            actions.lapse_duties(ids)
    moved = [str(fact.subjects[end]) for fact in recorded if fact.type in MOVED for end in ENDS if end in fact.subjects]
    if moved:
        actions.share_due_dates(moved)


KEEP_DUTIES = Reaction(name="keep_duties", fact_types=frozenset(OPENS | LAPSES), react=keep_duties)


def read_new_versions(recorded: Sequence[RecordedFact]) -> None:
    """Let what was promised for a text land when its new version differs there."""
    for fact in recorded:
        actions.keep_promises([str(fact.subjects["outcome"])], fact.at)


KEEP_PROMISES = Reaction(
    # A promise that is made while a new version is published: whichever is told later lets it land.
    name="keep_promises",
    fact_types=frozenset({"outcome_text_published", "landing_promised"}),
    react=read_new_versions,
)
