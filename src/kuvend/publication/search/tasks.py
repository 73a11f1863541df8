"""What no fact tells of comes into the search by the clock."""

from kuvend.foundation.core import jobs
from kuvend.publication.search import actions


@jobs.job("search.refresh")
def refresh() -> None:
    """Draw anew the pages that explain, and sorts of few rows."""
    actions.refresh()


jobs.every("7,37 * * * *", "search.refresh")
