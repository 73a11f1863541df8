"""The stored map: what it finds in two camps, that it goes on from the one before, and what pages show of it."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations
from random import Random
from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.models import Person
from kuvend.foundation.processes.actions import participant_in
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.record.queries import facts_about
from kuvend.participation.deliberation.actions import (
    ask_again,
    claim_maps,
    compute_map,
    merge,
    next_claim_at,
    withdraw_votes,
)
from kuvend.participation.deliberation.actions.maps import GRACE
from kuvend.participation.deliberation.maps.drawing import LEAST_PEOPLE
from kuvend.participation.deliberation.maps.previous import MemberRows, previous_of
from kuvend.participation.deliberation.models import Deliberation, MapState, Release, Statement, Vote
from kuvend.participation.deliberation.releases.picture import letter_of, picture_of
from kuvend.participation.deliberation.releases.places import own_place
from kuvend.participation.deliberation.releases.rounding import down
from tests.participation.deliberation.talking import Talk
from tests.support.house import House, signed_in

STATEMENTS, CAMP = 12, 12


def answers(camp: int, person: int) -> list[int]:
    """What somebody of a camp answers: the first four all like, the next four divide, the rest is noise."""
    side, chance = 1 if camp == 0 else -1, Random(f"{camp} {person}")
    divided = [side if chance.random() < 0.9 else 0 for _ in range(4)]
    return [1] * 4 + divided + [chance.choice((-1, 0, 1)) for _ in range(4)]


@pytest.fixture
def camps(house: House) -> Talk:
    """Two camps of twelve people each who have answered twelve statements."""
    talk = Talk(house)
    talk.statements += talk.seed(*(f"Statement number {number} about something." for number in range(3, STATEMENTS)))
    for camp in (0, 1):
        for person in range(CAMP + camp):
            join(talk, camp, person)
    return talk


def join(talk: Talk, camp: int, person: int, *, only: int = STATEMENTS) -> Person:
    """Somebody of a camp who answers the first `only` statements."""
    somebody = talk.house.person()
    participant = participant_in(talk.activity.process, person_id=somebody.pk)
    rows = zip(talk.statements[:only], answers(camp, person), strict=False)
    Vote.objects.bulk_create(
        Vote(statement_id=row.pk, participant=participant, value=value, voted_at=talk.at) for row, value in rows
    )
    return somebody


def sizes(kept: Release) -> dict[int, int]:
    return {group["id"]: group["size"] for group in kept.result["groups"]}


def test_two_camps_are_two_groups_and_what_divides_them_is_named(camps: Talk) -> None:
    kept = camps.map()
    assert (kept.mode, kept.k, kept.voters) == ("stable", 2, down(2 * CAMP + 1))
    assert sorted(sizes(kept).values()) == [down(CAMP), down(CAMP + 1)]
    dividing = {row.public_id for row in camps.statements[4:8]}
    assert set(kept.result["dividing"][:4]) == dividing
    assert set(kept.result["agree"]) >= {row.public_id for row in camps.statements[:4]}
    assert kept.result.keys() == {"agree", "disagree", "dividing", "cautions", "groups", "counts"}


def test_with_too_few_people_there_are_counts_and_no_map(talk: Talk) -> None:
    for _ in range(LEAST_PEOPLE - 1):
        talk.vote(None, 0, 1)
    kept = talk.map()
    assert (kept.mode, kept.k, kept.result, kept.voters) == ("", 0, {}, down(LEAST_PEOPLE - 1))
    assert not MapState.objects.exists()


def test_hidden_merged_and_meta_statements_shape_no_map_and_are_no_result(camps: Talk) -> None:
    hidden, merged, meta = camps.statements[4:7]
    type(hidden).objects.filter(pk=hidden.pk).update(state="hidden")
    same = Statement.objects.get(pk=camps.statements[7].pk)
    merge(actor=HOUSE, statement=Statement.objects.get(pk=merged.pk), into=same, at=camps.at)
    Statement.objects.filter(pk=meta.pk).update(meta=True)
    kept = camps.map()
    quoted = {*kept.result["agree"], *kept.result["disagree"], *kept.result["dividing"], *kept.result["counts"]}
    quoted |= {name for group in kept.result["groups"] for name, _direction in group["represents"]}
    assert not quoted & {hidden.public_id, merged.public_id, meta.public_id}


def test_groups_and_sides_keep_their_names_while_people_join(camps: Talk) -> None:
    before = camps.map()
    state = MapState.objects.get()
    known = MemberRows.unpacked(bytes(state.members))
    for person in range(20, 26):
        join(camps, 0, person)
    after = camps.map()
    again = MemberRows.unpacked(bytes(MapState.objects.get().members))
    for person, group in zip(known.people.tolist(), known.groups.tolist(), strict=True):
        assert again.groups[again.people.tolist().index(person)] == group
    assert set(sizes(after)) == set(sizes(before))
    turned = np.array(state.axes["components"]) * np.array(MapState.objects.get().axes["components"])
    assert (turned.sum(axis=1) > 0).all(), "the map is not mirrored"


def test_the_same_votes_give_the_same_map(camps: Talk) -> None:
    assert camps.map().digest == camps.map().digest


def test_what_was_remembered_is_read_as_it_was_kept(camps: Talk) -> None:
    camps.map()
    state = MapState.objects.get()
    before = previous_of(state.axes, bytes(state.members))
    assert before is not None
    assert MemberRows.of(before).packed() == bytes(state.members)
    assert previous_of({}, b"") is None


def test_who_leaves_leaves_the_map_too(camps: Talk) -> None:
    people = [join(camps, 0, 30 + number) for number in range(5)]
    before = camps.map()
    for person in people:
        withdraw_votes(person.participants.get().pk)
    after = camps.map()
    assert (before.voters, after.voters) == (30, 25)


def test_maps_are_started_at_most_once_a_second_and_lost_ones_again(talk: Talk) -> None:
    Deliberation.objects.update(map_asked=True)
    assert claim_maps(talk.at) == [talk.activity.pk]
    assert next_claim_at() is None
    Deliberation.objects.update(map_asked=True)
    assert claim_maps(talk.at + timedelta(milliseconds=900)) == []
    assert next_claim_at() == talk.at + timedelta(seconds=1)
    assert claim_maps(talk.at + timedelta(seconds=1)) == [talk.activity.pk]
    assert ask_again(talk.at + timedelta(seconds=30)) == 0
    assert ask_again(talk.at + timedelta(seconds=90)) == 1, "it was started, and never came"
    compute_map(talk.activity.pk, at=talk.at + timedelta(seconds=91))
    Deliberation.objects.update(map_asked=False)
    assert ask_again(talk.at + timedelta(seconds=180)) == 0


def test_a_closed_deliberation_is_put_on_record_once(talk: Talk) -> None:
    for _voter in range(6):
        talk.vote(None, 0, 1)
    closed = talk.at + timedelta(days=1)
    Activity.objects.filter(pk=talk.activity.pk).update(closes_at=closed)
    assert ask_again(closed + GRACE) == 1
    for minutes in (0, 1, 2):
        compute_map(talk.activity.pk, at=closed + timedelta(minutes=minutes))
    found = [fact for fact in facts_about([talk.activity.public_id]) if fact.type == "opinion_map_closed"]
    assert [(fact.data["voters"], fact.data["votes"]) for fact in found] == [(5, 5)]
    assert found[0].data["result"] == Release.objects.get().digest


def test_the_job_computes_what_was_asked_for(talk: Talk, jobs: Any, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        talk.vote(None, 0, 1)
    assert "deliberation.compute_maps" in jobs.waiting()
    jobs.run("deliberation.compute_maps")
    assert Deliberation.objects.get().counted_at is not None
    assert not Release.objects.exists(), "one voter is no release"


def test_the_results_quote_each_group_with_counts_and_draw_the_map(camps: Talk, client: Client) -> None:
    camps.map()
    address = reverse("deliberation_results", args=[camps.activity.public_id])
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address).content.decode()
    assert len(queries) <= 5, queries.captured_queries
    for text in ("What most of us agree on", "What group A stands for", "What group B stands for", "What divides us"):
        assert text in page
    assert page.index("What most of us agree on") < page.index("What group A stands for")
    assert "in this group agree" in page
    assert "Fewer than 50 people are grouped" in page
    assert page.count('<a href="#group-') == 4, "each group in the picture and in the table"
    assert len(page) < 60_000


def test_where_one_stands_is_for_that_person_alone(camps: Talk, client: Client) -> None:
    person, stranger = join(camps, 1, 40), camps.house.person()
    camps.map()
    address = reverse("my_place", args=[camps.activity.public_id])
    assert client.get(address).status_code == 302
    page = signed_in(person, second_factor=False).get(address)
    assert "you stand nearest to group" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    other = signed_in(stranger, second_factor=False).get(address).content.decode()
    assert "you have answered 0 of them" in other


def shown_of(*groups: tuple[int, list[list[int]]]) -> dict[str, Any]:
    """What a release shows of groups, by id and answers to each statement."""
    names = [f"s{number}" for number in range(len(groups[0][1]))]
    counts = {name: [rows[at] for _id, rows in groups] for at, name in enumerate(names)}
    return {"groups": [{"id": one, "size": 20} for one, _rows in groups], "counts": counts}


AYE, NAY, TORN = [20, 0, 20], [0, 20, 20], [10, 10, 20]


def test_a_group_keeps_its_letter_its_shape_and_its_colour() -> None:
    picture = picture_of(shown_of((1, [AYE, NAY]), (27, [NAY, NAY])))
    assert [(group.letter, group.anchor) for group in picture.groups] == [("B", "group-b"), ("B2", "group-b2")]
    assert picture.groups[0].path.count("z") == 1
    assert letter_of(0) == "A"


def test_groups_that_answer_alike_stand_near_each_other_and_never_over_each_other() -> None:
    first, near, far = (0, [AYE, AYE, AYE]), (1, [AYE, AYE, TORN]), (2, [NAY, NAY, NAY])
    for groups in ((first, near, far), (far, first, near), (first, near), (first, (3, first[1])), (first,)):
        picture = picture_of(shown_of(*groups))
        points = {group.letter: np.array([group.x, group.y]) for group in picture.groups}
        for one, other in combinations(points.values(), 2):
            assert np.hypot(*(one - other)) > 90
        assert all(0 < x < picture.width and 0 < y < picture.height for x, y in points.values())
        if len(groups) == 3:
            assert np.hypot(*(points["A"] - points["B"])) < np.hypot(*(points["A"] - points["C"]))
            assert points["A"][0] < points["B"][0] and points["C"][1] <= points["A"][1], "it is not mirrored"


def test_a_reader_is_drawn_beside_the_letter_of_the_nearest_group() -> None:
    shown = shown_of((0, [AYE] * 6), (1, [NAY] * 6))
    for value, letter in ((1, "A"), (-1, "B")):
        place = own_place(shown, {f"s{number}": value for number in range(6)})
        assert place is not None
        picture = picture_of(shown, own=place)
        assert picture.own is not None
        far = {group.letter: np.hypot(group.x - picture.own[0], group.y - picture.own[1]) for group in picture.groups}
        assert min(far, key=far.__getitem__) == letter and min(far.values()) > 40
    assert own_place(shown, {f"s{number}": 1 for number in range(4)}) is None
