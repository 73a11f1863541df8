"""`python -m tests.bench.filters`: statements and CPU of filtered lists of 100,000 contributions, pages 1 and 50.

Each list is asked as a browser asks, in this process; its CPU is that of the application and of PostgreSQL together,
the least of several rounds. The goal is 12 statements and 20 ms. With `--strict` a goal that is not met ends with 1.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from html import unescape
from pathlib import Path
from typing import Any

from tests.bench.pages import measured
from tests.bench.quiet import keep_quiet
from tests.bench.seed import VOCABULARY

GOAL_SQL, GOAL_MS, PAGES = 12, 20.0, 50
WORDS = """
    INSERT INTO contributions_contribution (public_id, kind, activity_id, participant_id, state, title, body, body_html,
        language, version, read_version, posted_at, comment_count, support_count, folded,
        quote, quote_language, continues)
    SELECT lpad(to_hex(g), 10, '0'), CASE WHEN g %% 10 < 6 THEN 'idea' ELSE 'comment' END,
        (%(activities)s::bigint[])[1 + g %% cardinality(%(activities)s::bigint[])], %(participant)s,
        CASE WHEN g %% 50 = 0 THEN 'hidden' ELSE 'published' END, 'Ide ' || g, repeat('Zyra duhet hapur. ', 20), '',
        CASE WHEN g %% 2000 = 7 THEN 'it' WHEN g %% 5 = 0 THEN 'en' ELSE 'sq' END, 1, 1,
        now() - make_interval(mins => %(number)s - g), 0, g %% 97,
        (SELECT string_agg((%(vocabulary)s::text[])[1 + (hashint8(g::bigint * 100 + n) & 65535) %% 26], ' ')
         FROM generate_series(1, 12) n) || CASE WHEN g %% 9973 = 0 THEN ' xhamia' ELSE '' END,
        '', '', false
    FROM generate_series(1, %(number)s) g
"""
IDEAS = """
    INSERT INTO ideas_idea (contribution_id, category, place)
    SELECT id, CASE WHEN id %% 3 = 0 THEN 'not-sure' WHEN id %% 4001 = 0 THEN 'rare' ELSE 'other' END, 'Fier'
    FROM contributions_contribution WHERE kind = 'idea'
"""
DUTIES = """
    INSERT INTO responses_duty (contribution_id, institution_id, due_date, state, met_date)
    SELECT id, (%(institutions)s::bigint[])[1 + (CASE WHEN id %% 100 = 3 THEN 1 ELSE 0 END)],
        current_date + (id %% 60 - 30)::int, CASE WHEN id %% 4 = 0 THEN 'open' ELSE 'met' END,
        CASE WHEN id %% 4 = 0 THEN NULL ELSE current_date END
    FROM contributions_contribution WHERE state = 'published'
"""
RESPONSES = """
    INSERT INTO responses_response (public_id, process_id, scope_id, institution_id, state, verdict, reason, nowhere,
        version, draft_version, published_at, answer_count)
    SELECT lpad(to_hex(g), 10, '0'), %(process)s, %(scope)s, (%(institutions)s::bigint[])[1], 'published',
        CASE WHEN g %% 500 = 1 THEN 'passed_on' WHEN g %% 2 = 0 THEN 'accepted' ELSE 'not_accepted' END,
        '{}'::jsonb, '{}'::jsonb, 1, 1, now(), 25
    FROM generate_series(1, 3000) g
"""
ANSWERED = """
    INSERT INTO responses_answered (contribution_id, response_id)
    SELECT contribution_id, (SELECT min(id) FROM responses_response) + contribution_id %% 3000
    FROM responses_duty WHERE state = 'met'
"""


def seed(number: int) -> Any:
    """Put that many contributions, most of them answered, into the database of this process; returns the house."""
    from django.db import connection
    from django.utils import timezone

    from kuvend.foundation.people.models import Institution
    from kuvend.foundation.processes.models import Participant
    from tests.support.house import House, both

    house = House(at=timezone.now())
    rare = Institution.objects.create(key="rare", name=both("Rare"))
    values = {
        "number": number,
        "activities": [house.activity.pk],
        "participant": Participant.objects.create(process=house.process, pseudonym="Lis 1").pk,
        "vocabulary": [word.replace("ë", "e").replace("ç", "c") for word in VOCABULARY],
        "institutions": [house.owner.pk, rare.pk],
        "process": house.process.pk,
        "scope": house.activity.scope_id,
    }
    with connection.cursor() as cursor:
        for statement in (WORDS, IDEAS, DUTIES, RESPONSES, ANSWERED):
            cursor.execute(statement, values)
        cursor.execute("VACUUM ANALYZE")
    return house


def lists(house: Any) -> list[str]:
    """Return the addresses that are measured: each filter alone, the rare ones, and several together."""
    owner, activity = house.owner.public_id, house.activity.public_id
    queries = (
        "", "order=oldest", "q=zyra", "q=zyra+banka", "q=xhamia", "kind=comment", "language=en", "language=it",
        "kind=comment&language=it", "show=accepted", "show=passed_on", "show=answered", "show=waiting",
        "show=overdue", "show=waiting&language=it", "show=overdue&q=zyra", "show=answered&kind=comment&language=en",
        f"institution={owner}", f"institution={owner}&language=en", f"process={house.process.public_id}&q=banka",
        "from=2000-01-01&until=2000-01-02", "show=passed_on&language=it", "show=accepted&q=zyra&language=en",
        "from=2026-01-01&until=2026-10-20",
    )  # fmt: skip
    ideas = (
        "", "q=zyra", "order=supported", "order=supported&q=xhamia", "category=not-sure",
        "category=other&order=supported",
        "answer=none&order=supported", "answer=none&q=zyra&category=other",
    )  # fmt: skip
    return [
        *(f"/en/contributions/?{query}" for query in queries),
        *(f"/en/activities/{activity}/?{query}" for query in ideas),
    ]


def page_number(client: Any, address: str, number: int) -> str:
    """Return the address of a page of a list, or of its last one where it has fewer."""
    for _ in range(number - 1):
        further = re.search(r'href="(\?[^"]*after=[^"]*)"', client.get(address).content.decode())
        if further is None:
            break
        address = address.split("?")[0] + unescape(further[1])
    return address


def measure_all(addresses: Sequence[str]) -> int:
    """Print a line for each address and page; return how many miss a goal."""
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

    for address in addresses:
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


def run(program: str, about: str | None, *, seeded: Callable[[int], Any], addresses: Callable[[Any], list[str]]) -> int:
    """Seed a house, measure the addresses of it, print; return the exit code.

    Args:
        seeded: number of contributions → the house.
    """
    options = argparse.ArgumentParser(prog=f"python -m tests.bench.{program}", description=about)
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
            missed = measure_all(addresses(seeded(args.rows)))
    finally:
        shutil.rmtree(home, ignore_errors=True)
    return int(args.strict and missed > 0)


if __name__ == "__main__":
    sys.exit(run("filters", __doc__, seeded=seed, addresses=lists))
