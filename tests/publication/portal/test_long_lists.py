"""Lists cost what they show, however many rows there are."""

from __future__ import annotations

import json
import random
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.literals import Literal
from kuvend.foundation.responses.enums import DutyState
from kuvend.foundation.responses.models import Duty
from kuvend.publication.portal.queries import records
from kuvend.publication.portal.queries.contribution_filters import CONTRIBUTIONS
from tests.bench import seed
from tests.support.house import House


@pytest.fixture
def long(house: House) -> House:
    """Four thousand ideas: a twentieth still owed an answer, half of that late, the rest answered."""
    rng = random.Random(3)
    rows = seed.ideas(house, seed.people(house, 20), 4000, rng)
    today = house.at.date()

    def duty(place: int, row: Contribution) -> Duty:
        due = today + timedelta(days=place % 40 - 20)
        if place % 20:
            met = due + timedelta(days=place % 3 - 1)
            return Duty(contribution=row, institution=house.owner, due_date=due, state=DutyState.MET, met_date=met)
        return Duty(contribution=row, institution=house.owner, due_date=due)

    Duty.objects.bulk_create([duty(place, row) for place, row in enumerate(rows)], batch_size=1000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE responses_duty, contributions_contribution")
    return house


def pages(house: House, show: str) -> list[int]:
    today, after, ids = house.at.date(), "", []
    while True:
        page = records.contributions_page(CONTRIBUTIONS.read({"show": show}), after=after, today=today)
        ids += [row.id for row in page.rows]
        if not page.next_key:
            return ids
        after = page.next_key


@pytest.mark.parametrize("show", ["waiting", "overdue", "in_days"])
def test_pages_of_a_list_hold_each_row_once_in_its_order(long: House, show: str) -> None:
    today = long.at.date()
    wanted = records.DUTIES[show](Duty.objects.all(), today)
    order = ("-due_date", "-contribution") if show in records.BY_DAY else ("-contribution",)
    assert pages(long, show) == list(wanted.order_by(*order).values_list("contribution", flat=True))
    assert len(pages(long, show)) > records.PAGE


def _nodes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan, *(node for part in plan.get("Plans", ()) for node in _nodes(part))]


@pytest.mark.parametrize("show", ["answered", "waiting", "overdue", "in_days"])
def test_a_list_by_state_reads_its_index_and_no_more_rows_than_it_shows(long: House, show: str) -> None:
    today = long.at.date()
    fields = ("-due_date", "-contribution_id") if show in records.BY_DAY else ("-contribution_id",)
    rows = records.DUTIES[show](Duty.objects.all(), today).order_by(*fields).values_list("pk")[: records.PAGE + 1]
    plan = rows.explain(format="json", analyze=True)
    assert "Seq Scan" not in plan  # of a few open ones, all are read and sorted
    scans = [node for node in _nodes(json.loads(plan)[0]["Plan"]) if "Index Name" in node]
    assert scans, plan
    assert all(node["Actual Rows"] <= 200 for node in scans)
    assert all(node.get("Rows Removed by Filter", 0) <= 200 for node in scans)
    bar = CONTRIBUTIONS.read({"show": show})
    with CaptureQueriesContext(connection) as queries:
        records.contributions_page(bar, after="", today=today)
    assert len(queries) == 3, "where the window ends, the rows in it, what is shown of them"


def test_a_state_stands_in_the_statement_so_that_a_plan_without_parameters_finds_its_index(long: House) -> None:
    sql, params = Duty.objects.filter(state=Literal(DutyState.OPEN)).query.sql_with_params()
    assert "'open'" in sql
    assert params == ()
    with pytest.raises(ValueError, match="codes"):
        Literal("open' or 'a' = 'a")
