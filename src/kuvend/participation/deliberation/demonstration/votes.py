"""Simulated votes: people who think along a few lines, with noise, doubt and hours of their own; from one seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from kuvend.foundation.demonstration.data import Entry
from kuvend.participation.deliberation.importing import VoteRows, keep_votes

LATE, LATE_PART = 0.15, 0.12  # share of the people who come in the last part of the time, and that part
BACK = 0.25  # share of those who come a second time
OPINION = 0.6  # how far one person's leaning strays from the standpoint's, on each statement
BLEND = 0.12  # how much of another standpoint's leaning somebody has, in the mean
EAGER, EAGER_SPREAD, LEAST = 3.1, 0.6, 4  # answers in one visit: log of the median, its spread, the fewest
DOUBT, INDIFFERENT = 0.05, 0.18  # share of passes in any case, and more where the leaning is weak
SECONDS = 14  # for one answer

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Asked:
    """A statement that people vote on: how each standpoint leans, and from when until when it is asked."""

    id: int
    views: tuple[float, ...]
    from_at: datetime
    until: datetime


def cast_votes(
    entry: Entry, questions: Sequence[Asked], participants: Sequence[int], *, opens_at: datetime, until: datetime
) -> int:
    """Keep the votes of `entry["voters"]` of the participants between two moments; returns how many there were."""
    chance = np.random.default_rng(crc32(entry["seed"].encode()))
    voters = chance.permutation(np.array(participants))[: entry["voters"]]
    answers = _answers(chance, questions, entry["standpoints"], len(voters))
    rows: list[tuple[int, int, int, datetime]] = []
    span = (until - opens_at).total_seconds()
    begins = np.array([(one.from_at - opens_at).total_seconds() for one in questions])
    ends = np.array([(one.until - opens_at).total_seconds() for one in questions])
    for number, first in enumerate(_first_visits(chance, len(voters)) * span):
        visits = [first, *([first + chance.random() * (span - first)] if chance.random() < BACK else [])]
        answered = np.zeros(len(questions), bool)
        for visit in visits:
            open_now = np.flatnonzero((begins <= visit) & (visit < ends) & ~answered)
            most = max(LEAST, round(float(chance.lognormal(EAGER, EAGER_SPREAD))))
            picked = chance.permutation(open_now)[:most]
            answered[picked] = True
            for turn, place in enumerate(picked.tolist()):
                at = min(opens_at + timedelta(seconds=float(visit) + SECONDS * turn), until)
                rows.append((questions[place].id, int(voters[number]), int(answers[number, place]), at))
    return keep_votes(VoteRows(*(list(column) for column in zip(*rows, strict=True))))


def _answers(
    chance: np.random.Generator, questions: Sequence[Asked], standpoints: dict[str, float], people: int
) -> NDArray[np.int64]:
    """Return what everybody would answer to every statement, (people, statements)."""
    views = np.array([one.views for one in questions]).T
    shares = np.array(list(standpoints.values()))
    own = chance.choice(len(shares), people, p=shares / shares.sum())
    strangers = chance.integers(0, len(shares), people)
    blend = chance.beta(1, 1 / BLEND - 1, people)[:, None]
    leaning: Numbers = (
        (1 - blend) * views[own] + blend * views[strangers] + chance.normal(0, OPINION, (people, len(questions)))
    )
    agrees = chance.random(leaning.shape) < 1 / (1 + np.exp(-leaning))
    passes = chance.random(leaning.shape) < DOUBT + INDIFFERENT * np.exp(-np.abs(leaning))
    return np.where(passes, 0, np.where(agrees, 1, -1))


def _first_visits(chance: np.random.Generator, people: int) -> Numbers:
    """Return when each person comes first, as a part of the time: many soon, some late."""
    soon = chance.random(people) ** 1.6
    late = 1 - LATE_PART * chance.random(people)
    return np.where(chance.random(people) < LATE, late, soon)
