"""What two rows of items (paragraphs, or words) have in common, in their order, within a bounded amount of work.

Short rows are compared by Ratcliff and Obershelp's way (Python's difflib), which reads best and is cubic at worst.
Long ones are first cut at what stands once in each (Bram Cohen's "patience"); blank and repeated ones part nothing.
Work is counted in steps that do not depend on the machine; what is not matched when it is used up counts as replaced.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import accumulate

ALLOWANCE = 4_000_000  # steps for one difference of two texts: about half a second
PLAIN = 10_000  # pairs of items up to which nothing is done to spare work
SHORT = 1_000_000  # pairs of items up to which rows are compared without being cut first


@dataclass
class Work:
    """Steps that may still be spent. A step looks at one item, or holds two against each other."""

    steps: int = ALLOWANCE

    def spend(self, steps: int) -> bool:
        """Spend so many steps, or none: tell whether that many were left."""
        if steps > self.steps:
            return False
        self.steps -= steps
        return True


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of each row: items from `a1` up to `a2` in one, from `b1` up to `b2` in the other."""

    a1: int
    a2: int
    b1: int
    b2: int

    @property
    def pairs(self) -> int:
        """How many pairs of items there are."""
        return (self.a2 - self.a1) * (self.b2 - self.b1)


def matching(a: Sequence[str], b: Sequence[str], *, work: Work, autojunk: bool) -> list[Match]:
    """Return the stretches that both rows have, in order, none touching the next.

    Args:
        autojunk: items that make up more than a hundredth of a row begin no match (as difflib has it).
    """
    stretches: list[Match] = []
    waiting = [Region(0, len(a), 0, len(b))]
    while waiting:
        region = waiting.pop()
        if region.pairs > PLAIN and work.spend(region.a2 - region.a1 + region.b2 - region.b1):
            ends, region = _trimmed(a, b, region)
            stretches += ends
        if 0 < region.pairs <= SHORT:
            plain = region.pairs <= PLAIN
            matches = list(_closely(a, b, region, work, autojunk=autojunk, signs_begin=plain))
            stretches += matches
            waiting += [] if plain else [one for one in _between(region, matches) if one.pairs <= PLAIN]
        elif region.pairs and work.spend(region.a2 - region.a1 + region.b2 - region.b1):
            anchors = _anchors(a, b, region)
            stretches += anchors
            waiting += _between(region, anchors) if anchors else ()
    return _joined(stretches)


class _Counted(SequenceMatcher[str]):
    """difflib's comparison, which ends without a match when its work is used up."""

    def __init__(self, a: Sequence[str], b: Sequence[str], work: Work, *, autojunk: bool, signs_begin: bool) -> None:
        super().__init__(None if signs_begin else _wordless, a, b, autojunk)
        self._work = work
        places = self.b2j  # type: ignore[attr-defined]
        self._costs = list(accumulate((1 + len(places.get(item, ())) for item in a), initial=0))

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        """As difflib does; its cost is known beforehand from how often each item stands in the other row."""
        last = len(self._costs) - 1 if ahi is None else ahi
        if not self._work.spend(self._costs[last] - self._costs[alo]):
            return Match(alo, blo, 0)
        return super().find_longest_match(alo, ahi, blo, bhi)


def _wordless(item: str) -> bool:
    """Whether there is neither letter nor digit in an item: a blank line, a sign."""
    return not any(map(str.isalnum, item))


def _closely(
    a: Sequence[str], b: Sequence[str], region: Region, work: Work, *, autojunk: bool, signs_begin: bool
) -> Iterator[Match]:
    """Compare a region by difflib's way; unless `signs_begin`, what holds no word only continues a match."""
    rows = a[region.a1 : region.a2], b[region.b1 : region.b2]
    counted = _Counted(*rows, work, autojunk=autojunk, signs_begin=signs_begin)
    for match in counted.get_matching_blocks():
        if match.size:
            yield Match(region.a1 + match.a, region.b1 + match.b, match.size)


def _trimmed(a: Sequence[str], b: Sequence[str], region: Region) -> tuple[list[Match], Region]:
    """What a region begins and ends with in both rows, and what is left between."""
    most = min(region.a2 - region.a1, region.b2 - region.b1)
    first = next((n for n in range(most) if a[region.a1 + n] != b[region.b1 + n]), most)
    most -= first
    last = next((n for n in range(most) if a[region.a2 - 1 - n] != b[region.b2 - 1 - n]), most)
    ends = [Match(region.a1, region.b1, first), Match(region.a2 - last, region.b2 - last, last)]
    inner = Region(region.a1 + first, region.a2 - last, region.b1 + first, region.b2 - last)
    return [match for match in ends if match.size], inner


def _anchors(a: Sequence[str], b: Sequence[str], region: Region) -> list[Match]:
    """Items with a letter or digit that stand once in each stretch: the longest row of them in the order of both."""
    in_a, in_b = Counter(a[region.a1 : region.a2]), Counter(b[region.b1 : region.b2])
    places = {b[place]: place for place in range(region.b1, region.b2) if in_b[b[place]] == 1}
    pairs = [
        (place, places[a[place]])
        for place in range(region.a1, region.a2)
        if in_a[a[place]] == 1 and a[place] in places and not _wordless(a[place])
    ]
    return [Match(i, j, 1) for i, j in _rising(pairs)]


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest row of pairs, given by their first, whose second rises too."""
    ends: list[int] = []
    last_of: list[int] = []
    before: list[int] = []
    for place, (_i, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        before.append(last_of[length - 1] if length else -1)
        ends[length : length + 1] = [j]
        last_of[length : length + 1] = [place]
    row = []
    place = last_of[-1] if last_of else -1
    while place >= 0:
        row.append(pairs[place])
        place = before[place]
    return row[::-1]


def _between(region: Region, anchors: Sequence[Match]) -> Iterator[Region]:
    """The stretches before, between and after matches."""
    a1, b1 = region.a1, region.b1
    for match in anchors:
        yield Region(a1, match.a, b1, match.b)
        a1, b1 = match.a + match.size, match.b + match.size
    yield Region(a1, region.a2, b1, region.b2)


def _joined(stretches: list[Match]) -> list[Match]:
    joined: list[Match] = []
    for match in sorted(stretches):
        last = joined[-1] if joined else None
        if last and (last.a + last.size, last.b + last.size) == (match.a, match.b):
            joined[-1] = Match(last.a, last.b, last.size + match.size)
        else:
            joined.append(match)
    return joined
