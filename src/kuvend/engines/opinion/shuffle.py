"""The table of votes made where they lie: chunks of the stream on many machines, shuffled once by participant.

Three steps. Each chunk says which people and statements it knows, which is small. Each chunk is split by the part that
its people belong to. Each part is joined from its pieces, the latest vote counting. The parts are equal, to the last
bit, to those that one process makes.
"""

from __future__ import annotations

import numpy as np

from . import parts
from .executors import Executor
from .input import Ids, Moderation, Votes
from .parts import Part, Places
from .table import ROWS, Table, marked

CHUNK = 1_000_000  # votes

Outline = tuple[Ids, Ids, Ids]
Lookup = tuple[Ids, Places, Ids]
Piece = tuple[Places, Places, Ids]


def shuffled_table(votes: Votes, moderation: Moderation, *, executor: Executor, chunk: int = CHUNK) -> Table:
    """Return the table of the votes; the driver keeps one row for each person and nothing for each vote."""
    pieces = [votes.at_rows(slice(low, low + chunk)) for low in range(0, len(votes), chunk)]
    chunks = executor.scatter(pieces)
    outlines: list[Outline] = executor.gather(executor.map(outline, chunks))
    statements = np.unique(np.concatenate([known for _, _, known in outlines]))
    people, first = _firsts(outlines)
    order = np.argsort(first, kind="stable")
    rank = np.empty(len(people), np.intp)
    rank[order] = np.arange(len(people))
    lookup = executor.scatter([(people, rank, statements)])
    number = -(-len(people) // ROWS)
    halves = executor.map(split, chunks, [lookup[0]] * len(pieces), number=number)
    by_chunk = [executor.map(picked, [half] * number, range(number)) for half in halves]
    sizes = [min(ROWS, len(people) - at * ROWS) for at in range(number)]
    handles = executor.map(joined, sizes, *by_chunk, width=len(statements))
    return marked(people[order], statements, moderation, handles, executor)


def outline(votes: Votes) -> Outline:
    """Return the people of a chunk, sorted, the lowest statement of each, and the statements, sorted."""
    people, row = np.unique(votes.participants, return_inverse=True)
    order = np.argsort(votes.statements, kind="stable")[::-1]
    first = np.empty(len(people), np.int64)
    first[row[order]] = votes.statements[order]
    return people, first, np.unique(votes.statements)


def _firsts(outlines: list[Outline]) -> tuple[Ids, Ids]:
    """Return all people, sorted, and the lowest statement that each voted on."""
    people = np.concatenate([some for some, _, _ in outlines])
    first = np.concatenate([some for _, some, _ in outlines])
    order = np.lexsort((first, people))
    people, first = people[order], first[order]
    new = np.ones(len(people), bool)
    new[1:] = people[1:] != people[:-1]
    return people[new], first[new]


def split(votes: Votes, lookup: Lookup, *, number: int) -> list[Piece]:
    """Return for each part the cells of a chunk: row within the part, code, time."""
    people, rank, statements = lookup
    row = rank[np.searchsorted(people, votes.participants)]
    codes = np.searchsorted(statements, votes.statements) * 3 + votes.values + 1
    times = np.zeros(len(votes), np.int64) if votes.times is None else votes.times
    order = np.argsort(row // ROWS, kind="stable")
    ends = np.cumsum(np.bincount(row // ROWS, minlength=number))[:-1]
    return [(row[some] % ROWS, codes[some], times[some]) for some in np.split(order, ends)]


def picked(pieces: list[Piece], at: int) -> Piece:
    """Return one part's piece of a chunk."""
    return pieces[at]


def joined(people: int, *pieces: Piece, width: int) -> Part:
    """Return a part from its pieces, in the order of the chunks."""
    row, codes, times = (np.concatenate(some) for some in zip(*pieces, strict=True))
    order = np.argsort(codes // 3, kind="stable")
    return parts.part_of(row[order], codes[order], times[order], people=people, width=width)
