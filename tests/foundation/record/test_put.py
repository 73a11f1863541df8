"""Putting facts on record: in the deed's transaction or not at all."""

import pytest
from django.db import IntegrityError, connection, transaction

from kuvend.foundation.record import actions, queries
from kuvend.foundation.record.facts import Subject
from kuvend.foundation.record.models import Fact, FactSubject, Tile
from tests.foundation.record.sample import AT, StoneLaid, WallSeen, stones
from tests.support.jobs import Jobs


@pytest.mark.django_db(transaction=True)
def test_a_fact_outside_a_transaction_is_refused() -> None:
    with pytest.raises(actions.OutsideTransactionError):
        actions.put(WallSeen(wall=Subject("w")), at=AT, role="r")
    assert not Fact.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_fact_goes_with_its_transaction(jobs: Jobs) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.put(WallSeen(wall=Subject("w")), at=AT, role="r")
        raise ZeroDivisionError
    assert not Fact.objects.exists()
    assert jobs.waiting() == []
    with transaction.atomic():
        actions.put(WallSeen(wall=Subject("w")), at=AT, role="r")
    assert Fact.objects.get().index is None
    assert jobs.waiting() == ["record.advance"]


@pytest.mark.django_db
def test_rows_carry_their_own_subjects_and_bytes_in_the_order_given() -> None:
    given = [
        StoneLaid(stone=Subject("s1"), beside=(Subject("s2"), Subject("s3")), wall=Subject("w")),
        WallSeen(wall=Subject("w"), height=3),
        *stones(50),
    ]
    rows = actions.put(*given, at=AT, role="mason")
    assert [row.pk for row in rows] == sorted(row.pk for row in rows)
    kept = Fact.objects.order_by("pk")
    assert [bytes(fact.leaf) for fact in kept] == [bytes(row.leaf) for row in rows]
    assert [(fact.type, fact.at, fact.role) for fact in kept[:2]] == [
        ("tests.stone_laid", AT, "mason"),
        ("tests.wall_seen", AT, "mason"),
    ]
    first = FactSubject.objects.filter(fact=rows[0].pk).order_by("name", "subject")
    assert list(first.values_list("name", "subject")) == [
        ("beside", "s2"),
        ("beside", "s3"),
        ("stone", "s1"),
        ("wall", "w"),
    ]


@pytest.mark.django_db
def test_four_thousand_facts_are_two_statements(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    facts = stones(4_000)
    with django_assert_num_queries(2):
        actions.put(*facts, at=AT, role="r")
    assert Fact.objects.count() == FactSubject.objects.count() == 4_000


@pytest.mark.django_db
def test_nothing_given_is_nothing_done(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        assert actions.put(at=AT, role="r") == []


@pytest.mark.django_db
def test_facts_about_a_thing_are_found_in_one_statement_before_and_after_they_have_a_place(
    django_assert_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    actions.put(*stones(3), WallSeen(wall=Subject("w")), at=AT, role="r")
    actions.put(StoneLaid(stone=Subject("s1"), beside=(Subject("w"),), wall=Subject("w")), at=AT, role="r")
    with django_assert_num_queries(1):
        found = queries.facts_about(["w", "stone00001"])
    assert [(fact.type, fact.index) for fact in found] == [
        ("tests.stone_laid", None),
        ("tests.wall_seen", None),
        ("tests.stone_laid", None),
    ]
    actions.sequence()
    assert [fact.index for fact in queries.facts_about(["w", "stone00001"])] == [1, 3, 4]
    assert [fact.index for fact in queries.facts_about(["w"], fields=["beside"])] == [4]
    assert queries.facts_about(["nobody"]) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record_fact SET role = 'king' WHERE index = 0",
        "UPDATE record_fact SET index = 99 WHERE index = 0",
        "UPDATE record_fact SET index = NULL WHERE index = 0",
        "UPDATE record_fact SET leaf = 'x', index = 300 WHERE index IS NULL",
        "DELETE FROM record_fact",
        "UPDATE record_factsubject SET subject = 'x'",
        "DELETE FROM record_factsubject",
        "DELETE FROM record_tile",
        "UPDATE record_tile SET hashes = substring(hashes FROM 1 FOR 32)",
        "UPDATE record_tile SET hashes = hashes",
        r"UPDATE record_tile SET hashes = '\x00'::bytea || hashes",
        "UPDATE record_tile SET number = 9",
        "UPDATE record_checkpoint SET note = ''",
        "DELETE FROM record_checkpoint",
    ],
)
def test_the_database_refuses_to_change_what_is_written(statement: str) -> None:
    actions.put(*stones(3), at=AT, role="r")
    actions.sequence()
    actions.sign_checkpoint(at=AT)
    actions.put(*stones(1), at=AT, role="r")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Tile.objects.count() == 1
