"""`python -m tests.bench.deliberation_doubles`: the same vote sent twice at once over HTTP; of each pair one counts.

A served site of its own; every vote of a person on a statement is sent by two threads at the same moment, as an
impatient finger or two open windows do. Prints how many rows there are, and what the stored map counts.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.bench.__main__ import site
from tests.bench.quiet import keep_quiet
from tests.bench.votes import PATIENCE, POLL, Voting, filled, votes_read

STATEMENTS, PEOPLE, VOTES = 50, 500, 10_000  # that are there before


def doubled(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return each pair twice, one after the other: two threads take them at once."""
    return [pair for pair in pairs for _ in range(2)]


def report(home: Path, number: int, rate: int) -> int:
    """Fill, serve, vote twice and print; 1 when a pair counts twice or not at all."""
    from kuvend.participation.deliberation.models import Vote

    activity, statements, sessions = filled(PEOPLE, STATEMENTS, VOTES, -(-number // STATEMENTS))
    before = Vote.objects.count()
    pairs = [(session, one) for one in statements for session in sessions][:number]
    with site(home):
        voting = Voting(activity, doubled(pairs), 2 * rate)
        voting.run()
        counted, until = 0, time.monotonic() + PATIENCE
        while counted < len(pairs) and time.monotonic() < until:
            counted = votes_read(activity) - before
            time.sleep(POLL)
    rows = Vote.objects.count() - before
    print(f"{len(voting.done)} requests for {len(pairs)} pairs, {voting.refused} refused")
    print(f"{rows} votes kept, {counted} counted")
    return int(rows != len(pairs) or counted != len(pairs) or voting.refused > 0)


def main() -> int:
    """Make a home of its own, measure, and leave nothing behind."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.deliberation_doubles", description=__doc__)
    parser.add_argument("--pairs", type=int, default=1000, help="votes, each sent twice (default: 1000)")
    parser.add_argument("--rate", type=int, default=100, help="pairs a second (default: 100)")
    args = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="kuvend-doubles-", dir="/tmp"))
    home.chmod(0o755)
    try:
        return _prepared(home, args)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _prepared(home: Path, args: Any) -> int:
    from kuvend.foundation.core.commands import Needs
    from kuvend.web.cli.environment import prepared
    from tests.bench.__main__ import PORT

    os.environ |= {"KUVEND_HOME": str(home), "KUVEND_HOST": f"localhost:{PORT}"}
    with prepared(Needs.SCHEMA):
        keep_quiet()
        return report(home, args.pairs, args.rate)


if __name__ == "__main__":
    raise SystemExit(main())
