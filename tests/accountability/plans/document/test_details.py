"""The page of a commitment tells what the plan says besides, and what nobody tells only once."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from kuvend.accountability.plans.document.actions import import_plan
from kuvend.accountability.plans.document.queries.costs import costs_of, money
from kuvend.accountability.plans.document.queries.policy_areas import AREAS, policy_area
from kuvend.accountability.plans.models import Commitment, Milestone
from kuvend.accountability.plans.progress.actions import GivenReading, report_progress
from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.engines.formats.plan.details import Baseline, CommitmentDetails, Contact, Cost
from kuvend.engines.formats.plan.documents import Period, PlanDocument
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.processes.models import Process
from tests.accountability.plans.world import World, both

DETAILS = CommitmentDetails(
    causes=both("Every office keeps its own list."),
    baseline=Baseline(figure="7% of the datasets", day=StatedDate(2020, 5), source="Census of the portal"),
    value_answers={"access_to_information": both("Every access is published.")},
    contact=Contact(name="Ana Hoxha", position="head of open data", email="akshi@example.al", phone="+355 4 000"),
    cost=Cost(amount="18000000", currency="ALL", funding=both("State budget")),
    no_civil_society=both("It was not asked."),
    earlier=("AL0047",),
    sdg_targets=("16.6",),
)


def with_details(document: PlanDocument, **changes: Any) -> PlanDocument:
    """The plan in which commitment 4 says all of it, but for what a test changes."""
    four = {"values": ("access_to_information", "civic_participation"), "details": replace(DETAILS, **changes)}
    commitments = [replace(one, **four) if one.number == "4" else one for one in document.commitments]
    return replace(document, commitments=tuple(commitments))


def page_of(world: World, language: str = "en") -> str:
    response = Client().get(f"/{language}/commitments/{world.commitment.outcome.public_id}/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.django_db
def test_it_tells_where_things_stand_what_it_costs_and_who_answers_for_it(albania: PlanDocument) -> None:
    body = page_of(World(with_details(albania)))
    for expected in (
        "7% of the datasets", "Census of the portal", "May 2020", "Every office keeps its own list.", "lek",
        "State budget", "Ana Hoxha, head of open data", "None, because:", "It was not asked.", "16.6", "AL0047",
    ):  # fmt: skip
        assert expected in body, expected
    assert "+355" not in body


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("email", "shown"),
    [("akshi@example.al", True), ("info@example.al", True), ("ana.hoxha@example.al", False), ("ana@example.al", False)],
)
def test_only_the_address_of_an_office_is_shown(albania: PlanDocument, email: str, shown: bool) -> None:
    body = page_of(World(with_details(albania, contact=Contact(name="Ana Hoxha", email=email))))
    assert (f"mailto:{email}" in body) is shown
    assert "Ana Hoxha" in body


@pytest.mark.django_db
def test_without_money_it_says_so_in_words(albania: PlanDocument) -> None:
    world = World(with_details(albania, cost=Cost(unfunded=True)))
    assert "No money has been found for it yet." in page_of(world)
    assert "Për të ende nuk është gjetur financim." in page_of(world, "sq")


@pytest.mark.django_db
def test_each_value_stands_with_its_questions_and_the_plans_answer(albania: PlanDocument) -> None:
    body = page_of(World(with_details(albania)))
    access, participation = body.index("Access to information</h3>"), body.index("Civic participation</h3>")
    assert access < body.index("Every access is published.") < body.index("Does it disclose more") < participation
    assert participation < body.index("The plan does not say how.")
    assert "are not enough as a value" not in body


@pytest.mark.django_db
def test_technology_alone_is_told_that_it_cannot_stand_alone(world: World) -> None:
    Commitment.objects.filter(pk=world.commitment.pk).update(values=["technology_and_innovation"])
    assert "Technology and innovation alone are not enough as a value." in page_of(world)
    assert page_of(world, "sq").count('class="notice"') == 1


@pytest.mark.django_db
def test_what_no_source_tells_is_named_once_together(world: World) -> None:
    body = page_of(world)
    assert body.count("None of our sources says") == 1
    start = body.index("None of our sources says:")
    told = body[start : body.index("</p>", start)]
    assert "what will be done" in told and "cost and funding" in told and "the problem" not in told


@pytest.mark.django_db
def test_a_commitment_and_the_one_that_carries_it_on_name_each_other(world: World) -> None:
    key = world.commitment.outcome.key
    four = next(one for one in world.document.commitments if one.number == "4")
    goal = next(one for one in world.document.policy_goals if one.key == four.goal)
    later = replace(
        world.document,
        key="later",
        title=both("The later plan"),
        period=Period(from_date=StatedDate(2023, 1, 1), to_date=StatedDate(2024, 12, 31), simulated=True),
        policy_goals=(goal,), stages=(), making=None, sources=(),
        commitments=(
            replace(
                four, key="later-portal", title=both("The portal goes on"), sources=(), irm=None,
                details=CommitmentDetails(carried_over="yes", earlier=(key,)),
            ),
        ),
    )  # fmt: skip
    later = replace(later, policy_goals=(replace(goal, sources=(), components=()),))
    later = replace(later, commitments=(replace(later.commitments[0], component=None),))
    import_plan(actor=HOUSE, document=later, at=world.at)
    new = Commitment.objects.get(outcome__key="later-portal")
    assert "Continued in:" in page_of(world) and "The portal goes on" in page_of(world)
    body = Client().get(f"/en/commitments/{new.outcome.public_id}/").content.decode()
    assert "It carries on earlier promises:" in body and "Expand open data portal" in body


@pytest.mark.django_db
def test_the_half_years_of_a_plan_that_runs_stand_as_a_table(world: World) -> None:
    Process.objects.filter(pk=world.plan.process_id).update(from_date=date(2021, 1, 1), to_date=date(2022, 12, 31))
    body = page_of(world)
    assert "Reports by half-year" in body and "no report" in body


@pytest.mark.django_db
def test_an_indicator_stands_with_what_was_reached_on_the_way_to_its_target(world: World) -> None:
    indicator = {"text": {"en": "Datasets online"}, "target": "40", "unit": "datasets", "day": "2021-06-30"}
    Milestone.objects.filter(pk=world.first.pk).update(
        details={"indicators": [indicator], "evidence_type": "dataset", "audience": "public"}
    )
    assert "Reached:" not in page_of(world)
    report_progress(
        actor=HOUSE, milestone=world.first, status="substantial", text=both("Ten are online."),
        challenges=Localized(), as_of_date=date(2021, 2, 28), readings=[GivenReading(1, "10")], at=world.at,
    )  # fmt: skip
    body = page_of(world)
    for expected in (
        "Datasets online",
        "10 datasets",
        "40 datasets",
        "until 30 June 2021",
        "What will show it: a dataset",
    ):
        assert expected in body, expected
    assert '<rect class="ok" x="0%" y="5" width="25%" height="6"/>' in body


def test_policy_areas_speak_the_readers_language_and_an_unknown_one_stays() -> None:
    with translation.override("sq"):
        assert policy_area("Open Data") == "Të dhënat e hapura"
        assert policy_area("Anti Corruption and Integrity") == "Lufta kundër korrupsionit dhe integriteti"
        assert policy_area("E-government") == policy_area("E-Government") == "Qeverisja elektronike"
        assert policy_area("Beekeeping") == "Beekeeping"
        assert [name for name in AREAS if policy_area(name) == name] == ["LGBTQIA+"]


def test_money_is_written_with_its_currency_and_costs_are_summed_by_it() -> None:
    with translation.override("en"):
        assert money("18000000", "ALL").endswith(" lek") and money("2.50", "EUR").endswith(" EUR")
        given = [
            {"amount": "10", "currency": "EUR"}, {"amount": "20", "currency": "EUR"},
            {"amount": "5", "currency": "ALL"}, {"unfunded": True}, None, "unknown",
        ]  # fmt: skip
        costs = costs_of(given)
    assert costs.sums == ["5 lek", "30 EUR"]
    assert (costs.with_amount, costs.unfunded, costs.untold) == (3, 1, 2)
