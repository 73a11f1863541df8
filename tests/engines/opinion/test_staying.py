"""Between two maps at least so many people change from one group to another as is asked, or nobody does."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kuvend.engines.opinion import Moderation, OpinionMap, Settings, Votes, draw_closing_map, draw_map
from kuvend.engines.opinion.grouping import Grouping
from kuvend.engines.opinion.simulation import simulate
from kuvend.engines.opinion.stable_groups import with_lineage

LEAST = 5
FEW = Settings(stability_runs=0)
MANY = Settings(stability_runs=0, least_movers=LEAST)


@some.composite
def histories(draw: some.DrawFn) -> tuple[Votes, Votes, Moderation]:
    """Votes of loosely parted camps, the same with those of some new people, and a statement that is out by then."""
    rng = np.random.default_rng(draw(some.integers(0, 2**32)))
    people, statements, new = draw(some.integers(20, 90)), 12, draw(some.integers(0, 9))
    sides = rng.choice([-1, 0, 1], (4, statements))
    opinion = sides[rng.integers(0, 4, people + new)]
    opinion = np.where(rng.random(opinion.shape) < 0.35, rng.choice([-1, 0, 1], opinion.shape), opinion)
    who, what = np.nonzero(rng.random(opinion.shape) < 0.8)
    after = Votes(who.astype(np.int64), what.astype(np.int64), opinion[who, what].astype(np.int8))
    out = frozenset(rng.choice(statements, draw(some.integers(0, 3)), replace=False).tolist())
    return after.at_rows(after.participants < people), after, Moderation(out=out)


def movers(before: OpinionMap, after: OpinionMap) -> Counter[tuple[int, int]]:
    stood, stand = (dict(zip(one.people.tolist(), one.group_of.tolist(), strict=True)) for one in (before, after))
    return Counter((stood[one], stand[one]) for one in stood if stood[one] != stand.get(one))


@settings(max_examples=60)
@given(histories())
def test_from_one_group_to_another_move_five_or_nobody(history: tuple[Votes, Votes, Moderation]) -> None:
    first, votes, moderation = history
    before = draw_map(first, settings=MANY)
    after = draw_map(votes, moderation=moderation, settings=MANY, previous=before.as_previous)
    assert min(movers(before, after).values(), default=LEAST) >= LEAST
    assert [group.id for group in after.groups] == sorted({one for one in after.group_of.tolist() if one >= 0})
    for row, group in enumerate(after.groups):
        inside = np.isin(votes.participants, after.people[after.group_of == group.id])
        assert group.size == (after.group_of == group.id).sum()
        for column, statement in enumerate(after.statements.tolist()):
            assert after.tally.votes[row, column] == (inside & (votes.statements == statement)).sum()
    draw_map(votes, settings=MANY, previous=after.as_previous)


def test_where_nothing_is_asked_single_people_move() -> None:
    """Else the test above would hold of itself."""
    alone = 0
    for seed in range(12):
        rng = np.random.default_rng(seed)
        opinion = np.where(np.arange(40)[:, None] % 2, 1, -1) * np.ones(12, np.int64)
        opinion = np.where(rng.random(opinion.shape) < 0.45, rng.choice([-1, 0, 1], opinion.shape), opinion)
        who, what = np.nonzero(np.ones(opinion.shape, bool))
        votes = Votes(who.astype(np.int64), what.astype(np.int64), opinion[who, what].astype(np.int8))
        before = draw_map(votes, settings=FEW)
        after = draw_map(votes, moderation=Moderation(out=frozenset({3})), settings=FEW, previous=before.as_previous)
        alone += any(number < LEAST for number in movers(before, after).values())
        kept = draw_map(votes, moderation=Moderation(out=frozenset({3})), settings=MANY, previous=before.as_previous)
        assert min(movers(before, kept).values(), default=LEAST) >= LEAST
    assert alone > 3


@settings(max_examples=60)
@given(histories())
def test_at_a_closing_that_knows_the_groups_before_move_five_or_nobody(
    history: tuple[Votes, Votes, Moderation],
) -> None:
    first, votes, moderation = history
    before = draw_map(first, settings=MANY).grouping
    last, stays = draw_closing_map(votes, before=groups_in(before), moderation=moderation, settings=MANY)
    after = last.grouping if stays else with_lineage(last.grouping, last.grouping.people, before)
    stood, stand = groups_in(before), groups_in(after)
    moved = Counter((stood[one], stand[one]) for one in stood if one in stand and stood[one] != stand[one])
    assert min(moved.values(), default=LEAST) >= LEAST
    alone = draw_map(votes, moderation=moderation, settings=MANY)
    assert stays or last.groups == alone.groups
    assert (last.quality.silhouette, last.positions.tolist()) == (alone.quality.silhouette, alone.positions.tolist())
    assert [group.size for group in last.groups] == last.grouping.sizes.tolist()


@pytest.mark.parametrize(("people", "stays"), [(0, False), (1, True), (4, True), (5, False)])
def test_who_stays_at_a_closing_is_told(people: int, stays: bool) -> None:
    votes = simulate(people=80, statements=14, votes=1000, seed=3)
    pinned = replace(MANY, groups=2)
    stand = groups_in(draw_map(votes, settings=pinned).grouping)
    others = [one for one, group in sorted(stand.items()) if group == 0][:people]
    before = stand | dict.fromkeys(others, 1)
    last, told = draw_closing_map(votes, before=before, settings=pinned)
    assert told == stays
    assert groups_in(last.grouping) == (before if stays else stand)


def groups_in(grouping: Grouping) -> dict[int, int]:
    """Who stands in which group."""
    return dict(zip(grouping.people.tolist(), np.array(grouping.ids)[grouping.labels].tolist(), strict=True))
