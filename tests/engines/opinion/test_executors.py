"""Where a map is computed changes nothing: one process, another executor, a cluster of two workers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pytest

from kuvend.engines.opinion import Mode, Moderation, Settings, Votes, draw_map, shuffle, table
from kuvend.engines.opinion.as_data import as_json
from kuvend.engines.opinion.executors import Here
from kuvend.engines.opinion.simulation import simulate

MODERATION = Moderation(out=frozenset({3}), meta=frozenset({5}))


class Away(Here):
    """Hands out handles that are not the values, and counts what is asked of it."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def scatter(self, data: list[Any], /) -> list[Any]:
        return [("handle", one) for one in data]

    def map(self, function: Callable[..., Any], /, *handles: Iterable[Any], **same: Any) -> list[Any]:
        self.asked.append(function.__name__)
        return [("handle", function(*map(opened, each), **same)) for each in zip(*handles, strict=True)]

    def gather(self, handles: Any, /) -> list[Any]:
        return [one[1] for one in handles]


def opened(value: Any) -> Any:
    return value[1] if isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], str) else value


def changing_votes() -> Votes:
    """Votes of which some replace others, in the order of nobody's time."""
    made = simulate(people=300, statements=25, votes=4000, seed=5)
    again = np.random.default_rng(0).integers(0, 4000, 1500)
    order = np.random.default_rng(1).permutation(5500)
    people, statements = (np.append(one, one[again])[order] for one in (made.participants, made.statements))
    values = np.append(made.values, -made.values[again])[order]
    return Votes(people, statements, values, np.random.default_rng(2).integers(0, 50, 5500))


def test_a_shuffled_table_has_the_parts_of_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (table, shuffle):
        monkeypatch.setattr(module, "ROWS", 64)
    votes, away = changing_votes(), Away()
    ours = table.table_of(votes, MODERATION)
    theirs = shuffle.shuffled_table(votes, MODERATION, executor=away, chunk=700)
    assert len(ours.handles) == 5
    assert (ours.people.tolist(), ours.silent.tolist()) == (theirs.people.tolist(), theirs.silent.tolist())
    for one, other in zip(ours.handles, away.gather(theirs.handles), strict=True):
        assert one.codes.tolist() == other.codes.tolist()
        assert one.starts.tolist() == other.starts.tolist()


@pytest.mark.parametrize("mode", Mode)
def test_another_executor_gives_the_same_bytes(mode: Mode) -> None:
    votes, away = changing_votes(), Away()
    settings = Settings(mode=mode, bridging=True, stability_runs=3)
    here = as_json(draw_map(votes, moderation=MODERATION, settings=settings))
    there = as_json(draw_map(votes, moderation=MODERATION, settings=settings, executor=away))
    assert here == there
    assert {"outline", "split", "joined", "vote_counts", "gram", "projected", "group_counts"} <= set(away.asked)


@pytest.mark.slow
def test_a_cluster_of_two_workers_gives_the_same_bytes() -> None:
    distributed = pytest.importorskip("distributed", reason="Dask is not installed (the extra `cluster`)")
    votes = simulate(people=40_000, statements=300, votes=400_000, seed=5)
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        for mode in Mode:
            settings = Settings(mode=mode, stability_runs=2)
            there = draw_map(votes, moderation=MODERATION, settings=settings, executor=client)
            assert as_json(there) == as_json(draw_map(votes, moderation=MODERATION, settings=settings))
