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


def rounded_answers(result: MapResult, statements: Sequence[StatementRow]) -> RoundedAnswers:
    """Return the numbers of a release that has a map, from which everything else that it says is made."""
    assert result.map is not None
    groups = result.map.groups
    place = {one.id: at for at, one in enumerate(statements)}
    counts = np.zeros((len(groups.ids), len(statements), 3), np.int64)
    counts[:, [place[one] for one in groups.statements.tolist()]] = groups.counts
    return RoundedAnswers(
        [one.public_id for one in statements],
        np.array([not (one.out or one.meta) for one in statements], bool),
        np.array([one.counts for one in result.statements], np.int64).reshape(-1, 3),
        groups.ids,
        groups.sizes,
        counts,
    )


def weights_of(result: MapResult, statements: Sequence[StatementRow], findings: Mapping[str, Any]) -> dict[str, float]:
    """Return the weight of each statement that is asked, by its public id, from published numbers; {} without a map."""
    if not findings:
        return {}
    meta_by_id = {one.id: one.meta for one in statements if not one.out}
    far = distances_of(findings)
    exact = {
        row.public_id: weight(row.counts, extremity=far.get(row.public_id, 0.0), meta=meta_by_id[row.id])
        for row in result.statements
        if row.id in meta_by_id
    }
    return {public_id: float(f"{value:.3g}") for public_id, value in exact.items()}


def loosened(result: MapResult) -> MapResult:
    """Return a release in which no answer of a group follows from those of all (`rounding.loose`)."""
    groups = result.map.groups if result.map else None
    if groups is None or len(groups.ids) < 2:
        return result
    rest = result.voters + STEP - 1 - int(groups.sizes.sum())
    parts = dict(zip(groups.statements.tolist(), groups.counts.transpose(1, 2, 0).tolist(), strict=True))
    none = [[0] * len(groups.ids)] * 3
    return replace(result, statements=[_loosened(one, parts.get(one.id, none), rest) for one in result.statements])


def _loosened(statement: CountedStatement, parts: Sequence[Sequence[int]], rest: int) -> CountedStatement:
    agrees, disagrees, passes = (
        loose(total, column, rest) for total, column in zip(statement.counts, parts, strict=True)
    )
    return replace(statement, agrees=agrees, disagrees=disagrees, passes=passes)
