"""The numbers of duties are added up every quarter of an hour."""

from kuvend.foundation.core import jobs
from kuvend.foundation.responses import actions


@jobs.job("responses.add_up", lock="responses.add_up")
def add_up() -> None:
    """Add up what was noted of duties since the last time."""
    actions.add_up_tallies()


jobs.every("4,19,34,49 * * * *", "responses.add_up")
