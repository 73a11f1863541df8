"""A live map counts each vote at once, and says the same as a full map of the same votes."""

from __future__ import annotations

import numpy as np
import pytest

from kuvend.engines.opinion import InputProblem, Mode, Moderation, Settings, Votes, draw_map
from kuvend.engines.opinion.live import LiveMap
from kuvend.engines.opinion.simulation import simulate

MODERATION = Moderation(out=frozenset({3}), meta=frozenset({5}))


def begun(mode: Mode = Mode.STABLE) -> tuple[LiveMap, Votes]:
    votes = simulate(people=120, statements=20, votes=1500, seed=3)
    first = votes.at_rows(np.arange(1500) < 1300)
    live = LiveMap(first, moderation=MODERATION, settings=Settings(mode=mode, stability_runs=2))
    return live, votes.at_rows(np.arange(1500) >= 1300)


def feed(live: LiveMap, votes: Votes) -> None:
    for person, statement, value in zip(
        votes.participants.tolist(), votes.statements.tolist(), votes.values.tolist(), strict=True
    ):
        live.vote(participant=person, statement=statement, value=value)


@pytest.mark.parametrize("mode", Mode)
def test_counts_and_lists_are_those_of_a_full_map_with_the_same_groups(mode: Mode) -> None:
    live, rest = begun(mode)
    feed(live, rest)
    for statement in (20, 21):  # new statements, and a new person
        for person in (0, 1, 2, 500):
            live.vote(participant=person, statement=statement, value=1)
    for statement in range(8):
        live.vote(participant=500, statement=statement, value=-1)
        live.vote(participant=1, statement=statement, value=0)
    live.withdraw(participant=7)
    now = live.map()
    assert 7 not in now.people
    pairs = zip(now.people.tolist(), now.group_of.tolist(), strict=True)
    given = {person: group for person, group in pairs if group >= 0}
    full = draw_map(live.votes(), moderation=MODERATION, settings=Settings(mode=mode, fixed_groups=given))
    order = np.argsort(now.statements)
    assert now.statements[order].tolist() == full.statements.tolist()
    for name in ("agrees", "disagrees", "votes", "all_agrees", "all_disagrees", "all_votes"):
        assert getattr(now.tally, name)[..., order].tolist() == getattr(full.tally, name).tolist(), name
    np.testing.assert_allclose(now.axes.centre[order], full.axes.centre, atol=1e-12)
    np.testing.assert_allclose(now.consensus.group_informed[order], full.consensus.group_informed, atol=1e-12)
    assert now.consensus.agree == full.consensus.agree
    assert [group.size for group in now.groups] == [group.size for group in full.groups]
    statements, weights = live.weights()
    assert statements.tolist() == now.statements.tolist()
    np.testing.assert_allclose(weights, now.priorities.priority, rtol=1e-9)


def test_a_person_stands_where_the_axes_and_the_votes_say() -> None:
    live, rest = begun()
    feed(live, rest)
    person = int(rest.participants[-1])
    now = live.map()
    mine = live.votes()
    chosen = mine.participants == person
    columns = np.searchsorted(now.statements, mine.statements[chosen])
    shaping = ~now.silent[columns]
    seen = shaping.sum() + now.silent.sum()
    left = (mine.values[chosen] - now.axes.centre[columns]) * shaping
    expected = np.sqrt(len(now.statements) / seen) * (now.axes.components[:, columns] * left).sum(axis=1)
    row = now.people.tolist().index(person)
    np.testing.assert_allclose(now.positions[row], expected, atol=1e-9)


def test_the_same_vote_again_changes_nothing_and_a_changed_one_replaces() -> None:
    live, _ = begun()
    person, statement = int(live.full_map.people[0]), int(live.full_map.statements[0])
    live.vote(participant=person, statement=statement, value=1)
    before = live.map()
    live.vote(participant=person, statement=statement, value=1)
    assert live.map().tally.all_votes.tolist() == before.tally.all_votes.tolist()
    live.vote(participant=person, statement=statement, value=-1)
    after = live.map()
    assert after.tally.all_votes.tolist() == before.tally.all_votes.tolist()
    assert after.tally.all_agrees[0] == before.tally.all_agrees[0] - 1
    assert after.tally.all_disagrees[0] == before.tally.all_disagrees[0] + 1


@pytest.mark.parametrize("mode", Mode)
def test_a_full_map_goes_on_from_the_live_one(mode: Mode) -> None:
    live, rest = begun(mode)
    feed(live, rest)
    assert live.due(seconds=0.0)
    again = live.redrawn()
    assert not again.due(seconds=60.0)
    shared = sum(live.group_of(one) == again.group_of(one) for one in again.full_map.people.tolist())
    assert shared >= 0.9 * len(again.full_map.people)
    products = (again.full_map.axes.components * live.full_map.axes.components).sum(axis=1)
    assert (products > 0).all()


def test_somebody_who_withdrew_may_come_back() -> None:
    live, _ = begun()
    live.withdraw(participant=7)
    live.vote(participant=7, statement=1, value=1)
    assert 7 in live.map().people
    assert (live.votes().participants == 7).sum() == 1
    live.withdraw(participant=999)
    with pytest.raises(InputProblem):
        live.vote(participant=7, statement=1, value=7)


def test_a_full_map_is_due_after_time_only_when_something_changed() -> None:
    live, _ = begun()
    assert not live.due(seconds=3600.0)
    live.vote(participant=0, statement=1, value=0)
    assert not live.due(seconds=1.0)
    assert live.due(seconds=31.0)
