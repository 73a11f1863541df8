"""A public id alone leads to its page, in the reader's language, and tells nothing that no page tells."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from kuvend.accountability.plans.models import Component, PolicyGoal
from kuvend.foundation.core.ids import LENGTH, new_public_id
from kuvend.foundation.datasets.listed import page_sorts
from tests.publication.opendata.lived import LivedHouse


def led(public_id: str, language: str = "sq") -> str:
    """Where a short address leads, "" for nowhere."""
    response = Client().get(f"/k/{public_id}", headers={"accept-language": language})
    assert response.status_code in {302, 404}
    return response["Location"] if response.status_code == 302 else ""


def subjects(lived: LivedHouse) -> dict[str, str]:
    """The public id of one thing of each sort, by the name of its page."""
    ids = {name: thing.public_id for name, thing in lived.subjects().items()}
    return {
        **{page: ids[page] for page in (sort.page for sort in page_sorts().values()) if page in ids},
        "contribution": lived.idea.public_id,
        "policy_goal": PolicyGoal.objects.get().public_id,
        "component": Component.objects.get().public_id,
    }


def test_each_thing_with_a_page_has_a_short_address(lived: LivedHouse) -> None:
    known = subjects(lived)
    assert {sort.page for sort in page_sorts().values()} - {"place"} == set(known), "a place has a code"
    for page, public_id in known.items():
        with translation.override("sq"):
            assert led(public_id) == reverse(page, args=[public_id]), page
            assert Client().get(led(public_id)).status_code in {200, 302}, page
    assert led(lived.statement.public_id) == f"/sq/contributions/{lived.statement.public_id}/"


@pytest.mark.parametrize(
    ("asked", "language"),
    [("en", "en"), ("en-GB,en;q=0.8,sq;q=0.2", "en"), ("sq-AL", "sq"), ("fr", settings.LANGUAGE_CODE), ("*", "sq")],
)
def test_it_leads_into_the_language_that_the_browser_asks_for(lived: LivedHouse, asked: str, language: str) -> None:
    response = Client().get(f"/k/{lived.idea.public_id}", headers={"accept-language": asked})
    assert response["Location"] == f"/{language}/contributions/{lived.idea.public_id}/"
    assert response["Vary"] == "Accept-Language"
    assert response["Cache-Control"].startswith("private"), "caches that do not heed Vary mix the languages up"
    assert not response.cookies


def test_an_id_typed_off_paper_is_read_with_its_lookalikes(lived: LivedHouse) -> None:
    public_id = lived.idea.public_id
    for typed in (public_id.upper(), public_id.replace("0", "O"), public_id.replace("1", "l").replace("0", "o")):
        assert led(typed) == f"/sq/contributions/{public_id}/"


@pytest.mark.parametrize("typed", ["", "x" * (LENGTH - 1), "x" * (LENGTH + 1), "u" * LENGTH, "../admin00", "%00" * 3])
def test_what_cannot_be_an_id_is_not_there(db: None, typed: str) -> None:
    assert Client().get(f"/k/{typed}").status_code in {400, 404}


def test_an_id_that_no_page_answers_to_is_plainly_not_there(lived: LivedHouse) -> None:
    unpublished = [lived.draft, lived.activity_draft, lived.barrier, lived.complaint, lived.idea.participant]
    answers = []
    for public_id in (new_public_id(), *(thing.public_id for thing in unpublished)):
        response = Client().get(f"/k/{public_id}")
        answers.append((response.status_code, response.get("Location"), len(response.content)))
    assert len({*answers}) == 1
    assert answers[0][:2] == (404, None)


def test_words_that_are_not_shown_behave_as_their_page_does(lived: LivedHouse) -> None:
    for row in (lived.hidden, lived.taken_back, lived.pending):
        page = Client().get(led(row.public_id, "en"))
        assert page.status_code == 200
        assert "These words are not shown" in page.content.decode()


def test_whatever_there_is_it_takes_one_statement(lived: LivedHouse) -> None:
    for public_id in (lived.idea.public_id, new_public_id()):
        with CaptureQueriesContext(connection) as queries:
            Client().get(f"/k/{public_id}")
        assert len(queries) == 1


def test_what_nobody_reads_is_led_away_and_nothing_is_written(lived: LivedHouse) -> None:
    address = f"/k/{lived.idea.public_id}"
    assert Client().get(f"{address}?utm_source=x")["Location"] == address
    assert Client().post(address).status_code == 405
