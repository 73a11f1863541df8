"""The difference of two texts as people read it: whole paragraphs first, then the words inside those that changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match
from itertools import groupby

from kuvend.engines.legaltext.matching import Work, matching

WORD = re.compile(r"\w+|\s+|[^\w\s]")
ALIKE = 0.3  # paragraphs that share less of their words are shown as one taken out and another put in
MOST_PARTS = 3_000  # of a difference: with more it is told in coarser ones, which people can read


@dataclass(frozen=True, slots=True)
class Part:
    """A run of text: kept when `old` and `new` have the same words, else replaced (either may be empty)."""

    old: str
    new: str

    @property
    def changed(self) -> bool:
        """Whether the words differ; white space alone does not count."""
        return self.old.split() != self.new.split()


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs that stand together: all unchanged (one part), or what became of one or several."""

    parts: tuple[Part, ...]

    @property
    def changed(self) -> bool:
        """Whether anything in it differs."""
        return any(part.changed for part in self.parts)

    @property
    def new(self) -> str:
        """Its words in the new text."""
        return "".join(part.new for part in self.parts)


def difference(*, old: str, new: str, work: Work | None = None) -> list[Block]:
    """Return how `old` became `new`: the parts' old words joined are the old text, their new words the new text.

    The same two texts always give the same blocks. Compared by paragraph and then by word, so that a long text costs
    little when little of it changed. What cannot be compared within `work` is shown as replaced.
    """
    work = work or Work()
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    matches = matching([one.rstrip() for one in before], [one.rstrip() for one in after], work=work, autojunk=False)
    blocks: list[Block] = []
    for old_words, new_words, kept_old, kept_new in _stretches(before, after, matches):
        if old_words or new_words:
            blocks += _replaced(old_words, new_words, work)
        if kept_old:
            blocks.append(Block((Part("".join(kept_old), "".join(kept_new)),)))
    return _readable(blocks)


Stretch = tuple[Sequence[str], Sequence[str], Sequence[str], Sequence[str]]


def _stretches(a: Sequence[str], b: Sequence[str], matches: Sequence[Match]) -> Iterator[Stretch]:
    """Yield what went and what came before each stretch that both have, and that stretch; the rest at the end."""
    i = j = 0
    for match in [*matches, Match(len(a), len(b), 0)]:
        end_a, end_b = match.a + match.size, match.b + match.size
        yield a[i : match.a], b[j : match.b], a[match.a : end_a], b[match.b : end_b]
        i, j = end_a, end_b


def _readable(blocks: list[Block]) -> list[Block]:
    """Return blocks of which there are not too many parts: changes that follow each other become one, else all."""
    if sum(len(block.parts) for block in blocks) <= MOST_PARTS:
        return blocks
    runs = groupby((_as_one([block]) for block in blocks), key=lambda block: block.changed)
    coarse = [_as_one(list(run)) for _changed, run in runs]  # each run is joined once, however long it is
    return coarse if len(coarse) <= MOST_PARTS else [_as_one(coarse)]


def _as_one(blocks: Sequence[Block]) -> Block:
    """Return blocks as a block of one part."""
    return Block((_one_part([part for block in blocks for part in block.parts]),))


def _one_part(parts: Sequence[Part]) -> Part:
    return Part("".join(part.old for part in parts), "".join(part.new for part in parts))


def apply(blocks: Sequence[Block], *, old: str) -> str:
    """Return the new text. Raises ValueError when the blocks were not made from `old`."""
    if "".join(part.old for block in blocks for part in block.parts) != old:
        raise ValueError("this is the difference of another text")
    return "".join(block.new for block in blocks)


def _replaced(before: Sequence[str], after: Sequence[str], work: Work) -> list[Block]:
    """Return what became of neighbouring paragraphs; as many as before are compared one by one.

    Each that came alone, or went alone, is a block of its own.
    """
    if not before or not after:
        return [Block((Part(old, ""),)) for old in before] + [Block((Part("", new),)) for new in after]
    if len(before) == len(after):
        return [Block(tuple(_words(old, new, work))) for old, new in zip(before, after, strict=True)]
    return [Block(tuple(_words("".join(before), "".join(after), work)))]


def _words(old: str, new: str, work: Work) -> list[Part]:
    a, b = WORD.findall(old), WORD.findall(new)
    if not work.spend(len(a) + len(b)):
        return [Part(old, new)]
    matches = matching(a, b, work=work, autojunk=True)
    common_letters = sum(_letters("".join(a[match.a : match.a + match.size])) for match in matches)
    if common_letters < ALIKE * min(_letters(old), _letters(new)):
        return [Part(old, new)]
    parts = []
    for stretch in _stretches(a, b, matches):
        old_words, new_words, kept_old, kept_new = map("".join, stretch)
        parts += [Part(old_words, new_words)] if old_words or new_words else []
        parts += [Part(kept_old, kept_new)] if kept_old else []
    return list(_joined(parts))


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _joined(parts: Sequence[Part]) -> Iterator[Part]:
    """Join changes that only a space or a sign keeps apart: one change of three words reads better than three."""
    changes: list[Part] = []
    last = len(parts) - 1
    for place, part in enumerate(parts):
        between = changes and place < last and not part.changed and not _letters(part.new)
        if part.changed or between:
            changes.append(part)
            continue
        if changes:
            yield _one_part(changes)
        changes = []
        yield part
    if changes:
        yield _one_part(changes)
