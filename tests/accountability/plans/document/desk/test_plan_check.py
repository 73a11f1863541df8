"""The check of a plan at the desk: what is broken with what would mend it, and who is still owed an answer."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from kuvend.accountability.plans.document.actions import import_plan
from kuvend.accountability.plans.models import Plan
from kuvend.engines.formats.plan import read_plan
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from tests.support.house import House, signed_in

ALBANIA = Path(__file__).resolve().parents[5] / "examples" / "albania-2020-2022" / "plan.yaml"
ADDRESS = "/en/desk/plan-check/"


@pytest.fixture
def plan(house: House) -> Plan:
    return import_plan(
        actor=HOUSE, document=read_plan(ALBANIA.read_text(encoding="utf-8")), renamed=["moj"], at=house.at
    )


@pytest.fixture
def national(house: House) -> Client:
    """The technical secretariat of the nation."""
    return signed_in(house.official(Role.SECRETARIAT, scope=house.site))


def test_the_secretariat_sees_what_the_plan_breaks_and_what_would_mend_it(plan: Plan, national: Client) -> None:
    body = national.get(ADDRESS).content.decode()
    assert "RS-2017" in body
    assert (
        "A multi-stakeholder forum of government and civil society exists and meets at least once every quarter."
        in body
    )
    assert "Form the forum with members of both sides" in body
    assert "Fill in: commitments[].lead, contact." in body
    assert "not met 3" in body


def test_it_says_so_in_albanian(plan: Plan, national: Client) -> None:
    body = national.get("/sq/desk/plan-check/").content.decode()
    assert "Ekziston një forum shumëpalësh" in body
    assert "Si ndreqet:" in body


def test_a_contribution_without_an_answer_fails_mr_4_1_and_is_listed(
    plan: Plan, house: House, national: Client, bring: Callable[..., list[Contribution]]
) -> None:
    assert "Contributions without an answer" not in national.get(ADDRESS).content.decode()
    idea = bring(1, title="A bench at the stop")[0]
    type(house.activity).objects.update(process=plan.process)
    body = national.get(ADDRESS).content.decode()
    assert "A bench at the stop" in body
    assert f"/en/contributions/{idea.public_id}/" in body
    assert "1 contribution waits" in body
    assert "not met 4" in body


def test_an_officer_finds_no_work_there(plan: Plan, officer: Client) -> None:
    assert officer.get(ADDRESS).status_code == 403


def test_without_a_plan_within_the_mandate_the_page_says_so(plan: Plan, secretariat: Client) -> None:
    assert "There is no plan within your mandate." in secretariat.get(ADDRESS).content.decode()
