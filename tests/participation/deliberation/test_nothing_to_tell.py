"""Where there is little to tell, nothing is made up: no votes, no release, groups that answer alike, no group."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from django.urls import reverse
from django.utils import timezone

from kuvend.foundation.moderation.actions import hide
from kuvend.foundation.people.actor import HOUSE
from kuvend.participation.deliberation import tasks
from kuvend.participation.deliberation.actions import classify, compute_map, merge, withdraw_votes
from kuvend.participation.deliberation.actions.release import publish_release
from kuvend.participation.deliberation.ballots import ballots_of
from kuvend.participation.deliberation.maps.rows import read_statements
from kuvend.participation.deliberation.models import Deliberation, Statement, Vote
from kuvend.participation.deliberation.queries.officials import backlog, tended_statements
from kuvend.participation.deliberation.releases.findings import RoundedAnswers, findings_of
from kuvend.participation.deliberation.releases.picture import picture_of
from kuvend.participation.deliberation.releases.rules import Waiting, step, taken_while_open
from tests.participation.deliberation.talking import Talk
from tests.support.house import signed_in


def answers(everybody: list[list[int]], *groups: list[list[int]]) -> RoundedAnswers:
    """Rounded numbers of statements s0, s1, …, all of them and those of each group of twenty."""
    return RoundedAnswers(
        [f"s{number}" for number in range(len(everybody))],
        np.ones(len(everybody), bool),
        np.array(everybody, np.int64),
        list(range(len(groups))),
        np.full(len(groups), 20, np.int64),
        np.array(groups, np.int64).reshape(len(groups), len(everybody), 3),
    )


def test_groups_that_are_told_apart_by_nothing_are_drawn_and_stand_for_nothing() -> None:
    passed = [[0, 0, 20], [0, 0, 20]]
    told = findings_of(answers([[0, 0, 40], [0, 0, 40]], passed, passed))
    assert [(group["id"], group["represents"]) for group in told["groups"]] == [(0, []), (1, [])]
    assert (told["agree"], told["disagree"], told["dividing"], told["counts"]) == ([], [], [], {})
    assert [group.letter for group in picture_of(told).groups] == ["A", "B"]


def test_no_group_and_a_single_answered_statement_are_no_map() -> None:
    one_answered = [[40, 0, 0], [0, 0, 0]]
    assert findings_of(answers(one_answered, [[20, 0, 0], [0, 0, 0]], [[20, 0, 0], [0, 0, 0]])) == {}
    two_answered = [[40, 0, 0], [0, 40, 0]]
    assert findings_of(answers(two_answered)) == {}
    assert findings_of(answers(two_answered, [[20, 0, 0], [0, 20, 0]], [[20, 0, 0], [0, 20, 0]]))


def test_when_everybody_who_voted_went_nothing_is_counted_any_more(talk: Talk) -> None:
    for _ in range(6):
        talk.vote(None, 0, 1)
    talk.map()
    assert len(ballots_of(talk.activity).votes) == 6
    for participant in set(Vote.objects.values_list("participant", flat=True)):
        withdraw_votes(participant)
    row = Deliberation.objects.select_related("activity").get()
    release = publish_release(row, [], read_statements(row.pk), at=talk.at)
    assert (release.voters, release.votes, release.mode) == (0, 0, "")
    assert not Statement.objects.exclude(agree_count=0).exists()
    exported = ballots_of(talk.activity)
    assert (len(exported.votes), len(exported.statements)) == (0, 3)


def test_a_deliberation_that_is_gone_when_its_map_is_due_stops_no_other(talk: Talk) -> None:
    assert compute_map(talk.activity.pk + 1, at=talk.at) is None
    assert Deliberation.objects.get().counted_at is None


def test_before_a_release_the_page_of_where_one_is_says_so(talk: Talk) -> None:
    me = talk.house.person()
    talk.vote(me, 0, 1)
    page = signed_in(me, second_factor=False).get(reverse("my_place", args=[talk.activity.public_id]))
    assert page.status_code == 200
    assert (page.context["page"].picture, page.context["page"].answered) == (None, 0)
    assert "<svg" not in page.content.decode().partition("<main")[2].partition("</main")[0]


def test_votes_of_a_deliberation_that_was_never_counted_wait_since_the_first(talk: Talk) -> None:
    talk.vote(None, 0, 1)
    Vote.objects.update(voted_at=talk.at - timedelta(hours=2))
    Deliberation.objects.update(map_asked=True, counted_at=None)
    assert backlog(talk.at).oldest == 7200.0


def test_officials_see_of_each_statement_whether_it_is_asked(talk: Talk) -> None:
    first, second, third = (Statement.objects.select_related("contribution").get(pk=row.pk) for row in talk.statements)
    hidden = talk.seed("Nobody is asked this one.")[0]
    hide(actor=HOUSE, contribution=hidden, seen_version=1, house_rule="spam", at=talk.at)
    merge(actor=HOUSE, statement=first, into=second, at=talk.at)
    classify(actor=HOUSE, statement=third, meta=True, at=talk.at)
    rows = {row.public_id: row.state for row in tended_statements(talk.activity, after="").rows}
    assert rows == {
        first.contribution.public_id: "merged",
        second.contribution.public_id: "is asked",
        third.contribution.public_id: "is asked · about the person",
        hidden.public_id: "hidden",
    }


def test_a_release_waits_for_the_whole_step_after_the_one_before() -> None:
    now, rule = timezone.now(), step()
    waiting = Waiting([(person, now - timedelta(days=1)) for person in range(4 * rule.people)], 0)
    taken = {
        early: taken_while_open(waiting, at=now, latest=now - rule.every + timedelta(minutes=early), minimum=5)
        for early in (0, 1)
    }
    assert taken == {0: list(range(3 * rule.people)), 1: []}


def test_a_job_that_finds_work_without_end_ends_and_asks_for_itself(
    talk: Talk, jobs: Any, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(tasks, "next_claim_at", timezone.now)
    monkeypatch.setattr(tasks, "MOST_ROUNDS", 2)
    with django_capture_on_commit_callbacks(execute=True):
        jobs.run("deliberation.compute_maps")
    assert jobs.waiting() == ["deliberation.compute_maps"]
