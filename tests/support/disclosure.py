"""An attack by arithmetic: what single cells follow from all numbers of a deliberation that are public.

Every number that is published is a row of a linear program over the numbers behind it. A cell is uncovered when its
least and its greatest value that all rows allow are the same, and it is of 1 to 4 people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil, floor
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array

SMALL = range(1, 5)
ANSWERS = ("agree", "disagree", "pass")
Cell = tuple[Any, ...]


@dataclass
class Program:
    """Unknown whole numbers with bounds, and sums of them that are equal, or at most as large as another one."""

    bounds: dict[Cell, tuple[float, float]] = field(default_factory=dict)
    equal: list[dict[Cell, int]] = field(default_factory=list)
    below: list[dict[Cell, int]] = field(default_factory=list)

    def know(self, cell: Cell, low: float, high: float) -> None:
        """A cell lies between two numbers, and in what was known of it before."""
        before = self.bounds.get(cell, (0.0, np.inf))
        self.bounds[cell] = (max(low, before[0]), min(high, before[1]))

    def small_cells(self, wanted: set[Cell]) -> dict[Cell, int]:
        """Return the cells of 1 to 4 people that follow."""
        names = list(self.bounds)
        place = {name: at for at, name in enumerate(names)}
        box = [self.bounds[name] for name in names]
        equal, below = (_matrix(rows, place) for rows in (self.equal, self.below))
        found = {}
        for name in wanted:
            low, high = (self._end(place[name], sign, box, equal, below) for sign in (1, -1))
            if ceil(low - 1e-6) == floor(high + 1e-6) in SMALL:
                found[name] = ceil(low - 1e-6)
        return found

    def _end(self, at: int, sign: int, box: Any, equal: Any, below: Any) -> float:
        aim = np.zeros(len(box))
        aim[at] = sign
        got = linprog(
            aim,
            A_eq=equal,
            b_eq=None if equal is None else np.zeros(equal.shape[0]),
            A_ub=below,
            b_ub=None if below is None else np.zeros(below.shape[0]),
            bounds=box,
        )
        if got.status == 3:  # without an end
            return -np.inf if sign == 1 else 1e9
        assert got.status == 0, got.message
        return float(got.x[at])


def _matrix(rows: list[dict[Cell, int]], place: Mapping[Cell, int]) -> Any:
    if not rows:
        return None
    entries = [(number, place[cell], sign) for number, row in enumerate(rows) for cell, sign in row.items()]
    lines, columns, values = zip(*entries, strict=True)
    return coo_array((values, (lines, columns)), shape=(len(rows), len(place))).tocsr()


def uncovered(*releases: Mapping[str, Any], step: int = 5, stayed: bool = False) -> dict[Cell, int]:
    """Return what cells of 1 to 4 people follow from releases (`content` of map.json), the earlier ones first.

    With several releases the cells are also what came between two of them, and whoever attacks knows that nobody
    changed an answer: that makes the attack as strong as it can be.

    Args:
        step: to which multiple the numbers were rounded down; 1 for numbers as they are.
        stayed: whoever attacks knows, too, that nobody who was there before changed the group.
    """
    program, wanted = Program(), set[Cell]()
    for at, release in enumerate(releases):
        wanted |= _add(program, release, at, step)
    for at in range(1, len(releases)):
        shared = [(name, answer) for name in releases[at - 1]["counts"] for answer in ANSWERS]
        cells = [cell for cell in program.bounds if cell[:2] == (at, "group") and cell[2] != "rest"] if stayed else []
        for cell in [(at, *one) for one in shared] + cells:
            if (before := (at - 1, *cell[1:])) in program.bounds:
                rise: Cell = ("rise", *cell)
                program.know(rise, 0, np.inf)
                program.equal.append({cell: 1, before: -1, rise: -1})
                wanted.add(rise)
    return program.small_cells(wanted)


def _add(program: Program, release: Mapping[str, Any], at: int, step: int) -> set[Cell]:
    def told(cell: Cell, number: int) -> None:
        program.know(cell, number, number + step - 1)

    wanted = set[Cell]()
    everybody: Cell = (at, "voters")
    told(everybody, release["voters"])
    for name, counts in release["counts"].items():
        for answer, number in zip(ANSWERS, counts, strict=True):
            told((at, name, answer), number)
            wanted.add((at, name, answer))
        program.below.append({**{(at, name, answer): 1 for answer in ANSWERS}, everybody: -1})
    if "votes" in release:
        told((at, "votes"), release["votes"])
        every = {(at, name, answer): 1 for name in release["counts"] for answer in ANSWERS}
        program.equal.append({**every, (at, "votes"): -1})
    drawn, tables = release["map"] or {"groups": [], "counts": {}}, release["tables"]
    letters = [chr(65 + group["id"]) for group in drawn["groups"]]
    sizes = {letter: (at, "size", letter) for letter in letters}
    for letter, group in zip(letters, drawn["groups"], strict=True):
        told(sizes[letter], group["size"])
    if letters:
        program.below.append({**dict.fromkeys(sizes.values(), 1), everybody: -1})
    quoted = {
        name: {letter: (one[0], one[1], one[2] - one[0] - one[1]) for letter, one in zip(letters, counts, strict=True)}
        for name, counts in drawn["counts"].items()
    }
    by: dict[str, Mapping[str, Any]] = {"group": tables.get("group", {})} if letters else {}
    by |= {name: table for name, table in tables.items() if name != "group"}
    for table, parts in by.items():
        names = letters if table == "group" else list(ANSWERS)
        for name in release["counts"]:
            if name == table or not (tables or name in quoted):
                continue
            wanted |= _parts(program, told, at, table, name, names, parts, quoted if table == "group" else {}, sizes)
    return wanted


def _parts(
    program: Program, told: Any, at: int, table: str, name: str, parts: list[str], known: Mapping[str, Any],
    quoted: Mapping[str, Any], sizes: Mapping[str, Cell],
) -> set[Cell]:  # fmt: skip
    """Add the answers to one statement by the parts of one table; the rest of the people is in no part."""
    wanted = set[Cell]()
    for place, answer in enumerate(ANSWERS):
        row: dict[Cell, int] = {(at, name, answer): -1, (at, table, "rest", name, answer): 1}
        program.know((at, table, "rest", name, answer), 0, np.inf)
        for part in parts:
            cell: Cell = (at, table, part, name, answer)
            counts = known.get(part, {}).get(name, (0, 0, 0))
            told(cell, max(counts[place], quoted.get(name, {}).get(part, (0, 0, 0))[place]))
            row[cell] = 1
            wanted.add(cell)
        program.equal.append(row)
    shares = [sizes[part] if table == "group" else (at, table, part) for part in parts]
    rest = {(at, table, "rest", name, answer): 1 for answer in ANSWERS}
    program.below.append({**rest, **dict.fromkeys(shares, 1), (at, "voters"): -1})
    for part in parts:
        size: Cell = sizes[part] if table == "group" else (at, table, part)
        program.below.append({**{(at, table, part, name, answer): 1 for answer in ANSWERS}, size: -1})
    return wanted
