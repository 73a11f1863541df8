"""Which section of a new version of a text is which of the version before: known again by heading or by words.

Nothing is guessed. A pair that is clearly the same is matched; what could be several, or none, is left to be asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

WORD = re.compile(r"\w+")
ALIKE = 0.6  # of the words are shared: it may be the same section under another heading
KIN = 0.25  # so many are shared that a person has to say whether it is
CLEAR = 0.2  # by so much the best is better than the next one, else nobody can tell


@dataclass(frozen=True, slots=True)
class Piece:
    """A section: its number ("" for none), its titles and words in all languages, and its place before."""

    number: str
    titles: tuple[str, ...]
    words: str
    place_before: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """What a section of the new version is: the place of `before` that it continues, or new.

    `candidates` are the places it might continue when that is not clear; `before` is None then, too. `by` says how it
    was known again: `key`, `heading`, `words`, or "" for a new one and for what must be asked.
    """

    before: int | None
    by: str = ""
    candidates: tuple[int, ...] = ()


def likeness(first: str, second: str) -> float:
    """Return the share of words that two texts have in common, from 0 to 1 (Dice), in whatever order they stand."""
    return _shared(_bag(first), _bag(second))


def match_sections(*, before: Sequence[Piece], after: Sequence[Piece]) -> list[Match]:
    """Return what each section of `after` is. Those with a known place keep it; no place is taken twice."""
    places = {piece.place_before for piece in after if piece.place_before is not None}
    free = [place for place in range(len(before)) if place not in places]
    unknown = [place for place, piece in enumerate(after) if piece.place_before is None]
    scores = _scores(before, after, free, unknown)
    wishes = {place: _wish(before, after[place], free, scores[place]) for place in unknown}
    wishes_by_place = Counter(match.before for match in wishes.values() if match.before is not None)
    sure = {
        place: match
        for place, match in wishes.items()
        if match.before is not None and wishes_by_place[match.before] == 1
    }
    used = {match.before for match in sure.values()}
    section_matches = []
    for place, piece in enumerate(after):
        if piece.place_before is not None:
            section_matches.append(Match(piece.place_before, "key"))
        elif place in sure:
            section_matches.append(sure[place])
        else:
            wish = wishes[place]
            open_to = (*wish.candidates, *(() if wish.before is None else (wish.before,)))
            section_matches.append(Match(None, candidates=tuple(sorted({one for one in open_to if one not in used}))))
    return section_matches


def _wish(before: Sequence[Piece], piece: Piece, free: Sequence[int], scores: dict[int, float]) -> Match:
    """Return what one section would be, had it the choice alone."""
    if not free:
        return Match(None)
    ranked = sorted(free, key=lambda place: -scores[place])
    best, second = ranked[0], scores[ranked[1]] if len(ranked) > 1 else 0.0
    titled = [place for place in free if _folded(before[place]) & _folded(piece)]
    headed = [place for place in titled if before[place].number == piece.number] or titled
    if len(headed) == 1 and scores[best] - scores[headed[0]] < CLEAR:
        return Match(headed[0], "heading")
    if not titled and scores[best] >= ALIKE and scores[best] - second >= CLEAR:
        return Match(best, "words")
    numbered = {place for place in free if piece.number and before[place].number == piece.number}
    kin = {place for place in free if scores[place] >= KIN}
    return Match(None, candidates=tuple(sorted({*numbered, *kin, *titled})))


def _scores(
    before: Sequence[Piece], after: Sequence[Piece], free: Sequence[int], unknown: Sequence[int]
) -> dict[int, dict[int, float]]:
    bags = {place: _bag(before[place].words) for place in free}
    return {
        place: {old: _shared(bag, bags[old]) for old in free} for place in unknown for bag in [_bag(after[place].words)]
    }


def _folded(piece: Piece) -> set[str]:
    return {" ".join(title.casefold().split()) for title in piece.titles if title.strip()}


def _bag(text: str) -> Counter[str]:
    return Counter(word.casefold() for word in WORD.findall(text))


def _shared(first: Counter[str], second: Counter[str]) -> float:
    total = first.total() + second.total()
    few, many = (first, second) if len(first) < len(second) else (second, first)
    return 2 * sum(min(count, many[word]) for word, count in few.items()) / total if total else 0.0
