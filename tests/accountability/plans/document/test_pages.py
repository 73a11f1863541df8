"""The pages of plans: they answer in both languages, say what is known and what is not, in ten statements at most."""

import re
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kuvend.accountability.plans.models import Commitment, Component, Report
from kuvend.accountability.plans.progress.actions import Codes, GivenEvidence, assess_commitment, report_progress
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.models import Stage
from kuvend.foundation.record.actions import advance
from tests.accountability.plans.world import World, both
from tests.support.house import signed_in
from tests.support.stored import Stored

MOST_SQL = 10


@pytest.fixture
def lived(world: World) -> World:
    """The world after ideas, an answer, a comment, a report and a review."""
    ideas = [world.idea("Open data for buses"), world.idea("Publish the timetable")]
    world.answer(*ideas, landing=world.commitment.outcome)
    Outcome.objects.filter(pk=world.commitment.outcome_id).update(activity=world.activity)
    world.idea("", about=Outcome.objects.get(pk=world.commitment.outcome_id))
    report_progress(
        actor=HOUSE, milestone=world.first, status="limited", text=both("Two of five connected."),
        challenges=both("No common codes."), as_of_date=date(2021, 2, 28), at=world.at,
        evidence=[GivenEvidence(both("Decision 12"), "https://example.org/12", date(2021, 2, 1))],
    )  # fmt: skip
    assess_commitment(
        actor=HOUSE, commitment=world.commitment, codes=Codes(completion="limited"), text=both("Half way."), at=world.at
    )
    advance(at=world.at)
    return world


def addresses(world: World) -> dict[str, str]:
    stage = Stage.objects.get(key="july-august")
    component = Component.objects.get(key="integrity-plans")
    return {
        "plan": "plan/",
        "plan_page": f"plans/{world.plan.public_id}/",
        "goal": f"goals/{component.goal.public_id}/",
        "component": f"components/{component.public_id}/",
        "commitment": f"commitments/{world.commitment.outcome.public_id}/",
        "milestone": f"milestones/{world.first.outcome.public_id}/",
        "stage": f"stages/{stage.public_id}/",
        "institutions": "institutions/",
        "institution": f"institutions/{world.akshi.public_id}/",
    }


