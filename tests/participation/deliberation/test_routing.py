"""The draw of the next statement: the same for the same seed, fair between people, kind to what is new."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuvend.participation.deliberation.routing import draw, novelty

CANDIDATES = [(number, novelty(0)) for number in range(20)]


def order(candidates: list[tuple[int, float]], who: str, seed: str = "s") -> list[int]:
    """The order in which a person is asked all of them."""
    left, asked = dict(candidates), []
    while left:
        one = draw(left.items(), seed=seed, who=who)
        assert one is not None
        asked.append(one)
        del left[one]
    return asked


def test_nothing_is_drawn_of_nothing() -> None:
    assert draw([], seed="s", who="a") is None


def test_the_same_seed_gives_the_same_order_and_another_seed_another_one() -> None:
    assert order(CANDIDATES, "a") == order(CANDIDATES, "a")
    assert order(CANDIDATES, "a") != order(CANDIDATES, "a", seed="t")
    assert order(CANDIDATES, "a") != order(CANDIDATES, "b")


@given(st.permutations(CANDIDATES))
def test_the_order_in_which_candidates_are_read_does_not_matter(candidates: list[tuple[int, float]]) -> None:
    assert order(candidates, "a") == order(CANDIDATES, "a")


def test_a_new_statement_changes_nobodys_order_of_the_others() -> None:
    before = order(CANDIDATES, "a")
    assert [one for one in order([*CANDIDATES, (99, novelty(0))], "a") if one != 99] == before


def test_statements_are_drawn_in_proportion_to_their_weight() -> None:
    people = 6000
    first = Counter(draw([(1, 1.0), (2, 2.0), (3, 3.0)], seed="s", who=str(person)) for person in range(people))
    shares = [first[number] / people for number in (1, 2, 3)]
    assert shares == pytest.approx([1 / 6, 2 / 6, 3 / 6], abs=0.02)


def test_a_statement_without_votes_weighs_more_than_one_with_many() -> None:
    assert novelty(0) == 81
    assert novelty(0) > novelty(5) > novelty(50) >= 1


def test_a_weight_of_nothing_is_still_reached() -> None:
    assert set(order([(1, 0.0), (2, 5.0)], "a")) == {1, 2}
