"""The draw of the next statement: the same for the same seed, fair between people, kind to what is new."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuvend.participation.deliberation.next_statement import draw_statement, novelty, weight

CANDIDATES = [(number, novelty(0)) for number in range(20)]


def order(candidates: list[tuple[int, float]], who: str, seed: str = "s") -> list[int]:
    """The order in which a person is asked all of them."""
    left, asked = dict(candidates), []
    while left:
        one = draw_statement(left.items(), seed=seed, voter=who)
        assert one is not None
        asked.append(one)
        del left[one]
    return asked


def test_nothing_is_drawn_of_nothing() -> None:
    assert draw_statement([], seed="s", voter="a") is None


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
    first = Counter(
        draw_statement([(1, 1.0), (2, 2.0), (3, 3.0)], seed="s", voter=str(person)) for person in range(people)
    )
    shares = [first[number] / people for number in (1, 2, 3)]
    assert shares == pytest.approx([1 / 6, 2 / 6, 3 / 6], abs=0.02)


def test_a_statement_without_votes_weighs_more_than_one_with_many() -> None:
    assert novelty(0) == 81
    assert novelty(0) > novelty(5) > novelty(50) >= 1


def test_a_weight_of_nothing_is_still_reached() -> None:
    assert set(order([(1, 0.0), (2, 5.0)], "a")) == {1, 2}


@given(st.tuples(*[st.integers(0, 60)] * 3), st.sampled_from([0.0, 0.5, 2.25]))
def test_what_is_not_counted_yet_weighs_the_same_wherever_it_stands_and_meta_statements_always(
    counts: tuple[int, int, int], extremity: float
) -> None:
    uncounted = weight([0, 0, 0], extremity=extremity, meta=False)
    assert uncounted == weight([0, 0, 0], extremity=0.0, meta=False) == 5.0625, "the published mathematics says so"
    assert weight(counts, extremity=extremity, meta=True) == 49
    assert 0 < weight(counts, extremity=extremity, meta=False) < novelty(0) * (1 + extremity) ** 2


def test_what_many_agree_on_and_what_divides_comes_before_what_many_passed_on() -> None:
    agreed, divides, passed = ([40, 5, 5], 0.5), ([25, 25, 0], 2.0), ([5, 5, 40], 0.0)
    weights = [weight(counts, extremity=extremity, meta=False) for counts, extremity in (agreed, divides, passed)]
    assert weights[1] > weights[0] > 10 * weights[2]
