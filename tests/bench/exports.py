"""`python -m tests.bench.exports`: how long a file of all contributions takes, and how much memory (goal: 150 MB)."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

GOAL_MB = 150
ROWS = """
    INSERT INTO contributions_contribution (public_id, kind, activity_id, participant_id, state, title, body, body_html,
        language, version, posted_at, comment_count, support_count, folded)
    SELECT lpad(to_hex(g), 10, '0'), 'idea', %s, %s, 'published', 'Ide ' || g,
        repeat('Zyra duhet hapur më gjatë. ', 8), '', 'sq', 1, now(), 0, 0, ''
    FROM generate_series(1, %s) g
"""
DUTIES = """
    INSERT INTO responses_duty (contribution_id, institution_id, due_date, state)
    SELECT id, %s, '2026-12-28', 'open' FROM contributions_contribution
"""
LISTS = (
    "/api/v1/contributions?limit=100",
    "/api/v1/contributions?limit=100&sort=-id",
    "/api/v1/contributions?state=hidden",
    "/api/v1/institutions",
    "/sitemap.xml",
    "/sitemaps/contributions-1.xml",
)


def seed(number: int) -> None:
    """Put that many contributions, each with its duty, into the database of this process."""
    from django.db import connection

    from kuvend.foundation.processes.models import Participant
    from tests.support.house import House

    house = House()
    participant = Participant.objects.create(process=house.process, pseudonym="Lis 1")
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [house.activity.pk, participant.pk, number])
        cursor.execute(DUTIES, [house.owner.pk])
        cursor.execute("ANALYZE")


def write(kind: str) -> None:
    """Write the contributions, as a reader takes them, and print what it took."""
    import django

    django.setup()
    import psutil
    from django.utils import timezone

    from kuvend.foundation.datasets.listed import datasets
    from kuvend.foundation.datasets.writing import FORMATS, gzipped

    process, size, peak, start = psutil.Process(), 0, 0, time.perf_counter()
    for part in gzipped(FORMATS[kind][0](datasets()["contributions"], today=timezone.now().date())):
        size, peak = size + len(part), max(peak, process.memory_info().rss)
    seconds, megabytes = time.perf_counter() - start, peak / 2**20
    verdict = "kept" if megabytes < GOAL_MB else "MISSED"
    print(f"{kind}: {seconds:.0f} s, {size / 2**20:.0f} MB compressed, {megabytes:.0f} MB of memory (goal {verdict})")


def lists() -> None:
    """Print how long the lists of the API take on that many rows."""
    from django.test import Client

    client: Any = Client(SERVER_NAME="localhost")
    for address in LISTS:
        client.get(address).getvalue()
        start = time.perf_counter()
        client.get(address).getvalue()
        print(f"{(time.perf_counter() - start) * 1000:>6.0f} ms  {address}")


def main() -> int:
    """Seed, write each format in a process of its own, ask the lists."""
    options = argparse.ArgumentParser(prog="python -m tests.bench.exports", description=__doc__)
    options.add_argument("--rows", type=int, default=1_000_000, help="how many contributions")
    options.add_argument("--write", help=argparse.SUPPRESS)
    args = options.parse_args()
    if args.write:
        write(args.write)
        return 0
    home = Path(tempfile.mkdtemp(prefix="kuvend-bench-", dir="/tmp"))
    home.chmod(0o755)
    os.environ["KUVEND_HOME"] = str(home)
    from kuvend.foundation.core.commands import Needs
    from kuvend.web.cli.environment import prepared

    try:
        with prepared(Needs.SCHEMA):
            seed(args.rows)
            print(f"{args.rows:,} contributions")
            for kind in ("csv", "json"):
                subprocess.run([sys.executable, "-m", "tests.bench.exports", "--write", kind], check=True)
            lists()
    finally:
        shutil.rmtree(home, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
