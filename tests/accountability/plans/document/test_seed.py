"""Albania's plan 2020-2022 says what the government's presentation of it says, and shows what no source tells."""

import re
from dataclasses import replace
from datetime import datetime

import pytest
from django.test import Client

from kuvend.accountability.plans.document.actions import import_plan
from kuvend.accountability.plans.models import Component, Plan
from kuvend.engines.formats.plan.documents import UNKNOWN, PlanDocument
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.processes.models import Stage

COMPONENTS = {
    "I": ("Access to Justice", ["Accessibility to Justice", "Transparency & Accountability"]),
    "II": ("Digital Governance / Public Services", ["Online / Electronic Services", "Public Services"]),
    "III": ("Fiscal Transparency", ["Budget Transparency", "Transparency of Revenue Sources"]),
    "IV": ("Fight against Corruption", ["Beneficial Ownership", "Integrity Plans"]),
}


@pytest.fixture
def plan(db: None, albania: PlanDocument, at: datetime) -> Plan:
    return import_plan(actor=HOUSE, document=albania, at=at)


def read(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200, path
    return re.sub(r"\s+", " ", response.content.decode())


def test_each_of_the_four_goals_has_two_components_named_as_in_the_presentation(albania: PlanDocument) -> None:
    goals = albania.policy_goals
    said = {goal.number: (goal.title["en"], [one.title["en"] for one in goal.components]) for goal in goals}
    assert said == COMPONENTS
    numbers = [one.number for goal in goals for one in goal.components]
    assert numbers == [f"{goal}.{place}" for goal in COMPONENTS for place in (1, 2)]


def test_both_commitments_on_justice_stand_under_a_component(albania: PlanDocument) -> None:
    components = {one.number: one.component for one in albania.commitments if one.goal == "access-to-justice"}
    assert components == {"6": "accessibility", "7": "transparency-accountability"}


def test_a_leader_that_no_source_names_is_said_to_be_unknown_beside_the_lead_of_the_goal(plan: Plan) -> None:
    component = Component.objects.get(goal__plan=plan, key="accessibility")
    shown = read(f"/en/components/{component.public_id}/")
    assert "No source names who leads this component. Its policy goal is led by" in shown
    assert "Ministry of Justice" in shown
    assert read("/en/plan/").count("leader not known from a source") == 8
    assert "No source names who leads this component." in read(f"/en/goals/{component.goal.public_id}/")


def test_no_work_of_a_stage_is_a_condition_before_it_opens(albania: PlanDocument) -> None:
    assert [len(stage.items) for stage in albania.stages] == [6, 2, 4]
    assert {item.gate for stage in albania.stages for item in stage.items} == {"closes"}
    last = [item.key for item in albania.stages[2].items]
    assert last == ["approve", "consolidate", "consult-on-site", "submit-to-gmip"]


def test_the_agency_for_information_society_comes_first_among_those_who_hold_the_surveys(albania: PlanDocument) -> None:
    (surveys,) = [item for item in albania.stages[0].items if item.key == "public-surveys"]
    assert surveys.actors[0] == "akshi" and "coordinated by" in surveys.text["en"]


def test_the_group_that_approves_has_one_name_in_each_language(albania: PlanDocument) -> None:
    words = {"sq": "GMIP", "en": "IPMG/GMIP"}
    (group,) = [one for one in albania.institutions if one.key == "gmip"]
    assert group.short == words
    for item in albania.stages[2].items:
        if item.actors and "gmip" in item.actors:
            assert all(words[language] in text for language, text in item.text.items())


def test_the_last_commitment_carries_the_published_findings(albania: PlanDocument) -> None:
    irm = albania.commitments[8].irm
    assert irm is not None and irm is not UNKNOWN
    assert (irm.ambition, irm.early_results) == ("low", "none_yet")  # type: ignore[union-attr]


def test_a_document_of_which_no_source_tells_the_day_shows_no_invented_one(plan: Plan) -> None:
    stage = Stage.objects.get(process=plan.process, key="july-august")
    path = f"/en/stages/{stage.public_id}/"
    assert "confirmed here on" in read(path) and "no source tells its day" not in read(path)
    Plan.objects.filter(pk=plan.pk).update(period_simulated=True)
    shown = read(path)
    assert shown.count("no source tells its day") == 4 and "confirmed here on" not in shown
    assert "The days on which things were done here are simulated." in shown


def test_every_plan_is_in_the_switch_at_the_head_of_a_plan_and_on_the_first_page(
    plan: Plan, albania: PlanDocument, at: datetime
) -> None:
    other = replace(
        albania, key="other", title={"sq": "Tjetri", "en": "The other"}, commitments=(), policy_goals=(),
        stages=(), making=None,
    )  # fmt: skip
    import_plan(actor=HOUSE, document=other, at=at)
    addresses = [f"/en/plans/{one.public_id}/" for one in Plan.objects.all()]
    home, plan_head = read("/en/"), read("/en/plan/").split("<h1>")[0]
    assert "Plans and what else runs here" in home and 'aria-label="Which plan"' in plan_head
    assert all(f'href="{address}"' in html for address in addresses for html in (home, plan_head))
    assert read("/en/plan/").count('aria-current="page">') >= 1
