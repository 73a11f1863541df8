"""What a terminal is shown, and what a file gets."""

import io
import os

from kuvend.web.cli.terminal import shown_plainly

HOSTILE = "A title\x1b[2J\x1b]0;owned\x07 \u202eexe.txt\x9b31m ë\tend\n"


def test_words_steer_no_terminal() -> None:
    ours, theirs = os.openpty()
    with os.fdopen(theirs, "w", encoding="utf-8") as terminal:
        stream = shown_plainly(terminal)
        print(HOSTILE, end="", file=stream)
        stream.flush()
        shown = os.read(ours, 4096).decode()
    os.close(ours)
    assert "A title\\x1b[2J" in shown
    assert "ë" in shown
    assert all(one.isprintable() or one in "\t\r\n" for one in shown)


def test_a_file_gets_the_words_as_they_are() -> None:
    out = io.StringIO()
    print(HOSTILE, end="", file=shown_plainly(out))
    assert out.getvalue() == HOSTILE
