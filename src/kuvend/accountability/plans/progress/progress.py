"""A commitment's progress follows from its milestones, by one stated rule; nobody types it.

The rule:
1. No milestone has been reported on: nothing is known, so there is no status (None).
2. A milestone without a report counts as not started.
3. All milestones completed: completed. All not started: not started.
4. At least half of the milestones substantial or completed: substantial.
5. Otherwise: limited.

A milestone that was closed undone counts as what it had reached; it is never completed, so neither is its commitment,
and closing what was not done lifts nothing.

So a commitment is completed only when every milestone is, and one step begun lifts it from "not started".
"""

from __future__ import annotations

from collections.abc import Sequence

from kuvend.accountability.plans.enums import Status

WELL_ON = {Status.SUBSTANTIAL, Status.COMPLETED}


def progress_of(statuses: Sequence[str]) -> Status | None:
    """Return the status of a commitment with milestones of these statuses ("" for one without a report)."""
    if not any(statuses):
        return None
    counted = [Status(status or Status.NOT_STARTED) for status in statuses]
    if all(status == Status.COMPLETED for status in counted):
        return Status.COMPLETED
    if all(status == Status.NOT_STARTED for status in counted):
        return Status.NOT_STARTED
    well_on = sum(status in WELL_ON for status in counted)
    return Status.SUBSTANTIAL if 2 * well_on >= len(counted) else Status.LIMITED
