"""What the record costs: as much as there is new, whatever stands in it already."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kuvend.foundation.contributions.actions import post_comment
from kuvend.foundation.record import actions, cursors
from kuvend.foundation.record.models import Head
from kuvend.web.wiring import hand_down
from tests.foundation.record.sample import AT, stones
from tests.support.house import House

INDEXED = 4  # statements in which the search draws words anew


def _long_log(entries: int) -> None:
    """A log of that many entries, without its tiles: what is asked here is how facts are found."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO record_fact (type, at, role, leaf, index)
               SELECT 'tests.stone_laid', now(), 'r', '{}', place FROM generate_series(0, %s) AS place""",
            [entries - 1],
        )
        cursor.execute("ANALYZE record_fact")


def _plan(statement: str, parameters: list[object]) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}", parameters)
        return json.dumps(cursor.fetchone()[0])


@pytest.mark.django_db
@pytest.mark.parametrize("waiting", [1, 40, 3000])
def test_placing_new_facts_never_reads_the_whole_log(waiting: int) -> None:
    _long_log(200_000)
    rows = actions.put(*stones(waiting), at=AT, role="r")
    ids = [row.pk for row in rows]
    if waiting > actions.MANY:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = _plan(actions.PLACE, [ids, list(range(len(ids)))])
    assert "Seq Scan" not in plan
    assert '"Index Scan"' in plan
    assert "Seq Scan" not in _plan("SELECT id, leaf FROM record_fact WHERE index IS NULL ORDER BY id LIMIT 5000", [])


@pytest.mark.django_db
def test_one_comment_is_sequenced_signed_and_followed_in_few_statements(house: House) -> None:
    hand_down()
    assert len(cursors.reactions()) >= 2
    idea = house.idea()
    actions.advance(at=house.at)
    post_comment(
        actor=house.actor(),
        activity=house.activity,
        parent=idea,
        body="I agree.",
        language="en",
        at=house.at,
        seen_version=idea.version,
    )
    with CaptureQueriesContext(connection) as queries:
        actions.advance(at=house.at)
    assert Head.objects.get().size == 2
    told = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]  # the test's own transaction
    assert len(told) <= 24 + len(cursors.reactions()) + INDEXED, f"{len(told)}"


@pytest.mark.django_db
def test_with_nothing_new_the_record_asks_a_handful_of_questions(house: House) -> None:
    house.idea()
    actions.advance(at=house.at)
    with CaptureQueriesContext(connection) as queries:
        actions.advance(at=house.at)
    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) <= 7
