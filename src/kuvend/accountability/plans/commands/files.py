"""Plan files as they are named on the command line."""

from __future__ import annotations

import sys
from pathlib import Path

from kuvend.foundation.core.problems import UsageProblem

STANDARD = "-"


def text_of(name: str) -> str:
    """Return the text of a file, or of standard input for `-`. Raises UsageProblem."""
    try:
        text = sys.stdin.read() if name == STANDARD else Path(name).read_text(encoding="utf-8")
        text.encode()  # standard input carries bytes that are no UTF-8 along in disguise
        return text
    except OSError as problem:
        raise UsageProblem(f"{name}: cannot be read: {problem.strerror}") from problem
    except UnicodeError as problem:
        raise UsageProblem(f"{name}: is not UTF-8 text") from problem
