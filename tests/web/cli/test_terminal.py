"""What a terminal is shown, and what a file gets."""

import io
import os
import subprocess
import sys
from pathlib import Path

from kuvend.web.cli.terminal import shown_plainly
from tests.support.serving import environment

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


def test_the_program_starts_in_a_shell_that_names_no_settings(tmp_path: Path) -> None:
    """The runs of these tests name them, which hides a module that asks for settings while it is read."""
    plain = {name: value for name, value in environment(tmp_path).items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [sys.executable, "-m", "kuvend", "--help"], env=plain, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0 and done.stdout.startswith("usage: kuvend"), done.stderr
