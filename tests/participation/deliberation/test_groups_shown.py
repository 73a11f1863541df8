"""What the page of results says of groups: of the rounded numbers that are stored, and of nothing else."""

from __future__ import annotations

from typing import Any

from kuvend.participation.deliberation.queries.groups import ShownGroup, dividing, shown_groups
from kuvend.participation.deliberation.queries.statements import ListedStatement

COUNTS = {"s1": [[30, 5, 40], [0, 0, 0], [0, 15, 20]]}


def groups_of(*sizes: int) -> tuple[dict[str, Any], list[ShownGroup]]:
    represents = [["s1", "agree"]]
    groups = [{"id": place, "size": size, "represents": represents} for place, size in enumerate(sizes)]
    shown = {"groups": groups, "counts": {"s1": COUNTS["s1"][: len(sizes)]}, "dividing": ["s1"]}
    return shown, shown_groups(shown, rows())


def rows() -> dict[str, ListedStatement]:
    row: Any = object()  # its words play no part here
    return {"s1": row}


def test_a_group_is_shown_beside_all_others() -> None:
    _shown, groups = groups_of(40, 0, 20)
    assert groups[0].says[0].sentence == "30 of 40 in this group agree, 0 of 20 of the others"


def test_of_a_very_small_group_nothing_is_said_but_that_it_is_small() -> None:
    shown, groups = groups_of(40, 0, 20)
    assert [(group.people, group.says) for group in groups if group.letter == "B"] == [("fewer than 5 people", [])]
    (apart,) = dividing(shown, rows())
    assert set(dict(apart.answers)) == {"A", "C"}


def test_a_single_group_has_no_others() -> None:
    _shown, groups = groups_of(40)
    assert groups[0].says[0].sentence == "30 of 40 in this group agree"
