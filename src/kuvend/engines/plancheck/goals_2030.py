"""The 169 targets of the Sustainable Development Goals (UN General Assembly resolution 70/1): which codes exist."""

from __future__ import annotations

NUMBERED = (5, 5, 9, 7, 6, 6, 3, 10, 5, 7, 7, 8, 3, 7, 9, 10, 19)
LETTERED = (
    "ab",
    "abc",
    "abcd",
    "abc",
    "abc",
    "ab",
    "ab",
    "ab",
    "abc",
    "abc",
    "abc",
    "abc",
    "ab",
    "abc",
    "abc",
    "ab",
    "",
)


def is_target(code: str) -> bool:
    """Tell whether a code such as 16.6 or 13.a names a target."""
    goal, _dot, target = code.partition(".")
    if not goal.isdecimal() or not 1 <= int(goal) <= len(NUMBERED):
        return False
    place = int(goal) - 1
    if target.isdecimal():
        return 1 <= int(target) <= NUMBERED[place]
    return len(target) == 1 and target in LETTERED[place]
