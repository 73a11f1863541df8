"""Accounts whose code was never typed are forgotten."""

from kuvend.foundation.core import jobs
from kuvend.foundation.core.clock import now
from kuvend.foundation.people import actions


@jobs.job("people.forget_unconfirmed")
def forget_unconfirmed() -> None:
    """Delete accounts that nobody confirmed within a day."""
    actions.forget_unconfirmed(at=now())


jobs.every("23 * * * *", "people.forget_unconfirmed")
