"""Sorts of outcomes come from rooms: shared deeds and pages ask the sort, and know none of them by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from kuvend.foundation.datasets.listed import datasets
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.outcomes.rules import may_open_for_comments
from kuvend.foundation.outcomes.sorts import (
    OutcomeSort,
    outcome_sorts,
    outcome_url,
    set_outcome_sorts,
    steps_after,
)
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.record.steps import Step
from kuvend.participation.drafting.queries.draft import commitment_choices
from tests.support.house import House, both

LAMP = OutcomeSort(name="lamp", label="lamp of the town", page="section")


@pytest.fixture
def bring() -> Iterator[Any]:
    """Hand down more sorts of outcomes, as a room does; the sorts are as before afterwards."""
    before = outcome_sorts()
    yield lambda *sorts: set_outcome_sorts([*before, *sorts])
    set_outcome_sorts(before)


@pytest.fixture
def lamp(house: House) -> Outcome:
    known: dict[str, Any] = {"process": house.process, "scope": house.scope, "key": "l1", "number": "1"}
    return Outcome.objects.create(kind="lamp", title=both("A lantern"), folded="a lantern", **known)


@pytest.mark.parametrize("moves", [True, False])
def test_a_sort_says_whether_it_moves_to_another_activity(house: House, lamp: Outcome, bring: Any, moves: bool) -> None:
    bring(replace(LAMP, moves=moves))
    assert bool(may_open_for_comments(HOUSE, lamp, house.activity, house.at)) is moves


def test_officials_are_offered_the_sorts_that_are_to_be(house: House, lamp: Outcome, bring: Any) -> None:
    for offered in (True, False):
        bring(replace(LAMP, is_offered=offered))
        choices = commitment_choices(HOUSE, house.activity, at=house.at)
        assert (lamp in choices.possible) is offered


def test_a_text_whose_room_was_taken_away_has_a_name_and_no_page(house: House, lamp: Outcome) -> None:
    assert (lamp.sort.label, lamp.url, outcome_url("lamp", lamp.public_id)) == ("text", "", "")
    assert not may_open_for_comments(HOUSE, lamp, house.activity, house.at)


def test_sorts_of_one_room_are_asked_together_and_those_without_steps_never(bring: Any) -> None:
    asked: list[list[int]] = []

    def steps(ids: Sequence[int]) -> list[Step]:
        asked.append(list(ids))
        return [Step(f"lit {number}") for number in ids]

    bring(replace(LAMP, steps=steps), replace(LAMP, name="lantern", steps=steps), replace(LAMP, name="dark"))
    told = steps_after([("lamp", 1), ("dark", 2), ("lantern", 3), ("gone", 4), ("lamp", 5)])
    assert asked == [[1, 3, 5]]
    assert [step.title for step in told] == ["lit 1", "lit 3", "lit 5"]


def test_open_data_is_narrowed_by_every_sort_that_a_room_brings(bring: Any) -> None:
    asked = datasets()["landings"].filters["kind"].choices
    assert asked() == ["commitment", "milestone", "section"]
    bring(LAMP)
    assert "lamp" in asked()
