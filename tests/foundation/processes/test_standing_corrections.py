"""A standing process is corrected: as a version with its reason, read before, once, sealed on record."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.actions import correct_standing_process, end_standing_process
from kuvend.foundation.processes.models import Process
from kuvend.foundation.record.leaves import decode_leaf
from kuvend.foundation.record.models import Fact, Opening
from tests.support.at_once import at_once
from tests.support.house import House, both
from tests.support.standing import always_open, standing_process

LONG = timedelta(days=3000)
WHY = both("People bring complaints, too.")
RENAMED = {"title": both("Suggestions and complaints"), "summary": both("What should be better, what went wrong.")}


def correct(process: Process, **fields: Any) -> Process:
    """Correct a process from its first version on, with other words."""
    known = {"actor": HOUSE, "from_date": process.from_date, "reason": WHY, "seen_version": 1} | RENAMED
    return correct_standing_process(process=process, **(known | fields))


def test_it_is_corrected_as_a_version_whose_reason_and_words_are_sealed_on_record(house: House) -> None:
    process = standing_process(house)
    secretariat = house.actor(house.official(Role.SECRETARIAT, scope=house.site))
    corrected = correct(process, actor=secretariat, from_date=date(2026, 10, 1), at=house.at)
    assert (corrected.title, corrected.from_date, corrected.version) == (RENAMED["title"], date(2026, 10, 1), 2)
    assert corrected.key == process.key
    corrected.scope.refresh_from_db()
    assert corrected.scope.title == RENAMED["title"], "mandates are given in it under the name of now"
    first, second = corrected.versions.order_by("version")
    assert (first.title, first.from_date, dict(first.reason)) == (process.title, process.from_date, {})
    assert (second.reason, second.role) == (WHY, Role.SECRETARIAT)
    leaf = decode_leaf(bytes(Fact.objects.get(type="standing_process_corrected").leaf), index=None)
    assert (leaf.data["version"], leaf.data["from_date"]) == (2, "2026-10-01")
    sealed = json.loads(Opening.objects.get(digest=leaf.data["document"]).text)
    assert (sealed["title"], sealed["summary"], sealed["reason"]) == (*RENAMED.values(), WHY)
    set_up_leaf = decode_leaf(bytes(Fact.objects.get(type="standing_process_set_up").leaf), index=None)
    assert json.loads(Opening.objects.get(digest=set_up_leaf.data["document"]).text)["title"] == process.title


def test_the_same_correction_sent_again_changes_nothing_and_another_one_reads_the_first(house: House) -> None:
    process = standing_process(house)
    correct(process, at=house.at)
    again = correct(process, at=house.at + LONG)
    assert again.version == 2
    with pytest.raises(NotAllowed, match="Somebody changed it meanwhile"):
        correct(process, title=both("Other words"), at=house.at)
    back = correct(process, title=process.title, summary=process.summary, seen_version=2, at=house.at)
    assert (back.version, back.title) == (3, process.title)
    with pytest.raises(NotAllowed, match="Somebody changed it meanwhile"):
        correct(process, at=house.at)
    assert Fact.objects.filter(type="standing_process_corrected").count() == 2


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"reason": Localized(en="Only so.")}, "all languages"),
        ({"title": Localized()}, "Give a title"),
        ({"summary": Localized()}, "Give a title"),
        ({"title": both("Suggestions"), "summary": both("What should be better.")}, "Nothing differs"),
        ({"seen_version": 2}, "Somebody changed it meanwhile"),
        ({"from_date": date(2026, 11, 20)}, "before this day"),
    ],
)
def test_what_is_no_correction_is_refused_and_leaves_no_trace(
    house: House, fields: dict[str, Any], reason: str
) -> None:
    process = standing_process(house)
    always_open(house, process=process)  # since 14 November
    with pytest.raises(NotAllowed, match=reason):
        correct(process, **({"at": house.at} | fields))
    assert not Fact.objects.filter(type="standing_process_corrected").exists()
    assert process.versions.count() == 1


def test_only_the_whole_site_corrects_and_only_what_stands(house: House) -> None:
    process = standing_process(house)
    with pytest.raises(NotAllowed, match="whole site"):
        correct(process, actor=house.actor(house.official(Role.SECRETARIAT, scope=process.scope)), at=house.at)
    with pytest.raises(NotAllowed, match="comes with its plan"):
        correct(house.process, at=house.at)


def test_one_that_was_ended_is_corrected_but_begins_no_later_than_it_ended(house: House) -> None:
    process = standing_process(house)
    end_standing_process(actor=HOUSE, process=process, reason=WHY, seen_versions={}, at=house.at)
    with pytest.raises(NotAllowed, match="before this day"):
        correct(process, from_date=date(2026, 12, 1), at=house.at)
    assert correct(process, from_date=date(2026, 11, 24), at=house.at).version == 2


def test_one_that_was_set_up_before_versions_were_kept_keeps_what_it_said(house: House) -> None:
    process = standing_process(house)
    process.versions.all().delete()
    corrected = correct(process, at=house.at)
    assert [version.title for version in corrected.versions.order_by("version")] == [process.title, RENAMED["title"]]


@pytest.mark.django_db(transaction=True)
def test_of_officials_who_correct_it_at_once_one_does_and_the_others_are_told() -> None:
    house = House()
    process = standing_process(house)
    deeds = [partial(correct, process, title=both(f"Title {number}"), at=house.at) for number in range(4)]
    told = at_once(deeds)
    assert [type(error) for error in told] == [NotAllowed] * 3
    assert list(process.versions.order_by("version").values_list("version", flat=True)) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_a_correction_that_is_sent_many_times_at_once_is_one() -> None:
    house = House()
    process = standing_process(house)
    assert at_once([partial(correct, process, at=house.at)] * 4) == []
    assert Fact.objects.filter(type="standing_process_corrected").count() == 1
