"""What tidies itself up."""

from kuvend.foundation.core import jobs, limits
from kuvend.foundation.core.clock import now
from kuvend.foundation.core.door import kept_forms, sending


@jobs.job("limits.forget_old")
def forget_old_limits() -> None:
    """Delete counts of windows that are over, forms that were sent, words that nobody came back for."""
    limits.forget_old(at=now())
    sending.forget_old(at=now())
    kept_forms.forget_old(at=now())


jobs.every("7 * * * *", "limits.forget_old")
