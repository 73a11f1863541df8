"""Differences between versions of a text: computed once, by a job, kept as lengths, and read by pages.

What is kept names no word: for each block its parts, each by its length in the old text and in the new one. A page
whose difference is not kept yet compares within one bounded amount of work, whatever it shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from kuvend.engines.legaltext import Block, Part, Work, difference
from kuvend.foundation.outcomes.models import OutcomeText, TextDifference

Lengths = list[list[list[int]]]


class Differences:
    """The kept differences of some pairs of versions, in one statement; others are made when asked for."""

    def __init__(self, pairs: Iterable[tuple[OutcomeText, OutcomeText]]) -> None:
        ids = {(old.pk, new.pk) for old, new in pairs}
        rows = TextDifference.objects.filter(old__in={old for old, _ in ids}, new__in={new for _, new in ids})
        self._lengths = {(row.old_id, row.new_id): row.languages for row in rows} if ids else {}
        self._work = Work()

    def blocks(self, old: OutcomeText, new: OutcomeText, language: str) -> list[Block]:
        """Return how one version became the other in a language."""
        before, after = old.body.get(language, ""), new.body.get(language, "")
        lengths = self._lengths.get((old.pk, new.pk), {}).get(language)
        ready = blocks_of(lengths, old=before, new=after) if lengths is not None else None
        return difference(old=before, new=after, work=self._work) if ready is None else ready


def lengths_of(blocks: Sequence[Block]) -> Lengths:
    """Return what is kept of a difference."""
    return [[[len(part.old), len(part.new)] for part in block.parts] for block in blocks]


def blocks_of(lengths: Lengths, *, old: str, new: str) -> list[Block] | None:
    """Return the difference that lengths tell of; None when they were not made from these texts."""
    parts = [part for block in lengths for part in block]
    if [sum(column) for column in zip(*parts, strict=True)] != [len(old), len(new)]:
        return None
    cut = zip(_cut(old, [part[0] for part in parts]), _cut(new, [part[1] for part in parts]), strict=True)
    return [Block(tuple(Part(*next(cut)) for _part in block)) for block in lengths]


def _cut(text: str, lengths: Sequence[int]) -> Iterator[str]:
    return (text[first:last] for first, last in pairwise(accumulate(lengths, initial=0)))
