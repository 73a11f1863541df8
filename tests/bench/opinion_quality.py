"""Parity with published results, and stability, of the real conversations."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from kuvend.engines.formats.polis import Conversation, read_conversation
from kuvend.engines.opinion import Mode, Moderation, OpinionMap, Settings, Votes, adjusted_rand_index, draw_map


def drawn(conversation: Conversation, settings: Settings) -> OpinionMap:
    log = conversation.votes
    votes = Votes(log.participants, log.statements, log.values, log.times)
    moderation = Moderation(out=conversation.moderated_out, meta=conversation.meta)
    return draw_map(votes, moderation=moderation, settings=settings)


def quality(data: Path, names: tuple[str, ...]) -> None:
    """Print one line a conversation, and the mean stability."""
    goals = (0.99, 0.98, 0.92)
    stabilities = []
    for name, goal in zip(names, goals, strict=True):
        found = read_conversation(data / name)
        expected = json.loads((data / "expected" / f"{name}.json").read_text())
        given = drawn(found, Settings(mode=Mode.POLIS, given=found.groups))
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
        stable = drawn(found, Settings()).quality
        stabilities.append(stable.stability or 0.0)
        print(
            f"{name:<28} parity {far:.0e} (goal 1e-9)   adjusted Rand index {index:.4f} (goal {goal})   "
            f"mode stable: stability {stabilities[-1]:.3f}, silhouette {stable.silhouette:.2f}"
        )
    print(f"mean stability {np.mean(stabilities):.3f} (goal 0.91)", flush=True)
