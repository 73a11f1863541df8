"""Versions of texts are compared by a job: asked for when one is published, and every night in case that was lost."""

from kuvend.foundation.core import jobs
from kuvend.foundation.outcomes import actions


@jobs.job("outcomes.compare")
def compare() -> None:
    """Compare versions until all differences are kept."""
    while actions.keep_differences():
        pass


jobs.every("41 2 * * *", "outcomes.compare")
