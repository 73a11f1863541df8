"""A text as numbered sentences: what somebody quotes from it is chosen, not typed."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

END = re.compile(r"[.!?…]+[\"”»’)\]]*\s+(?=[\"“„«(\[]*[^\W\d_a-zçë])")
"""Where a sentence ends: a full stop and a space before a capital letter."""
LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text: its number from 1, its words, where it begins and ends."""

    number: int
    words: str
    start: int
    end: int


class NotTogether(ValueError):
    """The sentences that were chosen do not follow each other."""


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of a text in order; a line is one at least, empty ones are left out.

    What has no letter yet ("1.", "2.1.") is the number of an item and stays with its words.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        first = start
        for end in END.finditer(line):
            if not LETTER.search(text, first, start + end.end()):
                continue
            spans.append((first, start + end.end()))
            first = start + end.end()
        start += len(line)
        spans.append((first, start))
    parts: list[Sentence] = []
    for first, last in spans:
        words = text[first:last]
        if words.strip():
            begin = first + len(words) - len(words.lstrip())
            parts.append(Sentence(len(parts) + 1, words.strip(), begin, begin + len(words.strip())))
    return parts


def passage(text: str, numbers: Collection[int]) -> str:
    """Return the words of the sentences with these numbers, exactly as they stand in the text; "" for none.

    Raises:
        NotTogether: when there is no such sentence, or others lie between them.
    """
    if not numbers:
        return ""
    parts, places = sentences(text), sorted(numbers)
    if places != list(range(places[0], places[-1] + 1)) or places[0] < 1 or places[-1] > len(parts):
        raise NotTogether
    return text[parts[places[0] - 1].start : parts[places[-1] - 1].end]


def runs_of(text: str, passages: Sequence[str]) -> list[str]:
    """Return the passages exactly as they stand in a text that is cut into them; [] where it is not.

    They are runs of its whole sentences, in order, without one left out or twice; white space may differ.
    """
    rest = list(sentences(text))
    runs = []
    for passage in passages:
        start, plain, run = rest[0].start if rest else 0, "".join(passage.split()), ""
        while rest and len(run) < len(plain):
            sentence = rest.pop(0)
            run, end = run + "".join(sentence.words.split()), sentence.end
        if not run or run != plain:
            return []
        runs.append(text[start:end])
    return [] if rest else runs


def numbers_in(text: str, quoted: str) -> list[int]:
    """Return the numbers of the sentences that a passage of the text touches; [] when it does not stand there."""
    start = text.find(quoted) if quoted else -1
    if start < 0:
        return []
    end = start + len(quoted)
    return [one.number for one in sentences(text) if one.start < end and start < one.end]
