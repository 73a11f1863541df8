"""The record's job: asked for after each deed, and every ten seconds in case a wake-up was lost."""

from kuvend.foundation.core import jobs
from kuvend.foundation.core.clock import now
from kuvend.foundation.record import actions


@jobs.job("record.advance", lane="record")
def advance() -> None:
    """Place new facts, sign the head, run the reactions."""
    actions.advance(at=now())


jobs.every("* * * * * */10", "record.advance")
