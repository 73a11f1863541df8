"""A commitment's progress follows from its milestones by the stated rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuvend.accountability.plans.enums import Status
from kuvend.accountability.plans.progress.progress import progress_of

N, L, S, C = Status.NOT_STARTED, Status.LIMITED, Status.SUBSTANTIAL, Status.COMPLETED
ORDER = [N, L, S, C]
statuses = st.lists(st.sampled_from(["", *Status.values]), max_size=12)


@pytest.mark.parametrize(
    ("milestones", "expected"),
    [
        ([], None),
        (["", ""], None),
        ([C, C, C], C),
        ([C, C, S], S),
        ([C, ""], S),
        ([N, N], N),
        ([N, ""], N),
        ([N, L], L),
        ([C, N], S),
        ([C, N, N], L),
        ([S, S, L, N], S),
        ([L, L], L),
    ],
)
def test_examples_of_the_rule(milestones: list[str], expected: Status | None) -> None:
    assert progress_of(milestones) == expected


@given(statuses)
def test_completed_exactly_when_every_milestone_is(milestones: list[str]) -> None:
    assert (progress_of(milestones) == C) == (bool(milestones) and all(one == C for one in milestones))


@given(statuses)
def test_not_started_exactly_when_reported_and_nothing_has_begun(milestones: list[str]) -> None:
    nothing = any(milestones) and all(one in ("", N) for one in milestones)
    assert (progress_of(milestones) == N) == nothing


@given(statuses)
def test_without_a_report_nothing_is_said(milestones: list[str]) -> None:
    assert (progress_of(milestones) is None) == (not any(milestones))


@given(statuses, st.randoms())
def test_the_order_of_milestones_does_not_matter(milestones: list[str], chance: object) -> None:
    shuffled = list(milestones)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert progress_of(shuffled) == progress_of(milestones)


@given(st.lists(st.sampled_from(Status.values), min_size=1, max_size=12), st.data())
def test_a_milestone_that_advances_never_lowers_the_commitment(milestones: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(milestones) - 1))
    better = data.draw(st.sampled_from(ORDER[ORDER.index(Status(milestones[place])) :]))
    before = progress_of(milestones)
    after = progress_of([*milestones[:place], better, *milestones[place + 1 :]])
    assert before is not None and after is not None
    assert ORDER.index(after) >= ORDER.index(before)
