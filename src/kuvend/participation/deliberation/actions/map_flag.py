"""How a fresh map is asked for: a flag that nobody waits for, and one job that looks at all flags."""

from __future__ import annotations

from functools import partial

from django.db import connection, transaction

from kuvend.foundation.core import jobs

JOB = "deliberation.compute_maps"

FLAG = """
UPDATE deliberation_deliberation SET map_asked = true WHERE activity_id = (
    SELECT activity_id FROM deliberation_deliberation WHERE activity_id = %s AND NOT map_asked
    FOR NO KEY UPDATE SKIP LOCKED)
"""


def ask_for_map(activity_id: int) -> None:
    """Ask for a fresh map once the running transaction has committed (at once when there is none).

    While one is asked for already, or another request is just asking, this is one statement that changes nothing:
    the map takes its flag down before it reads the votes, so whatever was committed before the flag was seen is
    counted. A request that is lost is made good by the job's periodic run.
    """
    transaction.on_commit(partial(_raise_flag, activity_id), robust=True)


def _raise_flag(activity_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FLAG, [activity_id])
        raised = cursor.rowcount == 1
    if raised:
        jobs.ask(JOB)
