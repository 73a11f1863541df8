"""Keyset paging by one id: every row stands on one page, in order, whichever way the list runs."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import QuerySet

from kuvend.foundation.core.paging import page_by_id
from kuvend.foundation.people.actions import keep_scope, site_scope
from kuvend.foundation.people.models import Scope
from tests.support.house import both


def walk(rows: QuerySet[Any], **order: Any) -> list[list[Any]]:
    """The ids of each page, from the first to the last."""
    pages, after = [], ""
    while not pages or after:
        page = page_by_id(rows, list, of="scopes", after=after, size=2, **order)
        pages.append([row[0] if isinstance(row, tuple) else row.pk for row in page.rows])
        after = page.next_key
    return pages


@pytest.mark.django_db
def test_pages_hold_each_row_once_in_the_order_of_the_list() -> None:
    site = site_scope()
    scopes = [keep_scope(key=f"s{number}", title=both("S"), parent=site).pk for number in range(5)]
    rows = Scope.objects.filter(parent=site)
    latest = scopes[::-1]
    assert walk(rows) == [latest[:2], latest[2:4], latest[4:]]
    assert walk(rows.values_list("pk", "key"), rising=True) == [scopes[:2], scopes[2:4], scopes[4:]]


@pytest.mark.django_db
def test_a_key_of_another_list_or_a_forged_one_begins_at_the_top() -> None:
    scope = site_scope()
    for after in ("nonsense", "WzFd000000000000"):
        page = page_by_id(Scope.objects.all(), list, of="scopes", after=after, size=2)
        assert page.rows == [scope]
        assert page.next_key == ""
