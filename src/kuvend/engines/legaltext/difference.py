"""The difference of two texts as people read it: whole paragraphs first, then the words inside those that changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\w+|\s+|[^\w\s]")
ALIKE = 0.3  # paragraphs that share less of their words are shown as one taken out and another put in


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


def difference(*, old: str, new: str) -> list[Block]:
    """Return how `old` became `new`: the parts' old words joined are the old text, their new words the new text.

    The same two texts always give the same blocks. Compared by Ratcliff and Obershelp's way (Python's difflib), by
    paragraph and then by word, so that a long text costs little when little of it changed.
    """
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    lines = SequenceMatcher(None, [one.rstrip() for one in before], [one.rstrip() for one in after], autojunk=False)
    blocks: list[Block] = []
    for tag, i1, i2, j1, j2 in lines.get_opcodes():
        if tag == "equal":
            blocks.append(Block((Part("".join(before[i1:i2]), "".join(after[j1:j2])),)))
        else:
            blocks += _replaced(before[i1:i2], after[j1:j2])
    return blocks


def apply(blocks: Sequence[Block], *, old: str) -> str:
    """Return the new text. Raises ValueError when the blocks were not made from `old`."""
    if "".join(part.old for block in blocks for part in block.parts) != old:
        raise ValueError("this is the difference of another text")
    return "".join(block.new for block in blocks)


def _replaced(before: Sequence[str], after: Sequence[str]) -> list[Block]:
    """Return what became of neighbouring paragraphs; as many as before are compared one by one.

    Each that came alone, or went alone, is a block of its own.
    """
    if not before or not after:
        return [Block((Part(old, ""),)) for old in before] + [Block((Part("", new),)) for new in after]
    if len(before) == len(after):
        return [Block(tuple(_words(old, new))) for old, new in zip(before, after, strict=True)]
    return [Block(tuple(_words("".join(before), "".join(after))))]


def _words(old: str, new: str) -> list[Part]:
    a, b = WORD.findall(old), WORD.findall(new)
    codes = SequenceMatcher(None, a, b).get_opcodes()
    kept = sum(_letters("".join(a[i1:i2])) for tag, i1, i2, _j1, _j2 in codes if tag == "equal")
    if kept < ALIKE * min(_letters(old), _letters(new)):
        return [Part(old, new)]
    return list(_joined([Part("".join(a[i1:i2]), "".join(b[j1:j2])) for _tag, i1, i2, j1, j2 in codes]))


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _joined(parts: Sequence[Part]) -> Iterator[Part]:
    """Join changes that only a space or a sign keeps apart: one change of three words reads better than three."""
    held: Part | None = None
    last = len(parts) - 1
    for place, part in enumerate(parts):
        between = held is not None and place < last and not part.changed and not _letters(part.new)
        if part.changed or between:
            held = Part(held.old + part.old, held.new + part.new) if held else part
            continue
        if held:
            yield held
        held = None
        yield part
    if held:
        yield held
