"""Pseudonyms: a word and a number ("Lis 482"), unique in their process by constraint."""

from __future__ import annotations

import secrets
from pathlib import Path

# Trees, flowers, birds, stones, winds and waters; each is a plain, friendly noun in its dictionary form.
WORDS = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").split()


def draw_pseudonym() -> str:
    """Return a pseudonym drawn at random, with a number of three digits."""
    return f"{secrets.choice(WORDS)} {100 + secrets.randbelow(900)}"


def draw_longer_pseudonym() -> str:
    """Return a pseudonym with a number of six digits, for a process in which the short ones run out."""
    return f"{secrets.choice(WORDS)} {100_000 + secrets.randbelow(900_000)}"
