"""Openings of what was sealed before openings were kept: rebuilt by the update, checked against the record."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from kuvend.foundation.record.models import Opening
from tests.support.whole_house import PLAN, WholeHouse


@pytest.mark.django_db
def test_the_update_opens_what_stands_beside_its_salt_and_nothing_else() -> None:
    WholeHouse()
    kept = dict(Opening.objects.values_list("digest", "text"))
    Opening.objects.all().delete()
    migration: Any = import_module("kuvend.accountability.plans.migrations.0006_open_seals")
    migration.open_seals(apps, None)
    rebuilt = dict(Opening.objects.values_list("digest", "text"))
    assert rebuilt.items() <= kept.items()
    closed = sorted((text for digest, text in kept.items() if digest not in rebuilt), key=len)
    assert len(closed) == 5, "no plan file, no passage sealed before its promise, no document, no standing process"
    for part in ("redaction_note", "sha256", "from_date", "Offices will open", PLAN.splitlines()[1]):
        assert sum(part in text for text in closed) == 1, part
    migration.open_seals(apps, None)
    assert Opening.objects.count() == len(rebuilt)
