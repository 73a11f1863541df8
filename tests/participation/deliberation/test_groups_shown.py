"""What the page of results says of groups: nothing from which the answers of a very small one follow."""

from __future__ import annotations

from typing import Any

from kuvend.participation.deliberation.queries.groups import LEAST_SHOWN, ShownGroup, dividing, shown_groups
from kuvend.participation.deliberation.queries.statements import ListedStatement

COUNTS = {"s1": [[30, 5, 40], [1, 3, 4], [2, 18, 20]]}


def groups_of(*sizes: int) -> tuple[dict[str, Any], list[ShownGroup]]:
    represents = [["s1", "agree"]]
    groups = [{"id": place, "size": size, "represents": represents} for place, size in enumerate(sizes)]
    shown = {"groups": groups, "counts": {"s1": COUNTS["s1"][: len(sizes)]}, "dividing": ["s1"]}
    return shown, shown_groups(shown, rows())


def rows() -> dict[str, ListedStatement]:
    row: Any = object()  # its words play no part here
    return {"s1": row}


def test_a_group_is_shown_beside_all_others() -> None:
    _shown, groups = groups_of(40, LEAST_SHOWN)
    assert groups[0].says[0].sentence == "30 of 40 in this group agree, 1 of 4 of the others"


def test_beside_a_very_small_group_nothing_is_said_of_the_others() -> None:
    for sizes in ((40, LEAST_SHOWN - 1), (40, LEAST_SHOWN - 1, 20)):
        shown, groups = groups_of(*sizes)
        assert groups[0].says[0].sentence == "30 of 40 in this group agree"
        assert [group.says for group in groups if group.size < LEAST_SHOWN] == [[]]
        (apart,) = dividing(shown, rows())
        assert "B" not in dict(apart.answers)


def test_a_single_group_has_no_others() -> None:
    _shown, groups = groups_of(40)
    assert groups[0].says[0].sentence == "30 of 40 in this group agree"
