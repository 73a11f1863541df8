"""From when on a figure of the instance is trouble: one list for /readyz and for `kuvend doctor`."""

from __future__ import annotations

from kuvend.foundation.core.jobs import LANES
from kuvend.web.serving.figures import Figures

UNSIGNED_SECONDS = 60.0  # a fact without signed head
LETTER_SECONDS = 15 * 60.0  # a letter that has not left
JOB_SECONDS = 120.0  # a job that could run
TRANSACTION_SECONDS = 15 * 60.0  # a transaction that somebody left open holds back the live maps
AHEAD_SECONDS = 60.0  # a periodic job asked for in the future: the clock was set back


def troubles(state: Figures) -> list[str]:
    """Return the names of what waits too long or failed; names alone, for they are public."""
    over = {
        "record": (state.unsigned_seconds or 0) > UNSIGNED_SECONDS,
        "reactions": bool(state.reactions_failing),
        "mail": (state.letter_waiting_seconds or 0) > LETTER_SECONDS,
        "clock": (state.periodic_ahead_seconds or 0) > AHEAD_SECONDS,
        "transaction": (state.oldest_transaction_seconds or 0) > TRANSACTION_SECONDS,
        **{f"jobs_{lane}": state.oldest_job_seconds.get(lane, 0) > JOB_SECONDS for lane in LANES},
    }
    return [name for name, late in over.items() if late]
