"""Statements that are built once give what the same query gives, for any values, and no statement more."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.prepared import Prepared, PreparedObjects, Slot, codes_in, ids_in
from kuvend.foundation.core.text import Localized
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.record import actions as record
from tests.support.house import House

RELATED = ("participant", "activity__owner", "duty__institution", "answered__response")


def test_it_gives_the_rows_for_the_values_and_is_built_once(house: House) -> None:
    built = []

    def query():  # type: ignore[no-untyped-def]
        built.append(1)
        return Contribution.objects.filter(public_id=Slot("it"), kind="idea").values_list("title", "activity__title")

    titles = Prepared(query)
    for title in ("Open the office later", "Close the office earlier"):
        idea = house.idea(title=title)
        assert titles.rows(it=idea.public_id) == [(title, house.activity.title)]
        assert isinstance(titles.rows(it=idea.public_id)[0][1], Localized)
    assert titles.first(it="nothing000") is None
    assert built == [1]


def test_a_slot_without_a_value_is_a_fault(db: None) -> None:
    with pytest.raises(KeyError):
        Prepared(lambda: Activity.objects.filter(key=Slot("key")).values_list("pk")).rows(other=1)


def test_many_ids_or_codes_are_one_slot(house: House) -> None:
    ideas = [house.idea(title=f"Open the office later {n}") for n in range(3)]
    by_id = Prepared(lambda: Contribution.objects.filter(pk__in=ids_in("ids")).order_by("pk").values_list("pk"))
    by_code = Prepared(lambda: Contribution.objects.filter(public_id__in=codes_in("ids")).values_list("pk"))
    for some in (ideas[:2], ideas, []):
        assert by_id.rows(ids=[idea.pk for idea in some]) == [(idea.pk,) for idea in some]
        assert sorted(by_code.rows(ids=[idea.public_id for idea in some])) == [(idea.pk,) for idea in some]


def test_objects_come_with_what_they_refer_to_in_one_statement(house: House) -> None:
    without = ("body", "activity__owner__short_name")
    rows = PreparedObjects(lambda: Contribution.objects.filter(public_id=Slot("it")), related=RELATED, without=without)
    idea = house.idea()
    rows.first(it=idea.public_id)
    with CaptureQueriesContext(connection) as queries:
        row = rows.first(it=idea.public_id)
        assert row == idea
        assert row.participant.name == idea.participant.name
        assert row.activity.owner.name == house.owner.name
        assert getattr(row, "duty", None) is None
        assert getattr(row, "answered", None) is None
    assert len(queries) == 1
    assert row.get_deferred_fields() == {"body"}
    assert row.activity.owner.get_deferred_fields() == {"short_name"}
    assert row.body == idea.body


def test_what_refers_back_is_known_from_both_sides(house: House) -> None:
    rows = PreparedObjects(lambda: Contribution.objects.filter(public_id=Slot("it")), related=RELATED)
    idea = house.idea()
    record.advance(at=house.at)
    with CaptureQueriesContext(connection) as queries:
        row = rows.first(it=idea.public_id)
        assert row is not None
        assert row.duty.contribution is row
        assert row.duty.institution == house.owner
    assert len(queries) == 1
