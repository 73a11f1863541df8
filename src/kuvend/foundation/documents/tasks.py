"""The text of files is read by a job: asked for when one is stored, and every night in case that was lost."""

from kuvend.foundation.core import jobs
from kuvend.foundation.core.clock import now
from kuvend.foundation.documents import actions


@jobs.job("documents.read_texts")
def read_texts() -> None:
    """Read texts until none waits."""
    while actions.read_text(at=now()):
        pass


jobs.every("53 2 * * *", "documents.read_texts")
