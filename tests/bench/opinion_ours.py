"""One measurement of the opinion engine in a process of its own; the last line is JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from typing import Any

import numpy as np

from kuvend.engines.opinion import Mode, Moderation, Settings, Votes, draw_map, next_statement
from kuvend.engines.opinion.live import LiveMap
from kuvend.engines.opinion.simulation import simulate


def draw(path: str, mode: str, runs: str, rounds: str) -> dict[str, Any]:
    file = np.load(path)
    votes = Votes(file["participants"], file["statements"], file["values"].astype(np.int8))
    out, meta, kept = (
        frozenset(file[name].tolist()) if name in file else frozenset() for name in ("out", "meta", "kept")
    )
    settings = Settings(mode=Mode(mode), stability_runs=int(runs), keep_grouped=kept)
    best = float("inf")
    for _ in range(int(rounds)):
        start = time.process_time()
        draw_map(votes, moderation=Moderation(out=out, meta=meta), settings=settings)
        best = min(best, time.process_time() - start)
    return {"cpu": best, "peak_gb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6}


def save(path: str, people: str, statements: str, votes: str) -> dict[str, Any]:
    made = simulate(people=int(people), statements=int(statements), votes=int(votes), seed=1)
    np.savez(path, participants=made.participants, statements=made.statements, values=made.values)
    return {}


def live() -> dict[str, Any]:
    begun = LiveMap(
        simulate(people=100_000, statements=1000, votes=5_000_000, seed=1), settings=Settings(stability_runs=0)
    )
    more = simulate(people=100_000, statements=1000, votes=30_000, seed=2)
    stream = zip(more.participants.tolist(), more.statements.tolist(), more.values.tolist(), strict=True)
    took = []
    for person, statement, value in stream:
        start = time.perf_counter()
        begun.vote(participant=person, statement=statement, value=value)
        took.append(time.perf_counter() - start)
    start = time.process_time()
    begun.map()
    drawn = time.process_time() - start
    rng = np.random.default_rng(0)
    weights, open_ones, draws = rng.random(10_000), rng.random(10_000) > 0.1, []
    for seed in range(2000):
        start = time.perf_counter()
        next_statement(weights=weights, candidates=open_ones, seed=seed)
        draws.append(time.perf_counter() - start)
    p50, p95 = np.percentile(took, [50, 95]) * 1e6
    return {"vote_p50_us": p50, "vote_p95_us": p95, "map_ms": drawn * 1e3, "next_p50_us": np.median(draws) * 1e6}


if __name__ == "__main__":
    print(json.dumps({"draw": draw, "simulate": save, "live": live}[sys.argv[1]](*sys.argv[2:])))
