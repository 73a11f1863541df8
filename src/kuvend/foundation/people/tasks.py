"""Letters of the sign-in are sent; accounts whose code was never typed, and sessions that are over, are forgotten."""

from kuvend.foundation.core import jobs
from kuvend.foundation.core.clock import now
from kuvend.foundation.people import actions, letters


@jobs.job(letters.JOB, lane="codes")
def send_letters() -> None:
    """Send the letters of the sign-in that wait."""
    letters.send_waiting(at=now())


jobs.every("* * * * * */10", letters.JOB)


@jobs.job("people.forget_unconfirmed")
def forget_unconfirmed() -> None:
    """Delete accounts that nobody confirmed within a day."""
    actions.forget_unconfirmed(at=now())


jobs.every("23 * * * *", "people.forget_unconfirmed")


@jobs.job("people.forget_sessions")
def forget_sessions() -> None:
    """Delete sessions that are over."""
    actions.forget_sessions(at=now())


jobs.every("37 * * * *", "people.forget_sessions")
