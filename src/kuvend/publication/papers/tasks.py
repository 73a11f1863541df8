"""Papers that wait are made by a job, those that are no longer so are forgotten each minute."""

from kuvend.foundation.core import jobs
from kuvend.foundation.core.clock import now
from kuvend.publication.papers import actions


@jobs.job("papers.make_waiting", lane="maps")
def make_waiting() -> None:
    """Make the papers for which somebody waits."""
    actions.make_waiting(at=now())


@jobs.job("papers.forget_old")
def forget_old() -> None:
    """Delete papers that nobody gets any more."""
    actions.forget_old(at=now())


jobs.every("* * * * *", "papers.make_waiting")
jobs.every("* * * * *", "papers.forget_old")
