"""Tables of answers by group and by what people say of themselves, rounded as everything that is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from kuvend.engines.opinion import Votes
from kuvend.participation.deliberation.maps.previous import MemberRows
from kuvend.participation.deliberation.maps.result import StatementRow
from kuvend.participation.deliberation.releases.picture import letter_of
from kuvend.participation.deliberation.releases.rounding import all_down

ANSWERS = ((1, "agree"), (-1, "disagree"), (0, "pass"))
BY_GROUP = "group"

Counts = NDArray[np.int64]
Table = dict[str, list[int]]


def tables_of(votes: Votes, statements: Sequence[StatementRow], members: MemberRows) -> dict[str, dict[str, Table]]:
    """Return by → part → public id of a statement → [agrees, disagrees, passes]; rows without a number are left out.

    Parts are the groups, and those who gave the same answer to one statement about oneself. Of people without a group
    or an answer no part is made: with them a part would be the rest of all.
    """
    people, row = np.unique(votes.participants, return_inverse=True)
    ids = np.array([statement.id for statement in statements], np.int64)
    order = np.argsort(ids)
    column = order[np.searchsorted(ids[order], votes.statements)]
    names = [statement.public_id for statement in statements]
    tables: dict[str, dict[str, Table]] = {}
    if len(members.people):
        groups = np.unique(members.groups)
        part = np.full(len(people), len(groups), np.intp)
        place = np.searchsorted(people, members.people).clip(max=len(people) - 1)
        in_a_group = people[place] == members.people
        part[place[in_a_group]] = np.searchsorted(groups, members.groups[in_a_group])
        letters = [letter_of(int(statement)) for statement in groups]
        tables[BY_GROUP] = dict(_parts(votes, column, part[row], letters, names))
    for at, statement in enumerate(statements):
        if statement.meta and not statement.out:
            part = np.full(len(people), len(ANSWERS), np.intp)
            votes_on_it = column == at
            part[row[votes_on_it]] = np.select(
                [votes.values[votes_on_it] == value for value, _name in ANSWERS], range(3)
            )
            answers = dict(_parts(votes, column, part[row], [name for _value, name in ANSWERS], names))
            tables[statement.public_id] = {
                name: _without(table, statement.public_id) for name, table in answers.items()
            }
    return {
        by: filled
        for by, parts in tables.items()
        if (filled := {name: table for name, table in parts.items() if table})
    }


def _parts(
    votes: Votes, column: Counts, part: NDArray[np.intp], letters: Sequence[str], names: Sequence[str]
) -> Iterator[tuple[str, Table]]:
    answer = np.select([votes.values == value for value, _name in ANSWERS], range(3))
    keys = (part * len(names) + column) * 3 + answer
    size = (len(letters) + 1) * len(names) * 3
    cells = all_down(np.bincount(keys, minlength=size).astype(np.int64)).reshape(len(letters) + 1, len(names), 3)
    for letter, table in zip(letters, cells.tolist(), strict=False):
        yield letter, {name: counts for name, counts in zip(names, table, strict=True) if any(counts)}


def _without(table: Table, name: str) -> Table:
    return {one: counts for one, counts in table.items() if one != name}


def table_rows(tables: Mapping[str, Mapping[str, Mapping[str, Sequence[int]]]]) -> Iterator[tuple[str, ...]]:
    """Yield by, part, statement, agrees, disagrees, passes of each row; a number below five is empty."""
    for by, parts in tables.items():
        for part, rows in parts.items():
            for statement, counts in rows.items():
                yield (by, part, statement, *(str(number or "") for number in counts))
