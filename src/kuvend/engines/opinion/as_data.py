"""A map as plain data, for JSON: `kuvend-opinion-map/1` (docs/reference/opinion-formats.md)."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import numpy as np

from .result import OpinionMap

FORMAT = "kuvend-opinion-map/1"
DECIMALS = 12


def as_data(opinion: OpinionMap) -> dict[str, Any]:
    """Return the whole map as dictionaries, lists and numbers; numbers are rounded to 12 decimals."""
    data = {
        "format": FORMAT,
        "mode": opinion.mode.value,
        "k": opinion.k,
        "quality": _plain(asdict(opinion.quality)),
        "cautions": [asdict(one) for one in opinion.cautions],
        "groups": [_plain(asdict(one)) for one in opinion.groups],
        "consensus": {
            "agree": [_plain(asdict(one)) for one in opinion.consensus.agree],
            "disagree": [_plain(asdict(one)) for one in opinion.consensus.disagree],
        },
        "statements": _statements(opinion),
        "participants": {
            "id": opinion.people.tolist(),
            "x": _plain(opinion.positions[:, 0]),
            "y": _plain(opinion.positions[:, 1]),
            "group": [None if one < 0 else one for one in opinion.group_of.tolist()],
        },
    }
    if opinion.bridging is not None:
        data["bridging"] = _plain(asdict(opinion.bridging))
    return data


def _statements(opinion: OpinionMap) -> dict[str, Any]:
    """Return one list for each thing that is known of a statement, in the order of the statements."""
    axes, tally, shared = opinion.axes, opinion.tally, opinion.consensus
    columns = {
        "id": opinion.statements, "shapes_map": ~opinion.silent, "meta": opinion.meta, "mean": axes.centre,
        "components": axes.components, "x": axes.statement_positions[:, 0], "y": axes.statement_positions[:, 1],
        "extremity": axes.extremity, "agrees": tally.all_agrees, "disagrees": tally.all_disagrees,
        "votes": tally.all_votes, "group_agrees": tally.agrees, "group_disagrees": tally.disagrees,
        "group_votes": tally.votes, "group_informed_consensus": shared.group_informed,
        "group_informed_disagreement": shared.group_informed_disagree,
        "consensus_across_groups": shared.across_groups, "disagreement_across_groups": shared.across_groups_disagree,
        "priority": opinion.priorities.priority, "importance": opinion.priorities.importance,
        "novelty": opinion.priorities.novelty, "divisiveness": opinion.divisiveness.apart,
        "most_agreeing_group": _group_ids(opinion, opinion.divisiveness.most),
        "least_agreeing_group": _group_ids(opinion, opinion.divisiveness.least),
    }  # fmt: skip
    return {name: _plain(values) for name, values in columns.items()}


def _group_ids(opinion: OpinionMap, rows: Any) -> list[int | None]:
    """Return the ids of groups from their rows."""
    return [opinion.groups[row].id if row >= 0 else None for row in rows.tolist()]


def _plain(value: Any) -> Any:
    """Return numbers, arrays and what holds them as JSON can say them."""
    if isinstance(value, np.ndarray):
        return (np.round(value, DECIMALS) + 0.0).tolist() if value.dtype.kind == "f" else value.tolist()
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return round(value, DECIMALS) + 0.0 if isinstance(value, float) else value


def as_json(opinion: OpinionMap) -> bytes:
    """Return the map as one line of JSON, UTF-8: the same map gives the same bytes."""
    return json.dumps(as_data(opinion), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
