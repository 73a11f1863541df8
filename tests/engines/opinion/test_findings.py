"""What is said about statements: representative, uniting, dividing, next; and what to be careful about."""

from __future__ import annotations

import numpy as np

from kuvend.engines.opinion import Mode, Settings, Votes, draw_map, next_statement
from kuvend.engines.opinion.cautions import Quality, cautions_of
from kuvend.engines.opinion.divisiveness import divisiveness_of
from kuvend.engines.opinion.priorities import priorities_of
from kuvend.engines.opinion.proportions import difference_test, share, share_test
from kuvend.engines.opinion.representative import representative_of, standing_of


def camps(people: int = 60) -> Votes:
    """Statements 0 to 7 split two camps, everybody agrees with 8, with 9 only one camp does, 10 is passed by all."""
    rng = np.random.default_rng(4)
    left = np.arange(people) < people // 2
    opinions = np.where(left[:, None], 1, -1) * np.ones((people, 11), int)
    opinions[:, 8], opinions[:, 9], opinions[:, 10] = 1, np.where(left, 1, 0), 0
    noise = rng.random((people, 11)) < 0.05
    noise[:, 8:] = False
    opinions = np.where(noise, -opinions, opinions)
    who, what = np.nonzero(np.ones_like(opinions))
    return Votes(who, what, opinions.ravel().astype(np.int8))


def test_the_tests_of_proportions_are_those_of_the_text() -> None:
    assert share(3, 4) == 4 / 6
    assert abs(share_test(3, 4) - 2 * np.sqrt(5) * (4 / 5 - 0.5)) < 1e-12
    pooled = (4 + 2) / (5 + 6)
    expected = (4 / 5 - 2 / 6) / np.sqrt(pooled * (1 - pooled) * (1 / 5 + 1 / 6))
    assert abs(difference_test(3, 1, 4, 5) - expected) < 1e-12
    assert difference_test(4, 5, 4, 5) == 0.0


def test_people_who_all_passed_stand_for_nothing() -> None:
    who, what = np.nonzero(np.ones((40, 8)))
    votes = Votes(who, what, np.zeros(len(who), np.int8))
    assert [group.representative for group in draw_map(votes).groups] == [()]
    published = draw_map(votes, settings=Settings(mode=Mode.POLIS)).groups
    assert len(published[0].representative) == 1, "the published program names one all the same"


def test_groups_are_told_by_what_divides_and_all_by_what_unites() -> None:
    found = draw_map(camps(), settings=Settings(bridging=True))
    assert [group.size for group in found.groups] == [30, 30]
    assert found.consensus.agree[0].statement == 8
    assert found.consensus.group_informed.argmax() == 8
    assert found.divisiveness.apart[8] == 0.0
    assert found.divisiveness.apart[:8].min() > 0.7
    for group in found.groups:
        assert all(one.statement != 8 for one in group.representative if not one.best_agree)
    assert found.bridging is not None
    assert found.bridging.score.argmax() == 8
    assert np.abs(found.bridging.factor[:8]).min() > abs(found.bridging.factor[8])


def test_the_statement_of_most_agreement_is_shown_as_agreed_except_in_mode_polis() -> None:
    agrees = np.array([[6, 0], [9, 0]])
    disagrees = np.array([[4, 0], [0, 0]])
    votes = np.array([[10, 1], [10, 1]])
    standing = standing_of(0, agrees, disagrees, votes)
    statements, shaping = np.array([5, 6]), np.array([True, True])
    odd = representative_of(standing, statements, shaping, oddity=True)[0]
    plain = representative_of(standing, statements, shaping, oddity=False)[0]
    assert (odd.direction, odd.successes) == ("disagree", 4)
    assert plain.direction == "agree" or not plain.best_agree


def test_divisiveness_looks_only_at_groups_that_voted() -> None:
    found = divisiveness_of(np.array([[8, 0, 0], [0, 0, 3]]), np.array([[10, 0, 0], [10, 0, 3]]))
    assert abs(found.apart[0] - (9 / 12 - 1 / 12)) < 1e-12
    assert found.apart[1:].tolist() == [0.0, 0.0]
    assert (found.most[0], found.least[0], found.most[1]) == (0, 1, -1)


def test_priorities_favour_new_and_meta_statements() -> None:
    zero = np.zeros(3, int)
    found = priorities_of(zero, zero, np.array([0, 25, 0]), np.zeros(3), np.array([False, False, True]))
    assert found.priority[0] == 5.0625
    assert found.novelty[1] == 1.25
    assert found.priority[2] == 49.0


def test_the_draw_follows_the_weights_and_its_seed() -> None:
    weights, open_ones = np.array([1.0, 3.0, 0.0, 6.0]), np.array([True, True, False, True])
    drawn = [next_statement(weights=weights, candidates=open_ones, seed=seed) for seed in range(3000)]
    counts = np.bincount(drawn, minlength=4) / 3000
    np.testing.assert_allclose(counts, [0.1, 0.3, 0.0, 0.6], atol=0.03)
    assert drawn == [next_statement(weights=weights, candidates=open_ones, seed=seed) for seed in range(3000)]
    assert next_statement(weights=weights, candidates=np.zeros(4, bool), seed=1) is None
    floored = [next_statement(weights=weights, candidates=open_ones, seed=seed, floor=6.0) for seed in range(3000)]
    assert np.bincount(floored, minlength=4)[0] / 3000 > 0.25


def test_cautions_are_said_in_words() -> None:
    calm = Quality(0.5, 0.95, {}, {})
    assert cautions_of([60, 40], calm) == ()
    weak = cautions_of([30, 1], Quality(0.1, 0.5, {}, {}))
    assert [one.code for one in weak] == ["few_people", "weak_separation", "not_stable", "tiny_group"]
    assert "31 people" in weak[0].sentence
    assert [one.code for one in cautions_of([100], calm)] == ["one_group"]


def test_three_clear_camps_are_three_groups() -> None:
    rng = np.random.default_rng(6)
    camp = np.repeat([0, 1, 2], [50, 35, 25])
    asked = np.repeat([0, 1, 2], 8)
    opinions = np.where(camp[:, None] == asked, 1, -1)
    opinions = np.where(rng.random(opinions.shape) < 0.1, -opinions, opinions)
    who, what = np.nonzero(rng.random(opinions.shape) < 0.8)
    found = draw_map(Votes(who, what, opinions[who, what].astype(np.int8)))
    assert [group.size for group in found.groups] == [50, 35, 25]
    assert {one.statement // 8 for one in found.groups[1].representative if one.direction == "agree"} == {1}


def test_people_who_all_think_the_same_are_one_group() -> None:
    votes = Votes(np.repeat(np.arange(20), 8), np.tile(np.arange(8), 20), np.ones(160, np.int8))
    for mode in Mode:
        found = draw_map(votes, settings=Settings(mode=mode))
        assert found.k == 1
        assert np.abs(found.positions).max() == 0.0
        assert "one_group" in {one.code for one in found.cautions}
