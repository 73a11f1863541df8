"""What a terminal is shown: words of people may hold signs that move its cursor, colour it or turn its lines round.

A file or a pipe gets the words as they are.
"""

from __future__ import annotations

from typing import Any, TextIO

KEPT = {"\n", "\t", "\r"}  # \r: bars that show how far a command is


class PlainTerminal:
    """A terminal on which each sign that is not printable is written as its code."""

    def __init__(self, terminal: TextIO) -> None:
        self._terminal = terminal

    def write(self, text: str) -> int:
        """Write a text as it can be shown; the length of what was given."""
        self._terminal.write(plainly(text))
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Write several."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        """Everything else is the terminal's own."""
        return getattr(self._terminal, name)


def plainly(text: str) -> str:
    """Return a text in which nothing steers a terminal."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() or one in KEPT else repr(one)[1:-1] for one in text)


def shown_plainly(stream: Any) -> Any:
    """Return a stream as commands write to it: guarded where it is a terminal."""
    return PlainTerminal(stream) if stream.isatty() and not isinstance(stream, PlainTerminal) else stream
