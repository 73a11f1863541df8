"""Three outcomes and their arithmetic: failed beats unknown, unknown beats passed.

This is the strong logic of Kleene. Whoever joins outcomes only with these functions cannot turn a failure into a
pass by hiding something: what becomes unknown can only make the whole unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Outcome(Enum):
    """What a check found."""

    FAILED = "failed"
    PASSED = "passed"
    UNKNOWN = "unknown"


FAILED, PASSED, UNKNOWN = Outcome.FAILED, Outcome.PASSED, Outcome.UNKNOWN


def holds(statement: bool) -> Outcome:
    """Return the outcome of a statement that is known to be true or false."""
    return PASSED if statement else FAILED


def all_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Return failed if any failed, else unknown if any is, else passed."""
    distinct = set(outcomes)
    return FAILED if FAILED in distinct else UNKNOWN if UNKNOWN in distinct else PASSED


def any_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Return passed if any passed, else unknown if any is, else failed."""
    distinct = set(outcomes)
    return PASSED if PASSED in distinct else UNKNOWN if UNKNOWN in distinct else FAILED


def not_(outcome: Outcome) -> Outcome:
    """Return the opposite; the opposite of unknown is unknown."""
    return {PASSED: FAILED, FAILED: PASSED, UNKNOWN: UNKNOWN}[outcome]
