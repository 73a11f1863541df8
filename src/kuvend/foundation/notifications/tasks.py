"""Mail leaves by a job: asked for when letters are queued, and every half minute in case that was lost."""

from kuvend.foundation.core import jobs
from kuvend.foundation.core.clock import now
from kuvend.foundation.notifications import actions


@jobs.job("mail.deliver")
def deliver() -> None:
    """Send queued letters until none is left that can be sent now."""
    while actions.deliver(at=now()) == actions.BATCH:
        pass


jobs.every("* * * * * */30", "mail.deliver")
