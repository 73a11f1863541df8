"""The final map: drawn from the votes alone, the same whenever it is drawn again, on record once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import product
from typing import Any

import numpy as np
import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.record.queries import facts_about
from kuvend.participation.deliberation.actions import ask_again, compute_map, set_rules, withdraw_votes
from kuvend.participation.deliberation.actions.maps import GRACE
from kuvend.participation.deliberation.actions.release import publish_release
from kuvend.participation.deliberation.maps.letters import shown_after
from kuvend.participation.deliberation.maps.previous import MemberRows
from kuvend.participation.deliberation.maps.rows import read_statements
from kuvend.participation.deliberation.models import Deliberation, MapState, Release
from tests.participation.deliberation.talking import Talk
from tests.participation.deliberation.test_map import camps, join, sizes
from tests.support.house import House

__all__ = ["camps"]  # the fixture


def close(talk: Talk) -> datetime:
    """Close the deliberation; returns a moment at which its map is put on record."""
    closed = talk.at + timedelta(days=1)
    Activity.objects.filter(pk=talk.activity.pk).update(closes_at=closed)
    return closed + GRACE


def closing_facts(talk: Talk) -> list[Any]:
    return [fact for fact in facts_about([talk.activity.public_id]) if fact.type == "opinion_map_closed"]


def test_the_final_map_does_not_depend_on_the_maps_before(camps: Talk) -> None:
    at = close(camps)
    compute_map(camps.activity.pk, at=at)
    fresh = Release.objects.get()
    for turned in (False, True):  # whatever the state says, the content stays
        state = MapState.objects.get()
        state.axes["components"] = (np.array(state.axes["components"]) * (-1 if turned else 1)).tolist()
        Release.objects.all().delete()
        if turned:
            Release(**{one.attname: getattr(fresh, one.attname) for one in Release._meta.fields}).save()
            state.save(force_insert=True)
        row = Deliberation.objects.select_related("activity").get()
        again = publish_release(row, [], read_statements(row.pk), at=at, final=True)
        assert (again.digest, again.result) == (fresh.digest, fresh.result)


def test_groups_keep_their_letters_when_the_final_map_is_drawn(camps: Talk) -> None:
    for person in range(20, 32):
        join(camps, 0, person)  # camp 0 becomes the larger one
    camps.map()
    state = MapState.objects.get()
    before = MemberRows.unpacked(bytes(state.members))
    swapped = MemberRows(before.people, (1 - before.groups).astype(np.int16))  # as if B had been there first
    MapState.objects.update(members=swapped.packed())
    for person in range(32, 37):
        join(camps, 0, person)
    kept = compute_map(camps.activity.pk, at=close(camps))
    assert kept is not None
    assert kept.lineage == {"ids": [1, 0]}
    after = MapState.objects.get()
    rows = MemberRows.unpacked(bytes(after.members))
    again = dict(zip(rows.people.tolist(), rows.groups.tolist(), strict=True))
    assert all(again[one] == group for one, group in zip(swapped.people.tolist(), swapped.groups.tolist(), strict=True))
    shown = shown_after(kept.result, kept.lineage)
    assert {group["id"]: group["size"] for group in shown["groups"]} == {1 - one: n for one, n in sizes(kept).items()}


def test_the_closing_map_is_on_record_once_whatever_comes_after(camps: Talk) -> None:
    people = [join(camps, 1, 50 + number) for number in range(5)]
    at = close(camps)
    compute_map(camps.activity.pk, at=at - timedelta(seconds=1))
    assert closing_facts(camps) == [], "votes may still be written"
    assert ask_again(at) == 1
    compute_map(camps.activity.pk, at=at)
    assert ask_again(at + timedelta(minutes=2)) == 0
    sealed = Release.objects.get().digest
    for number in range(5):
        withdraw_votes(people[number].participants.get().pk)
        kept = compute_map(camps.activity.pk, at=at + timedelta(hours=1 + number))
        assert kept is not None and (kept.digest == sealed) == (number < 4), "it moves by five people at least"
    (fact,) = closing_facts(camps)
    assert fact.data["result"] == sealed == Deliberation.objects.get().closed_digest
    page = Client().get(f"/en/open-data/deliberations/{camps.activity.public_id}/").content.decode()
    assert sealed in page and kept.digest in page


@pytest.mark.django_db(transaction=True)
def test_the_closing_map_is_on_record_once_when_many_compute_it_at_once(house: House) -> None:
    talk = Talk(house)
    for _voter in range(5):
        talk.vote(None, 0, 1)
    at = close(talk)

    def one(_number: int) -> None:
        try:
            compute_map(talk.activity.pk, at=at)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(one, range(8)))
    assert len(closing_facts(talk)) == 1


def test_of_a_map_whose_numbers_are_not_shown_no_digest_is_on_record(house: House) -> None:
    talk = Talk(house)
    for _voter in range(4):
        talk.vote(None, 0, 1)
    at = close(talk)
    compute_map(talk.activity.pk, at=at)
    assert closing_facts(talk) == []
    Deliberation.objects.update(map_asked=False)
    assert ask_again(at + timedelta(minutes=2)) == 0, "it is done with all the same"


def test_whoever_asks_sets_the_number_of_groups_and_the_page_says_so(camps: Talk) -> None:
    for camp, person in product((0, 1), range(20, 50)):
        join(camps, camp, person)
    address = reverse("deliberation_results", args=[camps.activity.public_id])
    assert camps.map().k == 2
    assert "has set the number of groups" not in Client().get(address).content.decode()
    set_rules(actor=HOUSE, activity=camps.activity, who_adds="people", minimum_voters=5, groups=3, at=camps.at)
    compute_map(camps.activity.pk, at=camps.at + timedelta(hours=5))
    assert Release.objects.get().k == 2, "of the same ballots nothing is drawn anew"
    assert camps.map().k == 3
    assert "has set the number of groups" in Client().get(address).content.decode()
    known = [one.data for one in facts_about([camps.activity.public_id]) if one.type == "deliberation_rules_set"]
    assert {"who_adds": "people", "minimum_voters": 5, "groups": 3} in known


@pytest.mark.parametrize("groups", [0, 1, 6])
def test_no_other_number_of_groups_is_kept(talk: Talk, groups: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Deliberation.objects.update(groups=groups)
