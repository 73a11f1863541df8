"""`python -m tests.bench.pages`: the CPU of every page that has something on it, application and PostgreSQL together.

Pages, clients and rows are those whose statements are stored (`tests/web/test_pages.py`). A request's CPU is the least
of several rounds: other work on the machine only adds. `--json FILE` keeps the figures, `--beside FILE` prints them
beside kept ones, such as those of an earlier release on the same machine.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.bench.quiet import keep_quiet

ROUNDS, REQUESTS = 7, 3


def measured(name: str, address: str, clients: list[Any], backend: Any) -> float:
    """Return the least CPU of one request of a page, in milliseconds. Raises SystemExit where nobody may see it."""
    client = next((client for client in clients if client.get(address).status_code == 200), None)
    if client is None:
        raise SystemExit(f"{name}: nobody sees {address}")
    rounds = []
    for _ in range(ROUNDS):
        before = _seconds(backend)
        for _ in range(REQUESTS):
            answer = client.get(address)
            if answer.streaming:
                b"".join(answer.streaming_content)
        rounds.append((_seconds(backend) - before) * 1000 / REQUESTS)
    return min(rounds)


def _seconds(backend: Any) -> float:
    times = backend.cpu_times()
    return time.process_time() + times.user + times.system


def all_measured() -> dict[str, float]:
    """Return milliseconds of CPU by the name of the page."""
    import psutil
    from django.db import connection
    from django.utils import translation

    from tests.support.whole_house import WholeHouse
    from tests.web.test_pages import pages, visitors

    whole = WholeHouse()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = psutil.Process(cursor.fetchone()[0])
    with translation.override("en"):
        clients = visitors(whole)
        return {name: measured(name, address, clients, backend) for name, _access, address in pages(whole)}


def table(figures: dict[str, float], beside: dict[str, float]) -> str:
    """Return a line for each page, with the ratio to what was kept, and the ratio over all that both have."""
    lines = [f"{name:<40} {ms:7.2f} ms" + _ratio(ms, beside.get(name)) for name, ms in sorted(figures.items())]
    common = [figures[name] / beside[name] for name in figures if beside.get(name)]
    if common:
        sums = [sum(each[name] for name in figures if beside.get(name)) for each in (figures, beside)]
        lines.append(
            f"{len(common)} pages in both: sum {sums[0]:.0f} ms beside {sums[1]:.0f} ms "
            f"({sums[0] / sums[1]:.3f}), median ratio {statistics.median(common):.3f}"
        )
    return "\n".join(lines)


def _ratio(ms: float, kept_ms: float | None) -> str:
    return f"   beside {kept_ms:7.2f} ms   {ms / kept_ms:5.2f}" if kept_ms else ""


def main() -> int:
    """Build the house, measure, print."""
    options = argparse.ArgumentParser(prog="python -m tests.bench.pages", description=__doc__)
    options.add_argument("--json", type=Path, help="the file to keep the figures in")
    options.add_argument("--beside", type=Path, help="a file of kept figures")
    args = options.parse_args()
    beside = json.loads(args.beside.read_text()) if args.beside else {}
    home = Path(tempfile.mkdtemp(prefix="kuvend-bench-", dir="/tmp"))
    home.chmod(0o755)
    os.environ |= {"KUVEND_HOME": str(home), "KUVEND_HOST": "testserver", "KUVEND_KEPT_PAGES": "0"}
    from kuvend.foundation.core.commands import Needs
    from kuvend.web.cli.environment import prepared

    try:
        with prepared(Needs.SCHEMA):
            from django.core.management import call_command

            keep_quiet()
            call_command("collectstatic", verbosity=0, interactive=False)
            figures = all_measured()
    finally:
        shutil.rmtree(home, ignore_errors=True)
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1))
    print(table(figures, beside))
    return 0


if __name__ == "__main__":
    sys.exit(main())
