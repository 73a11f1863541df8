"""Files of evidence from before the room of documents move into it and back, byte by byte."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kuvend.accountability.plans.models import Evidence, Report
from kuvend.foundation.documents.actions import store_file
from kuvend.foundation.documents.files import check_file
from kuvend.foundation.documents.models import FileContent
from tests.accountability.plans.world import AT, World, both
from tests.foundation.documents import bringing

BEFORE, AFTER = "0011_no_plan_of_a_standing_process", "0012_files_of_documents"


def migrate(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still to come cannot be altered
    MigrationExecutor(connection).migrate([("plans", name)])


def asked(statement: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def test_the_bytes_of_evidence_are_the_same_after_the_move_there_and_back(world: World) -> None:
    file = store_file(check_file(bringing.CSV), at=AT)
    report = Report.objects.create(
        milestone=world.first, status="substantial", text=both("Half is done"), as_of_date=AT.date(),
        period_date=AT.date(), reported_at=AT, salt=b"salt", digest="",
    )  # fmt: skip
    piece = Evidence.objects.create(report=report, title=both("Visits"), file=file)

    migrate(BEFORE)
    assert "plans_evidencefile" in connection.introspection.table_names()
    [(sha256, content)] = asked("SELECT sha256, content FROM plans_evidencefile")
    assert (sha256, bytes(content)) == (file.sha256, bringing.CSV)
    assert asked("SELECT file_id FROM plans_evidence WHERE file_id IS NOT NULL") == [(file.sha256,)]

    FileContent.objects.all()._raw_delete(using="default")  # as in an instance that never had the room
    migrate(AFTER)
    assert "plans_evidencefile" not in connection.introspection.table_names()
    piece.refresh_from_db()
    assert piece.file is not None
    assert (piece.file.sha256, bytes(piece.file.content)) == (file.sha256, bringing.CSV)
