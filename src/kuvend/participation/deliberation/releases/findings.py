"""What a release says of its map: made of rounded numbers, and of nothing else.

No function here is given a ballot, an axis or a position. Two states of the votes whose published counts are the same
therefore say the same in everything else, too; whoever has the file of a release can work all of it out again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kuvend.engines.opinion.consensus import consensus_of
from kuvend.engines.opinion.divisiveness import divisiveness_of
from kuvend.engines.opinion.representative import representative_of, standing_of
from kuvend.participation.deliberation.releases.rounding import STEP

Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]

DIVIDING = 5
TOLD_DIVIDING, TOLD_OF_GROUP = 30, 10  # statements whose answers by group are told, at most
FEW_PEOPLE, SMALL_SHARE = 50, 0.02


@dataclass(frozen=True)
class RoundedAnswers:
    """Answers as they are published: agrees, disagrees and passes, each a whole multiple of STEP.

    `names` (C,): public ids of statements. `shaping` (C,): which of them shape the map. `everybody` (C, 3). `ids` (G,)
    and `sizes` (G,) of the groups, `groups` (G, C, 3). Raises ValueError for a number that is not rounded.
    """

    names: Sequence[str]
    shaping: Flags
    everybody: Counts
    ids: Sequence[int]
    sizes: Counts
    groups: Counts

    def __post_init__(self) -> None:
        if any((numbers % STEP).any() for numbers in (self.everybody, self.sizes, self.groups)):
            raise ValueError("an exact number is told to nobody")

    def only(self, columns: Places) -> RoundedAnswers:
        """Return the answers to these statements."""
        return RoundedAnswers(
            [self.names[at] for at in columns], self.shaping[columns], self.everybody[columns], self.ids, self.sizes,
            self.groups[:, columns],
        )  # fmt: skip


def findings_of(answers: RoundedAnswers) -> dict[str, Any]:
    """Return what unites, what divides, what each group stands for and how it answered; {} where no group shows."""
    answered = answers.everybody.any(axis=1) & answers.shaping
    if not len(answers.ids) or answered.sum() < 2:
        return {}
    agrees, disagrees, votes = _columns(answers.everybody)
    rows = np.arange(len(answers.names))
    agree = [one.statement for one in consensus_of(agrees, votes, rows, answers.shaping)]
    disagree = [one.statement for one in consensus_of(disagrees, votes, rows, answers.shaping)]
    told_answers = answers.only(_told_places(answers, [*agree, *disagree]))
    apart = _apart(told_answers)
    return {
        "agree": [answers.names[at] for at in agree],
        "disagree": [answers.names[at] for at in disagree],
        "dividing": [told_answers.names[at] for at in _first(apart, DIVIDING)],
        "cautions": _cautions(answers.sizes.tolist()),
        "groups": [
            {"id": id_, "size": size, "represents": _represents(told_answers, row)}
            for row, (id_, size) in enumerate(zip(answers.ids, answers.sizes.tolist(), strict=True))
        ],
        "counts": _counts(told_answers),
    }


def _columns(answers: Counts) -> tuple[Counts, Counts, Counts]:
    """Return agrees, disagrees and votes; votes are the sum of what is rounded, so that they say nothing more."""
    return answers[..., 0], answers[..., 1], answers.sum(axis=-1)


def _apart(answers: RoundedAnswers) -> NDArray[np.float64]:
    agrees, _disagrees, votes = _columns(answers.groups)
    return np.where(answers.shaping, divisiveness_of(agrees, votes).apart, 0.0)


def _first(scores: NDArray[np.float64], most: int) -> list[int]:
    """Return the places of the largest scores above 0, the largest first; of equal ones the earlier."""
    return [int(at) for at in np.argsort(-scores, kind="stable")[:most] if scores[at] > 0]


def _told_places(answers: RoundedAnswers, quoted: Sequence[int]) -> Places:
    """Return the statements whose answers by group are told: what may be quoted, and what tells groups apart."""
    places = {*quoted, *_first(_apart(answers), TOLD_DIVIDING)}
    agrees, disagrees, votes = _columns(answers.groups)
    for row in range(len(answers.ids)):
        standing = standing_of(row, agrees, disagrees, votes)
        for test in (standing.agree_ratio_test, standing.disagree_ratio_test):
            places.update(_first(np.where(answers.shaping, test, 0.0), TOLD_OF_GROUP))
    return np.array(sorted(places), np.intp)


def _represents(answers: RoundedAnswers, row: int) -> list[list[str]]:
    agrees, disagrees, votes = _columns(answers.groups)
    places = np.arange(len(answers.names))
    if not len(places):
        return []
    statements = representative_of(standing_of(row, agrees, disagrees, votes), places, answers.shaping, oddity=False)
    return [[answers.names[one.statement], one.direction] for one in statements]


def _counts(answers: RoundedAnswers) -> dict[str, list[list[int]]]:
    """Return [agrees, disagrees, votes] of each group by the public id of the statement."""
    columns = np.stack(_columns(answers.groups), axis=2).transpose(1, 0, 2).tolist()
    return dict(zip(answers.names, columns, strict=True))


def _cautions(sizes: list[int]) -> list[str]:
    people = sum(sizes)
    caution_holds = {
        "few_people": people < FEW_PEOPLE,
        "one_group": len(sizes) < 2,
        "tiny_group": len(sizes) > 1 and min(sizes) < SMALL_SHARE * people,
    }
    return [code for code, holds in caution_holds.items() if holds]


def distances_of(result: Mapping[str, Any]) -> dict[str, float]:
    """Return how far from the middle of the map each told statement stands, by its public id, from what is shown.

    The measure is that of the map: the distances of all told statements have a mean square of 1. A statement stands
    far out where large groups that answered it answered otherwise than all of them together.
    """
    names = list(result["counts"])
    counts = np.array([result["counts"][name] for name in names], float).reshape(len(names), len(result["groups"]), 3)
    sizes = np.array([group["size"] for group in result["groups"]], float)
    votes = counts[:, :, 2]
    net = counts[:, :, 0] - counts[:, :, 1]
    mean = net.sum(axis=1) / np.maximum(votes.sum(axis=1), 1)
    off = (net - votes * mean[:, None]) / np.sqrt(sizes)
    length = np.sqrt((off**2).sum(axis=1))
    whole = np.sqrt((length**2).mean()) if len(length) else 0.0
    return dict(zip(names, (length / whole if whole > 0 else length).tolist(), strict=True))
