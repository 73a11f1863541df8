"""Days as they are typed on the command line."""

from __future__ import annotations

from datetime import date

from kuvend.foundation.core.problems import UsageProblem


def day_of(typed: str, option: str) -> date:
    """Return the day that was typed for an option. Raises UsageProblem."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise UsageProblem(f"{option}: {typed!r} is no day; write it as 2026-05-31") from None
