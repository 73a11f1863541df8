"""Tables of answers by group and by what people say of themselves, in which nobody can be told apart.

A cell is given when at least K people stand in it. Where a column of a table would lack one cell alone, the smallest
other one is left out too, so that it does not follow from the sum.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from kuvend.participation.deliberation.picture import letter_of
from kuvend.publication.opendata.deliberations.queries import Taken, TakenVotes

K = 5  # people
HEADER = ("by", "part", "statement", "agree", "disagree", "pass")
ANSWERS = ((1, "agree"), (-1, "disagree"), (0, "pass"))
NO_GROUP, NO_ANSWER = "none", "none"

Counts = NDArray[np.int64]


def table_rows(found: Taken) -> Iterator[tuple[str, ...]]:
    """Yield the rows of all tables: by group, then by each statement about oneself; empty where too few people are."""
    people, row = np.unique(found.votes.people, return_inverse=True)
    ids = [one.public_id for one in found.statements]
    if found.groups:
        groups = sorted(set(found.groups.values()))
        names = [letter_of(one) for one in groups] + [NO_GROUP]
        place = {one: at for at, one in enumerate(groups)}
        part = np.array([place.get(found.groups.get(one, -1), len(groups)) for one in people.tolist()], np.intp)
        yield from _rows("group", names, cells(found.votes, row, part, len(names), len(ids)), ids)
    for one in found.statements:
        if one.meta and one.asked:
            names = [name for _value, name in ANSWERS] + [NO_ANSWER]
            part = np.full(len(people), len(ANSWERS), np.intp)
            mine = found.votes.statements == one.number
            for at, (value, _name) in enumerate(ANSWERS):
                part[row[mine & (found.votes.values == value)]] = at
            yield from _rows(one.public_id, names, cells(found.votes, row, part, len(names), len(ids)), ids)


def cells(votes: TakenVotes, row: Counts, part: Counts, parts: int, statements: int) -> Counts:
    """Return how often people of each part gave each answer, (statements, parts, 3), in the order of ANSWERS."""
    answer = np.select([votes.values == value for value, _name in ANSWERS], range(len(ANSWERS)))
    keys = (votes.statements * parts + part[row]) * len(ANSWERS) + answer
    return np.bincount(keys, minlength=statements * parts * len(ANSWERS)).reshape(statements, parts, len(ANSWERS))


def given(counts: Counts) -> NDArray[np.bool_]:
    """Return which cells of a table (parts, answers) may be given."""
    shown: NDArray[np.bool_] = counts >= K
    for column in range(counts.shape[1]):
        if (~shown[:, column]).sum() == 1 and shown[:, column].any():
            shown[np.where(shown[:, column], counts[:, column], counts.max() + 1).argmin(), column] = False
    return shown


def _rows(by: str, names: list[str], counts: Counts, ids: list[str]) -> Iterator[tuple[str, ...]]:
    for statement, table in zip(ids, counts, strict=True):
        if statement == by or not table.any():
            continue
        shown = given(table)
        for name, line, open_ in zip(names, table.tolist(), shown.tolist(), strict=True):
            numbers = [str(number) if may else "" for number, may in zip(line, open_, strict=True)]
            if any(numbers):
                yield (by, name, statement, *numbers)
