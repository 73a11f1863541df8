"""From the numbers of a release, rounded, to what is made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from kuvend.participation.deliberation.maps.result import CountedStatement, MapResult, StatementRow
from kuvend.participation.deliberation.next_statement import weight
from kuvend.participation.deliberation.releases.findings import RoundedAnswers, distances_of
from kuvend.participation.deliberation.releases.rounding import STEP, loose


def rounded_answers(fresh: MapResult, statements: Sequence[StatementRow]) -> RoundedAnswers:
    """Return the numbers of a release from which everything else that it says is made."""
    groups = fresh.map.groups if fresh.map else None
    place = {one.id: at for at, one in enumerate(statements)}
    counts = np.zeros((len(groups.ids) if groups else 0, len(statements), 3), np.int64)
    if groups:
        counts[:, [place[one] for one in groups.statements.tolist()]] = groups.counts
    return RoundedAnswers(
        [one.public_id for one in statements],
        np.array([not (one.out or one.meta) for one in statements], bool),
        np.array([one.counts for one in fresh.statements], np.int64).reshape(-1, 3),
        groups.ids if groups else [],
        groups.sizes if groups else np.zeros(0, np.int64),
        counts,
    )


def weights_of(fresh: MapResult, statements: Sequence[StatementRow], shown: Mapping[str, Any]) -> dict[str, float]:
    """Return the weight of each statement that is asked, by its public id, from published numbers; {} without a map."""
    if not shown:
        return {}
    asked = {one.id: one.meta for one in statements if not one.out}
    far = distances_of(shown)
    return {
        one.public_id: float(f"{weight(one.counts, extremity=far.get(one.public_id, 0.0), meta=asked[one.id]):.3g}")
        for one in fresh.statements
        if one.id in asked
    }


def loosened(fresh: MapResult) -> MapResult:
    """Return a release in which no answer of a group follows from those of all (`rounding.loose`)."""
    groups = fresh.map.groups if fresh.map else None
    if groups is None or len(groups.ids) < 2:
        return fresh
    rest = fresh.voters + STEP - 1 - int(groups.sizes.sum())
    parts = dict(zip(groups.statements.tolist(), groups.counts.transpose(1, 2, 0).tolist(), strict=True))
    none = [[0] * len(groups.ids)] * 3
    return replace(fresh, statements=[_loosened(one, parts.get(one.id, none), rest) for one in fresh.statements])


def _loosened(one: CountedStatement, parts: Sequence[Sequence[int]], rest: int) -> CountedStatement:
    agrees, disagrees, passes = (loose(total, column, rest) for total, column in zip(one.counts, parts, strict=True))
    return replace(one, agrees=agrees, disagrees=disagrees, passes=passes)
