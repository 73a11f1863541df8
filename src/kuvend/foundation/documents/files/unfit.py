"""Why a file is not taken."""

from __future__ import annotations

from django.utils.functional import Promise


class Unfit(Exception):
    """A file is not taken; `sentence` says why, as the person reads it."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class TooLarge(Unfit):
    """A file has more than `MOST_BYTES`. Whoever takes a link in its place says so."""
