"""`python -m tests.bench.search`: statements and CPU of searches in 100,000 contributions, pages 1 and 50.

Each search is asked as a browser asks, in this process; its CPU is that of the application and of PostgreSQL together,
the least of several rounds. The goal is 12 statements and 20 ms. With `--strict` a goal that is not met ends with 1.
"""

from __future__ import annotations

import sys
import time
from typing import Any

from tests.bench.filters import run, seed


def indexed(number: int) -> Any:
    """Seed that many contributions, each with words of its own, and draw the index; returns the house."""
    from django.db import connection

    from kuvend.publication.search.actions import rebuild

    house = seed(number)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE contributions_contribution SET body = folded")
        start = time.process_time()
        counts = rebuild()
        print(f"rebuilt {sum(counts.values()):,} entries, {time.process_time() - start:.0f} s of CPU", flush=True)
        cursor.execute("VACUUM ANALYZE")
    return house


def searches(house: Any) -> list[str]:
    """Return the addresses that are measured: common, rare and no words, each filter, several together."""
    owner = house.owner.public_id
    queries = (
        "q=zyra", "q=zyra&order=newest", "q=zyra+banka", "q=xhamia", "q=xhamia&order=newest", "q=z", "q=nothing+here",
        "kind=comment", "q=zyra&kind=comment", "q=xhamia&kind=response", "language=en", "q=zyra&language=it",
        f"q=banka&institution={owner}", f"q=zyra&process={house.process.public_id}", "q=zyra&part=nothing",
        "q=banka&place=Fier", "state=answered", "q=zyra&state=waits", "q=zyra&state=open", "q=zyra&verdict=passed_on",
        "q=zyra&from=2000-01-01&until=2000-01-02", "kind=idea&language=en&verdict=accepted&order=newest",
        "q=" + "+".join(["zyra", "banka"] * 6),
    )  # fmt: skip
    return ["/en/search/", *(f"/en/search/?{query}" for query in queries)]


if __name__ == "__main__":
    sys.exit(run("search", __doc__, seeded=indexed, addresses=searches))
