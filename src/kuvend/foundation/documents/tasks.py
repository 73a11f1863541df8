"""What jobs do with files: read their text, asked for when one is stored and every night, and forget unused ones."""

from kuvend.foundation.core import jobs
from kuvend.foundation.core.clock import now
from kuvend.foundation.documents import actions


@jobs.job("documents.read_texts")
def read_texts() -> None:
    """Read texts until none waits."""
    while actions.read_text(at=now()):
        pass


@jobs.job("documents.forget_unused")
def forget_unused() -> None:
    """Delete contents that were chosen in a form and never published."""
    actions.forget_unused(at=now())


jobs.every("53 2 * * *", "documents.read_texts")
jobs.every("41 * * * *", "documents.forget_unused")
