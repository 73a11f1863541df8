"""What must hold for any votes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kuvend.engines.opinion import InputProblem, Mode, Moderation, Settings, Votes, adjusted_rand_index, draw_map
from kuvend.engines.opinion.as_data import as_json
from kuvend.engines.opinion.simulation import simulate

QUICK = settings(max_examples=25)


@some.composite
def conversations(draw: some.DrawFn, least: int = 2) -> Votes:
    """Any small conversation, with votes that replace others."""
    people, statements = draw(some.integers(least, 40)), draw(some.integers(2, 15))
    rng = np.random.default_rng(draw(some.integers(0, 2**32)))
    number = draw(some.integers(people, people * statements))
    ids = rng.choice(10_000, people, replace=False)
    who = np.append(ids, rng.choice(ids, number))
    what = np.append(np.arange(people) % 2, rng.integers(0, statements, number))
    shares = draw(some.sampled_from([(0.3, 0.2, 0.5), (0.0, 0.0, 1.0), (0.0, 1.0, 0.0)]))
    values = rng.choice([-1, 0, 1], len(who), p=shares)
    return Votes(who.astype(np.int64), what.astype(np.int64), values.astype(np.int8))


@some.composite
def camps(draw: some.DrawFn) -> Votes:
    """Two camps that clearly disagree, some more eager than others."""
    rng = np.random.default_rng(draw(some.integers(0, 2**32)))
    people, statements = draw(some.integers(40, 80)), 24
    camp = np.arange(people) % draw(some.sampled_from([2, 3])) == 0
    sides = rng.choice([-1, 1], statements)
    opinion = np.where(camp[:, None], sides, -sides)
    opinion = np.where(rng.random(opinion.shape) < 0.1, rng.choice([-1, 0, 1], opinion.shape), opinion)
    voted = rng.random(opinion.shape) < 0.7
    who, what = np.nonzero(voted)
    return Votes(who.astype(np.int64), what.astype(np.int64), opinion[voted].astype(np.int8))


@QUICK
@given(conversations(), some.sampled_from(Mode))
def test_the_same_votes_give_the_same_bytes(votes: Votes, mode: Mode) -> None:
    chosen = Settings(mode=mode, stability_runs=2, bridging=True)
    assert as_json(draw_map(votes, settings=chosen)) == as_json(draw_map(votes, settings=chosen))


@QUICK
@given(conversations(), some.integers(0, 2**32), some.sampled_from(Mode))
def test_the_order_of_the_stream_matters_only_where_votes_replace_each_other(
    votes: Votes, seed: int, mode: Mode
) -> None:
    timed = Votes(votes.participants, votes.statements, votes.values, np.arange(len(votes)))
    order = np.random.default_rng(seed).permutation(len(votes))
    shuffled = Votes(*(one[order] for one in (votes.participants, votes.statements, votes.values)), timed.times[order])  # type: ignore[index]
    chosen = Settings(mode=mode, stability_runs=2)
    assert as_json(draw_map(timed, settings=chosen)) == as_json(draw_map(shuffled, settings=chosen))


@QUICK
@given(camps(), some.integers(0, 2**32))
def test_permuting_people_changes_nothing_but_ids(votes: Votes, seed: int) -> None:
    people = int(votes.participants.max()) + 1
    names = np.random.default_rng(seed).permutation(people)
    renamed = Votes(names[votes.participants], votes.statements, votes.values)
    one, other = draw_map(votes), draw_map(renamed)
    order = np.argsort(other.people)[names[one.people]]
    assert one.group_of.tolist() == other.group_of[order].tolist()
    np.testing.assert_allclose(np.abs(one.positions), np.abs(other.positions[order]), atol=1e-7)
    assert one.tally.agrees.tolist() == other.tally.agrees.tolist()
    assert [group.representative for group in one.groups] == [group.representative for group in other.groups]
    assert one.quality.stability == other.quality.stability


@QUICK
@given(camps(), some.sampled_from(Mode))
def test_adding_somebody_who_passes_on_everything_moves_no_group(votes: Votes, mode: Mode) -> None:
    chosen = Settings(mode=mode, stability_runs=0, groups=2)
    before = draw_map(votes, settings=chosen)
    statements = np.unique(votes.statements)
    passing = np.full(len(statements), 100_000)
    after = draw_map(
        Votes(
            np.append(votes.participants, passing),
            np.append(votes.statements, statements),
            np.append(votes.values, np.zeros(len(statements), np.int8)),
        ),
        settings=chosen,
    )
    old = dict(zip(before.people.tolist(), before.group_of.tolist(), strict=True))
    new = dict(zip(after.people.tolist(), after.group_of.tolist(), strict=True))
    shared = [one for one in old if old[one] >= 0]
    assert adjusted_rand_index([old[one] for one in shared], [new[one] for one in shared]) == 1.0
    assert (after.tally.all_votes - before.tally.all_votes).tolist() == [1] * len(statements)


@QUICK
@given(conversations(), some.sampled_from(Mode), some.integers(1, 6))
def test_counts_add_up_and_shares_stay_shares(votes: Votes, mode: Mode, k: int) -> None:
    moderation = Moderation(out=frozenset({0}), meta=frozenset({1}))
    found = draw_map(votes, moderation=moderation, settings=Settings(mode=mode, groups=k, stability_runs=0))
    assert sum(group.size for group in found.groups) == int((found.group_of >= 0).sum())
    assert len(found.groups) <= k
    assert (found.tally.votes.sum(axis=0) <= found.tally.all_votes).all()
    assert (found.tally.agrees + found.tally.disagrees <= found.tally.votes).all()
    for numbers in (found.consensus.group_informed, found.divisiveness.apart):
        assert ((numbers >= 0) & (numbers <= 1)).all()
    for numbers in (found.positions, found.priorities.priority, found.axes.extremity):
        assert np.isfinite(numbers).all()
    silent = set(found.statements[found.silent].tolist())
    named = {one.statement for group in found.groups for one in group.representative}
    named |= {one.statement for one in (*found.consensus.agree, *found.consensus.disagree)}
    assert not named & silent
    products = found.axes.components @ found.axes.components.T
    assert abs(products[0, 1]) < 1e-9


@QUICK
@given(conversations(least=4))
def test_turning_all_votes_round_turns_the_statements_round_and_keeps_the_groups(votes: Votes) -> None:
    chosen = Settings(stability_runs=0)
    one = draw_map(votes, settings=chosen)
    other = draw_map(Votes(votes.participants, votes.statements, -votes.values), settings=chosen)
    assert one.tally.all_agrees.tolist() == other.tally.all_disagrees.tolist()
    assert [x.statement for x in one.consensus.agree] == [x.statement for x in other.consensus.disagree]
    np.testing.assert_allclose(one.axes.centre, -other.axes.centre, atol=1e-12)


def test_leaving_people_out_is_as_if_they_had_not_voted() -> None:
    votes = simulate(people=60, statements=12, votes=500, seed=1)
    gone = frozenset({3, 17, 40})
    without = votes.at_rows(~np.isin(votes.participants, list(gone)))
    assert as_json(draw_map(votes, settings=Settings(without=gone))) == as_json(draw_map(without))


def test_no_map_is_drawn_of_one_person_or_one_statement() -> None:
    line = np.arange(5)
    with pytest.raises(InputProblem, match="one person"):
        draw_map(Votes(np.zeros(5, np.int64), line, np.ones(5, np.int8)))
    with pytest.raises(InputProblem, match="one statement"):
        draw_map(Votes(line, np.zeros(5, np.int64), np.ones(5, np.int8)))
    with pytest.raises(InputProblem, match="no votes"):
        Votes(line[:0], line[:0], np.zeros(0, np.int8))
    with pytest.raises(InputProblem, match="a vote is"):
        Votes(line, line, np.full(5, 7, np.int8))
