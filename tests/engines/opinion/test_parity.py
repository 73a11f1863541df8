"""Parity with the published mathematics on three real conversations, given the published groups."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kuvend.engines.opinion import Mode, OpinionMap, Settings, adjusted_rand_index, draw_map
from tests.engines.opinion.conversations import NAMES, Real, real

EXACT = {"atol": 1e-9, "rtol": 0}
LEAST_AGREEMENT = {"bg2050-volunteers": 0.99, "scoop-hivemind.biodiversity": 0.98, "vtaiwan.uberx": 0.92}


@cache
def drawn(name: str, shared_data: Callable[[str], Path]) -> tuple[Real, OpinionMap]:
    case = real(name, shared_data)
    settings = Settings(mode=Mode.POLIS, fixed_groups=case.conversation.groups)
    return case, draw_map(case.votes, moderation=case.moderation, settings=settings)


@pytest.fixture(params=NAMES)
def case(request: pytest.FixtureRequest, shared_data: Callable[[str], Path]) -> tuple[Real, OpinionMap]:
    return drawn(request.param, shared_data)


def test_people_and_statements_stand_in_the_published_order(case: tuple[Real, OpinionMap]) -> None:
    expected, found = case[0].expected, case[1]
    assert found.people.tolist() == expected["participant_ids"]
    assert found.statements.tolist() == expected["statement_ids"]


def test_axes_and_positions_are_the_published_ones(case: tuple[Real, OpinionMap]) -> None:
    expected, found = case[0].expected, case[1]
    np.testing.assert_allclose(found.axes.centre, expected["center"], **EXACT)
    np.testing.assert_allclose(found.axes.components, expected["components"], **EXACT)
    np.testing.assert_allclose(found.positions, expected["projections"], **EXACT)
    np.testing.assert_allclose(found.axes.extremity, expected["statement_extremity"], **EXACT)


def test_counts_of_groups_are_identical(case: tuple[Real, OpinionMap]) -> None:
    groups, tally = case[0].expected["published_groups"], case[1].tally
    assert [group.id for group in case[1].groups] == groups["ids"]
    assert tally.agrees.tolist() == groups["agrees"]
    assert tally.disagrees.tolist() == groups["disagrees"]
    assert tally.votes.tolist() == groups["votes"]


def test_consensus_and_priorities_are_the_published_ones(case: tuple[Real, OpinionMap]) -> None:
    expected, found = case[0].expected, case[1]
    np.testing.assert_allclose(found.consensus.group_informed, expected["group_informed_consensus"], **EXACT)
    np.testing.assert_allclose(found.priorities.priority, expected["priorities"], **EXACT)
    for direction in ("agree", "disagree"):
        ours = [
            {"tid": one.statement, "n-success": one.successes, "n-trials": one.trials, "p-success": one.share,
             "p-test": one.share_test}
            for one in getattr(found.consensus, direction)
        ]  # fmt: skip
        same(ours, expected["consensus"][direction])


def test_representative_statements_are_identical_in_content_and_order(case: tuple[Real, OpinionMap]) -> None:
    for group in case[1].groups:
        ours = [
            {"tid": one.statement, "n-success": one.successes, "n-trials": one.trials, "p-success": one.share,
             "p-test": one.share_test, "repness": one.ratio, "repness-test": one.ratio_test,
             "repful-for": one.direction} | ({"n-agree": one.agrees, "best-agree": True} if one.best_agree else {})
            for one in group.representative
        ]  # fmt: skip
        same(ours, case[0].expected["representative"][str(group.id)])


def same(ours: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> None:
    assert [set(one) for one in ours] == [set(one) for one in theirs]
    for one, other in zip(ours, theirs, strict=True):
        for key, value in other.items():
            assert one[key] == (pytest.approx(value, abs=1e-9) if isinstance(value, float) else value), (one, key)


def test_the_consensus_column_of_bg2050_is_reproduced_completely(shared_data: Callable[[str], Path]) -> None:
    case, found = drawn("bg2050-volunteers", shared_data)
    published = {one.id: one.group_informed_consensus for one in case.conversation.statements}
    ours = dict(zip(found.statements.tolist(), found.consensus.group_informed.tolist(), strict=True))
    equal = [one for one, value in published.items() if value is not None and abs(ours[one] - value) < 1e-9]
    assert len(equal) == len(published) == 371


@pytest.mark.parametrize("name", NAMES)
def test_a_cold_start_finds_the_published_groups(name: str, shared_data: Callable[[str], Path]) -> None:
    case = real(name, shared_data)
    groups = case.conversation.groups
    settings = Settings(mode=Mode.POLIS, keep_grouped=frozenset(groups), stability_runs=0)
    found = draw_map(case.votes, moderation=case.moderation, settings=settings)
    both = [(groups[one], group) for one, group in zip(found.people.tolist(), found.group_of.tolist(), strict=True)
            if one in groups]  # fmt: skip
    index = adjusted_rand_index(*zip(*both, strict=True))
    assert len(both) == len(groups)
    assert index >= LEAST_AGREEMENT[name]
    assert round(index, 4) == case.expected["cold_start"]["ari_with_published"]


def test_stable_groups_survive_the_loss_of_votes(shared_data: Callable[[str], Path]) -> None:
    said, seen = [], []
    for name in NAMES:
        case = real(name, shared_data)
        votes, whole = case.votes, draw_map(case.votes, moderation=case.moderation)
        said.append(whole.quality.stability or 0.0)
        for seed in range(4):
            kept = np.random.default_rng(seed).random(len(votes)) >= 0.05
            seen.append(agreement(whole, draw_map(votes.at_rows(kept), moderation=case.moderation)))
    assert np.mean(said) >= 0.91, said
    assert np.mean(seen) >= 0.91, seen


def agreement(one: OpinionMap, other: OpinionMap) -> float:
    """The adjusted Rand index of two whole maps, the number of groups included, on people whom both group."""
    first, second = (dict(zip(m.people.tolist(), m.group_of.tolist(), strict=True)) for m in (one, other))
    both = [person for person in first if first[person] >= 0 and second.get(person, -1) >= 0]
    return adjusted_rand_index([first[person] for person in both], [second[person] for person in both])
