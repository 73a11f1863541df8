"""What tidies itself up."""

from kuvend.foundation.core import jobs, limits
from kuvend.foundation.core.clock import now


@jobs.job("limits.forget_old")
def forget_old_limits() -> None:
    """Delete counts of windows that are over."""
    limits.forget_old(at=now())


jobs.every("7 * * * *", "limits.forget_old")
