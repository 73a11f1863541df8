"""Duties follow facts: what is published is owed an answer, what is hidden or withdrawn no longer.

Promises follow them too: a new version of a text may be the one that was promised.
"""

from __future__ import annotations

from collections.abc import Sequence

from kuvend.foundation.record.facts import RecordedFact
from kuvend.foundation.record.reactions import Reaction
from kuvend.foundation.responses import actions

OPENS = {"contribution_received", "contribution_published"}
LAPSES = {"contribution_hidden", "contribution_taken_back", "contribution_withdrawn"}
LED = {  # words went to others, or came back: all keep the earliest day
    "contribution_merged", "contribution_merge_undone", "contribution_split", "contribution_split_undone",
}  # fmt: skip


def keep_duties(recorded: Sequence[RecordedFact]) -> None:
    """Open and lapse duties as the words stand now, whatever facts led there: no later one is read before it holds."""
    changed = [_words_of(fact) for fact in recorded if fact.type in LAPSES | LED]
    actions.open_duties([public_id for fact in recorded for public_id in _words_of(fact)])
    actions.lapse_duties([public_id for words in changed for public_id in words])
    for fact in recorded:
        if fact.type == "contribution_split":
            actions.owe_parts(whole=str(fact.subjects["contribution"]), parts=list(fact.subjects["parts"]))
    led = [public_id for fact in recorded if fact.type in LED for public_id in _words_of(fact)]
    if led:
        actions.share_due_dates(led)


def _words_of(fact: RecordedFact) -> list[str]:
    """Return the words (public ids) whose duty a fact may change: it says what became of them, or where they went."""
    ends = [fact.subjects["contribution"], *([fact.subjects["into"]] if "into" in fact.subjects else [])]
    return [*map(str, ends), *fact.subjects.get("parts", ())]


KEEP_DUTIES = Reaction(name="keep_duties", fact_types=frozenset(OPENS | LAPSES | LED), react=keep_duties)


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
