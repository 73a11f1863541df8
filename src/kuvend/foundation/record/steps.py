"""A step on the way of a contribution, whichever room tells it: dated, with the fact that proves it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kuvend.foundation.record.facts import RecordedFact


@dataclass(frozen=True)
class ProvenBy:
    """Which fact proves a step: its type, and the field in which it names the thing that the step tells of."""

    type: str
    field: str
    public_id: str


@dataclass(frozen=True)
class Step:
    """One step on the thread.

    Attributes:
        on: its moment, or its day; of what lies ahead the day on which it is expected.
        duration: how long it took, in words.
        tag, tint: a state in words, and its tint (`ok`, `wait`, `stop` or "").
        quote, quoted: words of somebody, and whose they are.
        struck: what it quotes holds no longer.
        url, link: what it leads to, and in which words.
        proof: the fact that proves it; None for what lies ahead. Its index is None for some seconds, until the
            record has placed it.
        proven_by: which fact that is, where a room cannot read it itself: whoever draws the way reads all at once.
        words: the entry that seals the words which the step quotes; they can be opened and compared.
        ahead: whether it is still to come.
        at_once: of what lies ahead without a day: whether it comes before all the rest.
    """

    title: str
    on: date | datetime | None = None
    tag: str = ""
    tint: str = ""
    duration: str = ""
    note: str = ""
    quote: Any = ""
    quoted: Any = ""
    struck: bool = False
    url: str = ""
    link: Any = ""
    proof: RecordedFact | None = None
    proven_by: ProvenBy | None = None
    words: int | None = None
    ahead: bool = False
    at_once: bool = False


StepsAfter = Callable[[Sequence[int]], Sequence[Step]]
"""From ids of things to the steps that followed there, in time, what is expected at the end."""
