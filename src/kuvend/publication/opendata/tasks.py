"""The files of open data are made by a job that looks every minute whether something they hold has changed."""

from kuvend.foundation.core import jobs
from kuvend.foundation.core.clock import now
from kuvend.publication.opendata import actions


@jobs.job("opendata.keep_files")
def keep_files() -> None:
    """Make the files anew that are due."""
    actions.keep_files(at=now())


jobs.every("* * * * *", "opendata.keep_files")
