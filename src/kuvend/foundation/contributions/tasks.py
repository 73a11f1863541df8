"""What an erased account leaves to be told is told later, process by process."""

from kuvend.foundation.contributions.own import tell_leaving
from kuvend.foundation.core import jobs
from kuvend.foundation.core.clock import now


@jobs.job("contributions.tell_leaving")
def tell_what_is_due() -> None:
    """Put the withdrawals of one process on record, if some are due; the next one waits for the next time."""
    tell_leaving(at=now())


jobs.every("*/13 * * * *", "contributions.tell_leaving")
