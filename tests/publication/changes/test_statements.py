"""What most agree on in a deliberation becomes a commitment's source, as any contribution does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kuvend.accountability.plans.document.actions import import_plan
from kuvend.engines.formats.plan import read_plan
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.record import actions as record
from kuvend.foundation.responses.actions import LandingPlace, draft_response, keep_draft, publish_response
from kuvend.participation.deliberation.actions import (
    SeedStatement,
    cast_vote,
    compute_map,
    put_forward,
    seed_statements,
    set_rules,
)
from kuvend.participation.deliberation.queries.results import candidates
from kuvend.publication.changes.queries.changes import changes_page
from tests.support.house import both
from tests.support.whole_house import PLAN, REASON, WholeHouse

WORDS = ("Every municipality has an office.", "Offices are open on Saturdays.")


def closed_deliberation(whole: WholeHouse) -> tuple[Activity, list[Contribution]]:
    """A deliberation of the process that is closed; everybody agreed with two statements."""
    house = whole.house
    talk = house.make_activity("deliberation", answers_owed=False, key="after")
    set_rules(actor=HOUSE, activity=talk, who_adds="owner", minimum_voters=5, at=house.at)
    rows = seed_statements(
        actor=HOUSE, activity=talk, statements=[SeedStatement(both(one)) for one in WORDS], at=house.at
    )
    for _ in range(8):
        voter = house.actor()
        for row in rows:
            fresh = Contribution.objects.select_related("activity__process", "statement").get(pk=row.pk)
            cast_vote(actor=voter, contribution=fresh, value=1, at=house.at)
    Activity.objects.filter(pk=talk.pk).update(closes_at=house.at + timedelta(minutes=1))
    talk = Activity.objects.select_related("owner", "process", "scope").get(pk=talk.pk)
    compute_map(talk.pk, at=house.at + timedelta(minutes=2))
    return talk, rows


@pytest.fixture(autouse=True)
def in_english() -> Any:
    """Labels and addresses are those of the English pages."""
    with translation.override("en"):
        yield


def test_statements_that_most_agree_on_land_in_a_commitment_and_are_named_where_it_stands(db: Any) -> None:
    whole = WholeHouse()
    house, at = whole.house, whole.house.at + timedelta(minutes=3)
    talk, rows = closed_deliberation(whole)
    assert {one.public_id for one in candidates(talk, actor=HOUSE, at=at)} == {row.public_id for row in rows}
    assert put_forward(actor=HOUSE, activity=talk, public_ids=[row.public_id for row in rows], at=at) == 2
    changed_plan = PLAN.replace("Offices open longer.", "Offices in every municipality open on Saturdays.")
    at += timedelta(days=1)
    import_plan(actor=HOUSE, document=read_plan(changed_plan), at=at)
    promise = Outcome.objects.get(kind="commitment")
    assert promise.version == 2
    response = draft_response(
        actor=HOUSE, process=house.process, institution=house.owner, contribution_ids=[row.pk for row in rows]
    )
    keep_draft(
        actor=HOUSE, response=response, verdict="accepted", reason=REASON, nowhere=Localized(),
        landings=[LandingPlace(promise, Localized(en="every municipality"))],
    )  # fmt: skip
    assert publish_response(actor=HOUSE, response=response, at=at).answer_count == 2, "one answer goes to both"
    record.advance(at=at)
    promise.refresh_from_db()
    assert promise.landing_count == 2
    page = changes_page(today=local_date(at))
    assert page is not None
    (changed,) = [row for row in page.changed.rows if row.kind == "commitment"]
    said = sorted(said.words for one in changed.landed for said in one.contributions)
    assert said == sorted(f"{words} (sq)" for words in WORDS), "as they were written"
    commitment = reverse("commitment", args=[promise.public_id])
    for address in (commitment, reverse("changes")):
        shown = Client().get(address).content.decode()
        for words in WORDS:
            assert words in shown, address
    for row in rows:
        way = Client().get(reverse("contribution", args=[row.public_id])).content.decode()
        assert commitment in way
        assert "accepted" in way.lower()