def read(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.mark.parametrize("language", ["sq", "en"])
def test_every_page_answers_in_ten_statements(lived: World, language: str, django_assert_max_num_queries: Any) -> None:
    read(f"/{language}/plan/")  # the check of a plan is made once and kept for the day
    for name, path in addresses(lived).items():
        with django_assert_max_num_queries(MOST_SQL, info=name):
            body = read(f"/{language}/{path}")
        assert f'<html lang="{language}"' in body
        assert body.count("<h1>") == 1, name


def test_what_stands_in_another_language_than_the_page_says_in_which(lived: World) -> None:
    Commitment.objects.filter(pk=lived.commitment.pk).update(
        other_actors=["Civil society organisations on economic development and public finance", "World Bank"]
    )
    body = read(f"/sq/commitments/{lived.commitment.outcome.public_id}/")
    assert '<dd lang="en">Civil society organisations on' in body
    assert re.search(r'<a href="[^"]+" lang="en">Commitment AL\d+, opengovpartnership.org</a>', body)
    assert 'lang="en">Independent Reporting Mechanism: Albania Action Plan Review 2020–2022</a></p>' in body


def test_a_commitment_tells_words_progress_review_and_where_it_came_from(lived: World) -> None:
    with time_machine.travel(lived.at, tick=False):
        body = read(f"/en/commitments/{lived.commitment.outcome.public_id}/")
    for expected in (
        "Most citizens know the right to information law",
        "None of our sources says:",  # the solution, among others
        "Two of five connected.",
        "0 of 2 milestones completed",
        "2 contributions landed here",
        "Open data for buses",
        "Publish the timetable",
        "Half way.",
        "People wait for hours.",  # the comment
        f"/en/outcomes/{lived.commitment.outcome.public_id}/comment/",
        "no early results to report yet",  # the published review
        "/en/record/",
    ):
        assert expected in body, expected


def test_hidden_words_are_not_shown_where_they_landed(lived: World) -> None:
    from kuvend.foundation.contributions.models import Contribution

    Contribution.objects.filter(title="Open data for buses").update(state="hidden")
    body = read(f"/en/commitments/{lived.commitment.outcome.public_id}/")
    assert "Open data for buses" not in body and "Publish the timetable" in body


def test_a_milestone_shows_report_challenge_evidence_and_proof(lived: World) -> None:
    body = read(f"/en/milestones/{lived.first.outcome.public_id}/")
    for expected in ("Two of five connected.", "No common codes.", "Decision 12", "https://example.org/12", ">Proof<"):
        assert expected in body, expected
    assert "Nobody has reported on it yet." in read(f"/en/milestones/{lived.second.outcome.public_id}/")


def test_the_plan_reads_as_a_document(lived: World) -> None:
    body = read("/en/plan/")
    assert body.index("Contents") < body.index("Stages") < body.index("Access to Justice") < body.index("Sources")
    assert body.count("AL00") == 0 or "Commitment AL0065" in body
    assert "2020 – 2022" in body
    assert "limited" in body and "no report yet" in body


def test_a_stage_names_the_condition_that_fails_and_the_evidence_that_is_there(lived: World) -> None:
    body = read(f"/en/stages/{Stage.objects.get(key='july-august').public_id}/")
    assert "Announcement of the Deputy Prime Minister" in body
    assert "no evidence is known" in body and "holds" in body
    assert "its days have passed; it was not opened on this site" in body
    later = read(f"/en/stages/{Stage.objects.get(key='september-october').public_id}/")
    assert "civil society" in later


def test_an_institution_shows_how_it_answers_and_what_it_promised(lived: World) -> None:
    body = read(f"/en/institutions/{lived.akshi.public_id}/")
    assert "100%" in body and "Commitments it leads" in body and "Expand open data portal" in body
    assert "No answers have been due from it so far." in read(f"/en/institutions/{lived.moj.public_id}/")


def test_without_a_plan_the_page_says_so(db: None) -> None:
    assert "No plan has been published here yet." in read("/en/plan/")


def test_what_does_not_exist_is_not_found(world: World) -> None:
    for kind in ("plans", "goals", "components", "commitments", "milestones", "stages", "institutions"):
        assert Client().get(f"/en/{kind}/0000000000/").status_code == 404


def test_the_officer_reports_by_the_form_and_is_shown_what_is_missing(world: World) -> None:
    officer = signed_in(world.official(Role.INSTITUTION_OFFICER, institution=world.akshi))
    path = f"/en/milestones/{world.first.outcome.public_id}/report/"
    assert officer.get(path).status_code == 200
    wrong = officer.post(path, {"status": "limited", "as_of_date": "2021-02-28", "text_en": "Two of five."})
    assert wrong.status_code == 422
    body = wrong.content.decode()
    assert "Name the obstacles" in body and "Two of five." in body and 'href="#id_challenges_sq"' in body
    given = {"status": "limited", "as_of_date": "2021-02-28", "text_en": "Two of five.", "challenges_en": "Codes."}
    done = officer.post(
        path, given | {"e0-title_en": "Minutes", "e0-url": "https://example.org/m", "e0-event_date": "2021-02-20"}
    )
    assert (done.status_code, done["Location"]) == (302, f"{path}preview/")
    done = officer.post(f"{path}preview/", {"deed": "publish", "seen_version": 1})
    milestone = f"/en/milestones/{world.first.outcome.public_id}/"
    assert (done.status_code, done["Location"]) == (302, f"{milestone}?done=reported")
    assert Report.objects.get().evidence.get().url == "https://example.org/m"


def test_another_institution_gets_the_reason_and_a_person_no_form(world: World) -> None:
    path = f"/en/milestones/{world.first.outcome.public_id}/report/"
    other = signed_in(world.official(Role.INSTITUTION_OFFICER, institution=world.moj)).get(path)
    assert other.status_code == 403
    assert "National Agency for Information Society" in other.content.decode()
    assert signed_in(world.person()).get(path).status_code == 403
    assert Client().get(path).status_code == 302


def test_the_reviewer_assesses_by_the_form(world: World) -> None:
    reviewer = signed_in(world.official(Role.IRM_REVIEWER))
    path = f"/en/commitments/{world.commitment.outcome.public_id}/assess/"
    assert reviewer.post(path, {}).status_code == 422
    done = reviewer.post(path, {"completion": "substantial", "text_en": "Most of it."})
    assert (done.status_code, done["Location"]) == (302, f"{path}preview/")
    assert reviewer.post(f"{path}preview/", {"deed": "publish", "seen_version": 1}).status_code == 302
    body = read(f"/en/commitments/{world.commitment.outcome.public_id}/")
    assert "Most of it." in body
    officer = signed_in(world.official(Role.INSTITUTION_OFFICER, institution=world.akshi))
    assert officer.get(path).status_code == 403


def test_the_pages_ask_no_more_statements_than_stored(lived: World) -> None:
    stored = Stored("sql_plans")
    read("/en/plan/")  # the check of a plan is made once and kept for the day
    for name, path in addresses(lived).items():
        with CaptureQueriesContext(connection) as asked:
            read(f"/en/{path}")
        stored.see(name, len(asked))
    stored.check()
