"""Pairs of texts that are hard to compare, by name; each is made from a source of chance."""

from __future__ import annotations

import random
from collections.abc import Callable

WORDS = ["zyra", "hapet", "në", "tetë", "për", "të", "gjithë", "qytetarët"]


def law(chance: random.Random, paragraphs: int) -> str:
    """A long text as laws are: paragraphs parted by blank lines, common words often."""
    words = [f"{WORDS[place % 8]}{place}" for place in range(3000)]
    return "\n\n".join(
        " ".join(words[int(len(words) * chance.random() ** 3)] for _ in range(60)) for _ in range(paragraphs)
    )


HARD: dict[str, Callable[[random.Random], tuple[str, ...]]] = {
    "rewritten whole, 197,000 characters": lambda one: (law(one, 370), law(one, 370)),
    "rewritten whole with a paragraph more": lambda one: (law(one, 370), law(one, 371)),
    "one paragraph, rewritten": lambda one: (law(one, 370).replace("\n", " "), law(one, 370).replace("\n", " ")),
    "short lines": lambda one: tuple("\n".join(one.choice("abcdefgh") for _ in range(30_000)) for _ in range(2)),
    "repeated lines": lambda one: ("\n".join(["a b c d"] * 2500), "\n".join(["a b c d", "x"] * 2000)),
    "two lines in any order": lambda one: tuple(
        "\n".join(one.choice(["alfa", "beta"]) for _ in range(4000)) for _ in range(2)
    ),
    "the same word": lambda one: ("a " * 100_000, "a b " * 60_000),
    "blank lines": lambda one: ("\n" * 250_000, "\n" * 249_000 + "x"),
}
