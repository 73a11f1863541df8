"""`python -m tests.bench.search`: statements and CPU of searches in 100,000 contributions, pages 1 and 50.

Each search is asked as a browser asks, in this process; its CPU is that of the application and of PostgreSQL together,
the least of several rounds. The goal is 12 statements and 20 ms. With `--strict` a goal that is not met ends with 1.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.bench.filters import GOAL_MS, GOAL_SQL, PAGES, page_number, seed
from tests.bench.pages import measured
from tests.bench.quiet import keep_quiet


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


def measure_all(house: Any) -> int:
    """Print a line for each search and page; return how many miss a goal."""
    import psutil
    from django.db import connection
    from django.test import Client

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = psutil.Process(cursor.fetchone()[0])
    client, missed = Client(), 0
    statements: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        statements.append(sql)
        return execute(sql, *rest)

    for address in searches(house):
        for page in (address, page_number(client, address, PAGES)):
            statements.clear()
            with connection.execute_wrapper(note):
                client.get(page)
            sql = len(statements)
            ms = measured(address, page, [client], backend)
            late = sql > GOAL_SQL or ms > GOAL_MS
            missed += late
            where = "page 1 " if page is address else "further"
            print(f"{address:<75} {where} {sql:>3} SQL {ms:>7.1f} ms{'   MISSED' if late else ''}", flush=True)
    return missed


def main() -> int:
    """Seed, index, measure, print."""
    options = argparse.ArgumentParser(prog="python -m tests.bench.search", description=__doc__)
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--strict", action="store_true", help="end with 1 when a goal is missed")
    args = options.parse_args()
    home = Path(tempfile.mkdtemp(prefix="kuvend-bench-", dir="/tmp"))
    home.chmod(0o755)
    os.environ |= {"KUVEND_HOME": str(home), "KUVEND_KEPT_PAGES": "0", "KUVEND_HOST": "testserver"}
    from kuvend.foundation.core.commands import Needs
    from kuvend.web.cli.environment import prepared

    try:
        with prepared(Needs.SCHEMA):
            from django.core.management import call_command

            keep_quiet()
            call_command("collectstatic", verbosity=0, interactive=False)
            missed = measure_all(indexed(args.rows))
    finally:
        shutil.rmtree(home, ignore_errors=True)
    return int(args.strict and missed > 0)


if __name__ == "__main__":
    sys.exit(main())
