"""Bring an instance of 0.1.0 with data to the tables of today, in a process and a database of its own, and look at it.

    python -m tests.support.upgrade

prints one line for each thing that is not as it was.
"""

from __future__ import annotations

import contextlib
import io
import logging
import lzma
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

from kuvend.web import wiring
from tests.support.own_database import ROOT
from tests.support.rooms import boot

SAMPLE = ROOT / "tests/samples/instance-0.1.0"
STAYS = (
    "people_person", "people_mandate", "processes_participant", "contributions_contribution", "contributions_support",
    "contributions_contributiontext", "outcomes_outcome", "outcomes_outcometext", "responses_duty",
    "responses_response", "responses_landing", "plans_commitment", "plans_milestone", "plans_report", "record_fact",
    "record_checkpoint",
)  # fmt: skip


def counts() -> dict[str, int]:
    """Return how many rows there are of what must not change in number."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in STAYS}


def load() -> None:
    """Put the instance of then into the empty database, and its record's folder into the home."""
    record = Path(os.environ["KUVEND_HOME"]) / "record"
    shutil.copytree(SAMPLE / "record", record)
    for path in (record, *record.iterdir()):
        path.chmod(0o700 if path == record else 0o600)
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(lzma.decompress((SAMPLE / "database.sql.xz").read_bytes()))


def faults() -> Iterator[str]:
    """Yield what is lost or cannot be opened after the migrations."""
    from django.core.management import call_command

    before = counts()
    with contextlib.redirect_stdout(io.StringIO()):
        call_command("migrate")
    after = counts()
    yield from (
        f"{table}: {before[table]} rows became {after[table]}" for table in STAYS if before[table] != after[table]
    )
    yield from (f"{table}: the sample has no row of it" for table in STAYS if not before[table])
    yield from _pages()
    yield from _record()


def _pages() -> Iterator[str]:
    from django.test import Client
    from django.test.utils import setup_test_environment

    from kuvend.accountability.plans.models import Plan
    from kuvend.foundation.contributions.models import Contribution
    from kuvend.foundation.outcomes.models import Outcome
    from kuvend.foundation.responses.models import Response

    setup_test_environment()
    said = Contribution.objects.filter(state="published").exclude(title="").order_by("pk").first()
    opened = {
        "/en/": "",
        f"/en/contributions/{said.public_id}/": said.title,
        f"/en/responses/{Response.objects.filter(state='published').earliest('pk').public_id}/": "",
        f"/en/commitments/{Outcome.objects.filter(kind='commitment').earliest('pk').public_id}/": "",
        f"/en/plans/{Plan.objects.latest('pk').public_id}/": "",
        "/en/record/": "",
        "/en/open-data/": "",
        f"/api/v1/contributions/{said.public_id}": said.public_id,
    }
    client: Any = Client()
    for address, words in opened.items():
        page = client.get(address)
        if page.status_code != 200 or words not in page.content.decode():
            yield f"{address}: {page.status_code}"


def _record() -> Iterator[str]:
    """Let something happen, sign it with the key of then, and verify the whole log as everybody can."""
    from kuvend.foundation.core.clock import local_date, now
    from kuvend.foundation.people.actions import give_mandate, site_scope
    from kuvend.foundation.people.actor import HOUSE
    from kuvend.foundation.people.enums import Role
    from kuvend.foundation.people.models import Person
    from kuvend.foundation.record.actions import advance
    from kuvend.foundation.record.models import Checkpoint
    from kuvend.web.cli import main

    person, signed = Person.objects.order_by("pk")[:1].get(), Checkpoint.objects.count()
    give_mandate(
        actor=HOUSE, person=person, role=Role.MODERATOR, scope=site_scope(), institution=None,
        from_date=local_date(now()), at=now(),
    )  # fmt: skip
    advance(at=now())
    if Checkpoint.objects.count() == signed:
        yield "the record does not go on"
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = main(["record", "verify"])
    if code:
        yield f"record verify: {said.getvalue()}"


if __name__ == "__main__":
    load()
    boot(wiring.ROOMS)
    logging.disable(logging.CRITICAL)
    for fault in faults():
        print(fault)
    sys.exit(0)
