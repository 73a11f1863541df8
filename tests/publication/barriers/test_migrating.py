"""Barriers that were reported before obligations keep their day, there and back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = [("barriers", "0001_initial")], [("barriers", "0002_answers_are_obligations")]
REPORTED, ANSWERED = datetime(2026, 11, 24, 9, tzinfo=UTC), datetime(2026, 12, 14, 23, 30, tzinfo=UTC)
DUE = date(2026, 12, 11)


def migrated(to: list[tuple[str, str]]) -> Any:
    executor = MigrationExecutor(connection)
    return executor.migrate(to).apps


@pytest.mark.django_db(transaction=True)
def test_days_of_earlier_barriers_move_to_obligations_and_back() -> None:
    try:
        earlier = migrated(BEFORE).get_model("barriers", "Barrier")
        known = {"words": "I cannot.", "language": "en", "reported_at": REPORTED, "answer_due_date": DUE}
        earlier.objects.create(**known)
        earlier.objects.create(**known, answered_at=ANSWERED)
        rows = migrated(AFTER).get_model("barriers", "Barrier").objects.select_related("obligation").order_by("pk")
        waiting, answered = (row.obligation for row in rows)
        assert (waiting.state, waiting.due_date, waiting.started_date) == ("open", DUE, REPORTED.date())
        assert (answered.state, answered.met_date) == ("met", date(2026, 12, 15))  # by the clock of Tirana
        assert answered.events.get().at == ANSWERED
        assert {row.obligation.subject for row in rows} == {row.public_id for row in rows}
        back = migrated(BEFORE).get_model("barriers", "Barrier")
        assert set(back.objects.values_list("answer_due_date", flat=True)) == {DUE}
    finally:
        migrated(MigrationExecutor(connection).loader.graph.leaf_nodes("barriers"))
