"""Files that were kept for a report and never published are forgotten."""

from kuvend.accountability.plans.progress import actions
from kuvend.foundation.core import jobs
from kuvend.foundation.core.clock import now


@jobs.job("plans.forget_kept_files")
def forget_kept_files() -> None:
    """Delete files that were kept for a week."""
    actions.forget_kept_files(at=now())


jobs.every("47 * * * *", "plans.forget_kept_files")
