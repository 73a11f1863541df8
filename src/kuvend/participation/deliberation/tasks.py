"""The job that computes maps: one for all deliberations, asked for after votes, and once a minute in any case."""

from time import sleep

from kuvend.foundation.core import jobs
from kuvend.foundation.core.clock import now
from kuvend.participation.deliberation.actions import ask_again, claim_maps, compute_map, next_claim_at
from kuvend.participation.deliberation.actions.map_flag import JOB

MOST_ROUNDS = 60  # then the job ends and asks for itself, so that a worker can be stopped


@jobs.job(JOB, lane="maps")
def compute_maps() -> None:
    """Compute every map that is asked for, each at most once a second, until none is asked for any more."""
    ask_again(at=now())
    for _round in range(MOST_ROUNDS):
        for activity_id in claim_maps(now()):
            compute_map(activity_id, at=now())
        first = next_claim_at()
        if first is None:
            return
        sleep(max(0.0, (first - now()).total_seconds()))
    jobs.ask(JOB)


jobs.every("* * * * *", JOB)
