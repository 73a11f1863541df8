"""Problems that a person can mend, said in one line, and where in our code an error came from."""

from pathlib import Path
from types import TracebackType

PACKAGE = f"{Path(__file__).resolve().parents[2]}/"


class UsageProblem(Exception):
    """The input or the surroundings are unusable; the message says what is wrong and what to do.

    The command line prints it without a traceback and ends with exit code 2.
    """


class NotWhole(Exception):
    """What somebody wrote lacks parts; `lacks` maps each field to the sentence shown at it."""

    def __init__(self, lacks: dict[str, str]) -> None:
        super().__init__("; ".join(lacks.values()))
        self.lacks = lacks


def place_of(trace: TracebackType | None) -> str:
    """Return the innermost place in our own code ("foundation/record/cursors.py:71"), "" when there is none."""
    place = ""
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.startswith(PACKAGE):
            place = f"{name.removeprefix(PACKAGE)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
