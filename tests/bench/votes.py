"""`python -m tests.bench.votes`: votes over HTTP at a steady rate, and how soon each is counted in the stored map.

A served site of its own holds a deliberation in which simulated people have voted; then some who are signed in vote
at `--rate` for `--seconds`. Every vote is a new pair, so the map's number of votes says which of them it counts.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench.__main__ import PORT, site
from tests.bench.quiet import keep_quiet

THREADS = 16
POLL, PATIENCE = 0.05, 120.0  # seconds


def filled(people: int, statements: int, votes: int, voters: int) -> tuple[Any, list[str], list[str]]:
    """Fill the database of this process; return the activity, the statements' ids and the voters' sessions."""
    from django.utils import timezone

    from kuvend.engines.opinion.simulation import simulate
    from kuvend.foundation.people.actor import HOUSE
    from kuvend.foundation.processes.models import Participant
    from kuvend.participation.deliberation.actions import SeedStatement, compute_map, seed_statements
    from kuvend.participation.deliberation.importing import VoteRows, keep_votes
    from tests.support.house import House, both, signed_in

    house = House(at=timezone.now())
    activity = house.make_activity("deliberation", answers_owed=False)
    seeds = [SeedStatement(both(f"Statement number {number}.")) for number in range(statements)]
    rows = seed_statements(actor=HOUSE, activity=activity, statements=seeds, at=house.at)
    simulated = Participant.objects.bulk_create(
        [Participant(process=house.process, pseudonym=f"Simulated {number}") for number in range(people)],
        batch_size=5000,
    )
    cast = simulate(people=people, statements=statements, votes=votes, seed=1)
    keep_votes(
        VoteRows(
            [rows[one].pk for one in cast.statements.tolist()],
            [simulated[one].pk for one in cast.participants.tolist()],
            cast.values.tolist(),
            [house.at] * len(cast),
        )
    )
    compute_map(activity.pk, at=house.at)
    sessions = [signed_in(house.person(), second_factor=False).cookies["session"].value for _ in range(voters)]
    return activity, [row.public_id for row in rows], sessions


class Voting:
    """Threads that share one list of votes and keep its rhythm; `done` holds when each was answered."""

    def __init__(self, activity: Any, pairs: list[tuple[str, str]], rate: float) -> None:
        from django.middleware.csrf import _get_new_csrf_string

        self.path, self.rate, self.token = f"/en/activities/{activity.public_id}/vote/", rate, _get_new_csrf_string()
        self.turns: Iterator[tuple[int, tuple[str, str]]] = iter(enumerate(pairs))
        self.lock, self.done, self.refused = threading.Lock(), list[float](), 0
        self.began = time.monotonic()

    def run(self) -> None:
        threads = [threading.Thread(target=self._vote) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _vote(self) -> None:
        connection, chance = http.client.HTTPConnection("localhost", PORT, timeout=60), random.Random()
        while True:
            with self.lock:
                turn = next(self.turns, None)
            if turn is None:
                return
            number, (session, statement) = turn
            time.sleep(max(0.0, self.began + number / self.rate - time.monotonic()))
            body = f"csrfmiddlewaretoken={self.token}&statement={statement}&vote={chance.choice((-1, 0, 1))}"
            headers = {
                "Cookie": f"session={session}; csrf={self.token}",
                "Content-Type": "application/x-www-form-urlencoded",
            }
            connection.request("POST", self.path, body, headers)
            answer = connection.getresponse()
            answer.read()
            with self.lock:
                self.done.append(time.monotonic())
                self.refused += answer.status != 302


def votes_read(activity: Any) -> int:
    """Return how many votes the worker has read."""
    from django.db.models import Sum

    from kuvend.participation.deliberation.models import Statement

    rows = Statement.objects.filter(contribution__activity_id=activity.pk)
    return int(rows.aggregate(read=Sum("answers"))["read"] or 0)


def watched(activity: Any, voting: Voting, before: int, wanted: int) -> list[tuple[float, int]]:
    """Vote, and return (moment, votes that the worker has read since the beginning), until all are."""
    seen: list[tuple[float, int]] = []
    voter = threading.Thread(target=voting.run)
    voter.start()
    until = time.monotonic() + PATIENCE + wanted / voting.rate
    while (not seen or seen[-1][1] < wanted) and time.monotonic() < until:
        counted = votes_read(activity) - before
        seen.append((time.monotonic(), counted))
        time.sleep(POLL)
    voter.join()
    return seen


def delays(done: list[float], seen: list[tuple[float, int]]) -> list[float]:
    """Return for each vote how long after its answer the worker counted it; a release follows later."""
    found, place = [], 0
    for number, moment in enumerate(sorted(done), start=1):
        while place < len(seen) - 1 and seen[place][1] < number:
            place += 1
        found.append(max(0.0, seen[place][0] - moment))
    return sorted(found)


def report(args: argparse.Namespace, home: Path) -> int:
    """Fill, serve, vote and print; 1 when a vote was lost."""
    wanted = int(args.rate * args.seconds)
    began = time.monotonic()
    voters = -(-wanted // args.statements)
    activity, statements, sessions = filled(args.people, args.statements, args.votes, voters)
    print(f"{args.people} people, {args.statements} statements, {args.votes} votes: {time.monotonic() - began:.0f} s")
    before = votes_read(activity)
    pairs = [(session, one) for one in statements for session in sessions][:wanted]
    with site(home) as process:
        _wake(activity)
        used = _cpu(process)
        voting = Voting(activity, pairs, args.rate)
        seen = watched(activity, voting, before, wanted)
        used = _cpu(process) - used
    took = max(voting.done) - voting.began
    waits = delays(voting.done, seen)
    print(
        f"{len(voting.done)} votes in {took:.1f} s = {len(voting.done) / took:.0f} a second, {voting.refused} refused"
    )
    print(
        f"counted {seen[-1][1]}; after median {waits[len(waits) // 2]:.2f} s, p95 {waits[int(len(waits) * 0.95)]:.2f} s"
    )
    print(f"CPU of the site without PostgreSQL {1000 * used / len(voting.done):.1f} ms a vote")
    return int(seen[-1][1] != wanted or voting.refused > 0)


def _wake(activity: Any) -> None:
    """Let the worker read all votes that are there, as it does once after its start."""
    from kuvend.participation.deliberation.actions.map_flag import ask_for_map
    from kuvend.participation.deliberation.models import Deliberation

    known = Deliberation.objects.get(pk=activity.pk).counted_at
    ask_for_map(activity.pk)
    until = time.monotonic() + PATIENCE
    while Deliberation.objects.get(pk=activity.pk).counted_at == known and time.monotonic() < until:
        time.sleep(POLL)


def _cpu(process: Any) -> float:
    """Return the CPU seconds of a process and all below it, so far."""
    family = [process, *process.children(recursive=True)]
    return sum(sum(one.cpu_times()[:2]) for one in family if "postgres" not in one.name())


def main() -> int:
    """Make a home of its own, measure, and leave nothing behind."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.votes", description=__doc__)
    for name, default in (("people", 5000), ("statements", 50), ("votes", 100_000), ("rate", 100), ("seconds", 10)):
        parser.add_argument(f"--{name}", type=int, default=default)
    args = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="kuvend-votes-", dir="/tmp"))
    home.chmod(0o755)
    os.environ |= {
        "KUVEND_HOME": str(home),
        "KUVEND_HOST": f"localhost:{PORT}",
        "DJANGO_SETTINGS_MODULE": "kuvend.web.settings",
    }
    from kuvend.web import embedded

    try:
        with embedded.running(home) as url:
            os.environ["DATABASE_URL"] = url
            import django
            from django.core.management import call_command

            django.setup()
            keep_quiet()
            call_command("migrate", verbosity=0)
            call_command("createcachetable", verbosity=0)
            return report(args, home)
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    raise SystemExit(main())
