"""Days as they are typed on the command line."""

from __future__ import annotations

from datetime import date

from kuvend.engines.formats.days import NoDay, read_day
from kuvend.foundation.core.problems import UsageProblem


def day_of(typed: str, option: str) -> date:
    """Return the day that was typed for an option. Raises UsageProblem."""
    try:
        return read_day(typed)
    except NoDay as problem:
        raise UsageProblem(f"{option}: {typed!r} {problem}") from None
