"""The steps of grouping as the published program does them, and lineage of ids."""

from __future__ import annotations

import numpy as np

from kuvend.engines.opinion import Mode, Settings, adjusted_rand_index, draw_map
from kuvend.engines.opinion.grouping import Grouping, Reach, Smoother
from kuvend.engines.opinion.included import included
from kuvend.engines.opinion.kmeans import Clustering, cold, first_distinct, nearest, settled
from kuvend.engines.opinion.polis_groups import smoothed
from kuvend.engines.opinion.silhouette import distances, silhouette
from kuvend.engines.opinion.simulation import simulate
from kuvend.engines.opinion.stable_groups import with_lineage
from kuvend.engines.opinion.warm_start import warm

ONES = np.ones(4)
SQUARE = np.array([[0.0, 0.0], [0.0, 1.0], [10.0, 0.0], [10.0, 1.0]])


def test_of_equally_near_centres_the_later_is_taken() -> None:
    assert nearest(np.array([[0.0, 0.0]]), np.array([[1.0, 0.0], [-1.0, 0.0]])).tolist() == [1]


def test_a_cold_start_takes_the_first_distinct_points() -> None:
    points = np.array([[1.0, 1.0], [1.0, 1.0], [0.0, 0.0], [2.0, 2.0]])
    assert first_distinct(points, 2).tolist() == [[1.0, 1.0], [0.0, 0.0]]
    assert len(first_distinct(points, 9)) == 3
    found = cold(SQUARE, ONES, number=2, rounds=20)
    assert found.labels.tolist() == [0, 1, 0, 1]  # not the best there is: it depends on who comes first
    assert cold(SQUARE[[0, 2, 1, 3]], ONES, number=2, rounds=20).labels.tolist() == [0, 1, 0, 1]


def test_a_cluster_that_loses_its_points_disappears_with_its_id() -> None:
    start = Clustering(np.array([[0.0, 0.0], [500.0, 0.0], [10.0, 0.0]]), np.zeros(4, np.intp), (7, 8, 9))
    found = settled(SQUARE, ONES, start, rounds=20)
    assert found.ids == (7, 9)
    assert found.labels.tolist() == [0, 0, 1, 1]


def test_a_warm_start_keeps_ids_and_gives_new_ones_to_the_farthest_points() -> None:
    before = np.array([0, 0, -1, -1])
    found = warm(SQUARE, ONES, before, (4,), number=2, rounds=20)
    assert found.ids == (4, 5)
    assert found.labels.tolist() == [0, 0, 1, 1]


def test_a_warm_start_drops_clusters_without_members_and_merges_equal_ones() -> None:
    points = np.array([[0.0, 0.0], [0.0, 0.0], [0.0, 0.0], [9.0, 9.0]])
    found = warm(points, ONES, np.array([0, 1, 1, 3]), (1, 2, 3, 4), number=2, rounds=20)
    assert found.ids == (2, 4)
    gone = warm(points, ONES, np.full(4, -1), (1, 2), number=1, rounds=20)
    assert gone.ids == (3,)


def test_the_number_of_groups_changes_after_four_maps_that_ask_for_it() -> None:
    state: Smoother | None = None
    seen = []
    for asked in (2, 3, 3, 3, 3, 2, 4):
        state = smoothed(asked, state, (2, 3, 4))
        seen.append(state.smoothed)
    assert seen == [2, 2, 2, 2, 3, 3, 3]
    assert smoothed(2, Smoother(3, 9, 3), (2,)).smoothed == 2


def test_below_fifteen_people_the_keenest_join() -> None:
    votes = np.array([9, 1, 3, 2] + [1] * 20)
    chosen = included(np.arange(24), votes, minimum=7, statements=50, staying=np.array([23]))
    assert chosen.sum() == 15
    assert chosen[[0, 2, 3, 23]].all()
    assert included(np.arange(24), votes, minimum=7, statements=1, staying=np.zeros(0, np.int64)).all()


def test_the_silhouette_is_that_of_the_definition() -> None:
    labels = np.array([0, 0, 1, 1])
    far = (10 + np.sqrt(101)) / 2
    assert abs(silhouette(distances(SQUARE), labels) - (far - 1) / far) < 1e-12
    assert silhouette(distances(SQUARE), np.zeros(4, np.intp)) == 0.0
    assert silhouette(distances(SQUARE[:2]), np.array([0, 1])) == 0.0


def test_the_adjusted_rand_index_is_one_under_any_names_and_about_zero_for_chance() -> None:
    assert adjusted_rand_index([1, 1, 2, 2], ["b", "b", "a", "a"]) == 1.0
    assert abs(adjusted_rand_index([0, 0, 1, 1], [0, 1, 0, 1]) + 0.5) < 1e-12
    assert adjusted_rand_index([], []) == 1.0
    rng = np.random.default_rng(0)
    assert abs(adjusted_rand_index(rng.integers(0, 3, 2000), rng.integers(0, 3, 2000))) < 0.01


def test_people_who_stand_far_out_are_pulled_in_on_their_line() -> None:
    reach = Reach((1.0, 0.0), 2.0)
    assert reach.pulled(np.array([[11.0, 0.0], [2.0, 0.0], [1.0, 0.0]])).tolist() == [
        [3.0, 0.0],
        [2.0, 0.0],
        [1.0, 0.0],
    ]


def test_groups_keep_the_id_that_most_of_their_members_had() -> None:
    centres = np.array([[0.0, 0.0], [1.0, 0.0], [2.0, 0.0]])
    people = np.arange(9)

    def grouping(labels: list[int], ids: tuple[int, ...]) -> Grouping:
        anchors = centres[: len(ids)]
        return Grouping(people, np.array(labels), ids, anchors, anchors, np.arange(len(ids)), {})

    old = grouping([0, 0, 0, 1, 1, 1, 1, 1, 1], (3, 5))
    new = with_lineage(grouping([1, 1, 1, 0, 0, 0, 0, 2, 2], (0, 1, 2)), people, old)
    assert new.ids == (3, 5, 6)
    assert [new.ids[row] for row in new.labels] == [3, 3, 3, 5, 5, 5, 5, 6, 6]


def test_stable_groups_of_two_maps_in_a_row_keep_ids_and_sides() -> None:
    votes = simulate(people=400, statements=40, votes=9000, seed=11)
    for mode in Mode:
        chosen = Settings(mode=mode, stability_runs=0)
        first = draw_map(votes.at_rows(np.arange(9000) < 8500), settings=chosen)
        second = draw_map(votes, settings=chosen, previous=first.as_previous)
        old = dict(zip(first.people.tolist(), first.group_of.tolist(), strict=True))
        same = [old[one] == group for one, group in zip(second.people.tolist(), second.group_of.tolist(), strict=True)
                if old.get(one, -1) >= 0]  # fmt: skip
        assert np.mean(same) > 0.95, mode


def test_the_owner_pins_the_number_of_groups() -> None:
    votes = simulate(people=200, statements=30, votes=3000, seed=2)
    for mode in Mode:
        for k in (1, 2, 6):
            assert draw_map(votes, settings=Settings(mode=mode, groups=k, stability_runs=0)).k == k
