"""The participants of an erased account leave their processes later, one by one."""

from kuvend.foundation.contributions.leaving import leave_when_due
from kuvend.foundation.core import jobs
from kuvend.foundation.core.clock import now


@jobs.job("contributions.leave")
def let_one_leave() -> None:
    """Let one participant leave, if one is due; the next one waits for the next time."""
    leave_when_due(at=now())


jobs.every("*/13 * * * *", "contributions.leave")
