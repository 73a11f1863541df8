"""Parity with published results, and stability, of the real conversations."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np

from kuvend.engines.formats.polis import Conversation, VoteLog, read_conversation
from kuvend.engines.opinion import Mode, Moderation, OpinionMap, Settings, Votes, adjusted_rand_index, draw_map


def drawn(conversation: Conversation, settings: Settings) -> OpinionMap:
    log = conversation.votes
    votes = Votes(log.participants, log.statements, log.values, log.times)
    moderation = Moderation(out=conversation.moderated_out, meta=conversation.meta)
    return draw_map(votes, moderation=moderation, settings=settings)


def survived(conversation: Conversation, whole: OpinionMap, seed: int) -> float:
    """How far the groups of a map drawn from 95 % of the votes are those of the whole one."""
    log = conversation.votes
    kept = np.random.default_rng(seed).random(len(log)) >= 0.05
    times = None if log.times is None else log.times[kept]
    less = VoteLog(log.participants[kept], log.statements[kept], log.values[kept], times)
    other = drawn(replace(conversation, votes=less), Settings())
    first, second = (dict(zip(m.people.tolist(), m.group_of.tolist(), strict=True)) for m in (whole, other))
    both = [one for one in first if first[one] >= 0 and second.get(one, -1) >= 0]
    return adjusted_rand_index([first[one] for one in both], [second[one] for one in both])


def quality(data: Path, names: tuple[str, ...]) -> None:
    """Print one line a conversation, and the mean stability."""
    goals = (0.99, 0.98, 0.92)
    stabilities = []
    for name, goal in zip(names, goals, strict=True):
        found = read_conversation(data / name)
        expected = json.loads((data / "expected" / f"{name}.json").read_text())
        given = drawn(found, Settings(mode=Mode.POLIS, fixed_groups=found.groups))
        far = max(
            float(np.abs(ours - np.array(expected[key])).max())
            for ours, key in (
                (given.axes.centre, "center"), (given.axes.components, "components"),
                (given.positions, "projections"), (given.axes.extremity, "statement_extremity"),
                (given.consensus.group_informed, "group_informed_consensus"),
                (given.priorities.priority, "priorities"),
            )
        )  # fmt: skip
        kept = Settings(mode=Mode.POLIS, keep_grouped=frozenset(found.groups), stability_runs=0)
        cold = drawn(found, kept)
        both = [(found.groups[one], group) for one, group in
                zip(cold.people.tolist(), cold.group_of.tolist(), strict=True) if one in found.groups]  # fmt: skip
        index = adjusted_rand_index(*zip(*both, strict=True))
        whole = drawn(found, Settings())
        stable = whole.quality
        stabilities.append(float(np.mean([survived(found, whole, seed) for seed in range(5)])))
        print(
            f"{name:<28} parity {far:.0e} (goal 1e-9)   adjusted Rand index {index:.4f} (goal {goal})   "
            f"mode stable: {stabilities[-1]:.3f} after a loss of 5 % of the votes (it says {stable.stability:.3f}), "
            f"silhouette {stable.silhouette:.2f}"
        )
    print(f"mean stability {np.mean(stabilities):.3f} (goal 0.91)", flush=True)
