"""Redactions at the same time: none waits for another for ever, and what one withholds no other sends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kuvend.foundation.core.text import Localized
from kuvend.foundation.documents.actions import Filing, file_document, redact_document
from kuvend.foundation.documents.files import Unfit
from kuvend.foundation.documents.models import Document, DocumentVersion
from kuvend.foundation.people.actor import HOUSE
from tests.support.at_once import at_once
from tests.support.house import House, both

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def house(transactional_db: None) -> Iterator[House]:
    yield House()


def _filing(hours: str) -> Filing:
    content = f"day,hours\nMonday,{hours}\n".encode()
    return Filing(title=both("Hours"), language="en", licence="CC0-1.0", content=content)


def _filed(house: House, hours: str) -> Document:
    return file_document(
        actor=HOUSE, institution=house.owner, scope=house.process.scope, type="table", filing=_filing(hours), at=AT
    ).document


def _redact(document: Document, hours: str) -> DocumentVersion:
    note = Localized(en="The hours went.")
    return redact_document(
        actor=HOUSE, document=document, seen_number=1, filing=_filing(hours), note=note, at=AT
    )  # fmt: skip


def test_two_redactions_whose_files_cross_end_and_send_nothing_withheld(house: House) -> None:
    for turn in range(6):
        first, second = _filed(house, f"a{turn}"), _filed(house, f"b{turn}")
        errors = at_once([partial(_redact, first, f"b{turn}"), partial(_redact, second, f"a{turn}")])
        assert [error for error in errors if not isinstance(error, Unfit)] == []
        withheld = DocumentVersion.objects.filter(withheld_at__isnull=False).values("file")
        assert not DocumentVersion.objects.filter(withheld_at=None, file__in=withheld).exists()


def test_a_redaction_locks_all_its_contents_by_one_statement_in_the_order_of_their_hash(house: House) -> None:
    document = _filed(house, "ten")
    _filed(house, "eleven")
    with CaptureQueriesContext(connection) as statements:
        _redact(document, "eleven")
    locking = [
        one["sql"] for one in statements if "FOR UPDATE" in one["sql"] and 'FROM "documents_filecontent"' in one["sql"]
    ]
    assert len(locking) == 1
    assert locking[0].endswith("ORDER BY 1 ASC FOR UPDATE") and locking[0].startswith(
        'SELECT "documents_filecontent"."sha256"'
    )
    assert all(row.file_id in locking[0] for row in DocumentVersion.objects.filter(number=1))
