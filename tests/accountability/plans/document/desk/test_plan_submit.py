"""Submitting a plan at the desk: one page lists the state of every requirement, and the button stands there or not."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation

from kuvend.accountability.plans.document.actions import import_plan, submit_plan
from kuvend.accountability.plans.document.queries.public_check import public_check
from kuvend.accountability.plans.document.queries.submission import requirements
from kuvend.accountability.plans.models import Plan
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.record.actions import advance
from tests.accountability.plans.document.test_submitting import changed, coming
from tests.engines.plancheck.sound import sound, with_making
from tests.support.house import House, signed_in

BUTTON = '<button type="submit" class="button">Submit the plan</button>'


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def final(house: House) -> Plan:
    """A plan to which nothing is lacking."""
    document = coming(sound())
    draft = changed(document, solution={"en": "A register lists some of them."})
    import_plan(actor=HOUSE, document=draft, at=house.at - timedelta(days=14))
    return import_plan(actor=HOUSE, document=document, at=house.at)


@pytest.fixture
def national(house: House) -> Client:
    return signed_in(house.official(Role.SECRETARIAT, scope=house.site))


def page(plan: Plan) -> str:
    return f"/en/desk/plan-check/{plan.public_id}/submit/"


def test_the_plan_check_leads_to_the_page_of_the_submission(final: Plan, national: Client) -> None:
    body = national.get("/en/desk/plan-check/").content.decode()
    assert "Nothing is lacking: the plan can be submitted." in body
    assert f'href="{page(final)}"' in body


def test_the_page_lists_every_requirement_and_says_what_the_button_does(
    final: Plan, house: House, national: Client
) -> None:
    body = national.get(page(final)).content.decode()
    needed = len(requirements(final, house.at))
    assert body.count(">holds<") == needed > 20
    assert "version 2 of the plan went to OGP today" in body
    assert BUTTON in body


def test_once_submitted_the_day_stands_there_with_its_proof_on_the_desk_and_in_public(
    final: Plan, house: House, national: Client
) -> None:
    answer = national.post(page(final))
    assert answer.status_code == 302
    assert "The proof follows in a moment." in national.get(answer.url).content.decode()
    advance(at=house.at)
    for address in (answer.url, page(final)):
        body = national.get(address).content.decode()
        assert "submitted on 24 November 2026" in body
        assert "/en/record/" in body
        assert BUTTON not in body
    public = Client().get(f"/en/plans/{final.public_id}/").content.decode()
    assert "submitted to OGP on 24 November 2026" in public


def test_the_public_check_of_the_day_knows_of_the_submission_at_once(final: Plan, house: House) -> None:
    final.making |= {"due": "2026-11-24"}
    final.save(update_fields=["making"])
    as_of = (house.at + timedelta(days=1)).date()
    assert "C-05" in {row.id for row in public_check(final, as_of=as_of).not_met}
    plan = submit_plan(actor=HOUSE, plan=final, at=house.at)
    assert "C-05" in {row.id for row in public_check(plan, as_of=as_of).met}


def test_what_is_lacking_is_listed_and_there_is_no_button(
    final: Plan, house: House, national: Client, bring: Callable[..., list[Contribution]]
) -> None:
    idea = bring(1)[0]
    type(house.activity).objects.update(process=final.process)
    body = national.get(page(final)).content.decode()
    assert "1 contribution still waits for its answer." in body
    assert "#unanswered" in body
    assert BUTTON not in body
    refused = national.post(page(final))
    assert refused.status_code == 422
    assert "Say why, in Albanian." in refused.content.decode()
    assert Plan.objects.get().submitted_at is None
    assert idea.title in national.get("/en/desk/plan-check/").content.decode()


def test_check_and_submission_show_the_same_list_and_number(house: House, national: Client) -> None:
    plan = import_plan(actor=HOUSE, document=with_making(coming(sound()), forum="no", outreach=()), at=house.at)
    said = [one.code for one in requirements(plan, house.at) if not one.holds]
    assert {"draft", "MR-1.1", "MR-1.2", "MR-3.2"} <= set(said)
    for address in (f"/en/desk/plan-check/?plan={plan.public_id}", page(plan)):
        body = national.get(address).content.decode()
        assert f"{len(said)} of " in body
        for code in said:
            assert code in body


def test_reasons_are_previewed_and_then_stand_in_public_with_their_proof(house: House, national: Client) -> None:
    plan = import_plan(actor=HOUSE, document=coming(sound()), at=house.at)
    said = {"draft-reason_sq": "Afati\nka ardhur.", "draft-reason_en": "The day\nhas come.", "seen": "1"}
    preview = national.post(page(plan), said | {"deed": "preview"})
    assert preview.status_code == 200 and "So it will stand on the plan’s page" in preview.content.decode()
    assert Plan.objects.get().submitted_at is None
    again = national.post(page(plan), said | {"deed": "change"}).content.decode()
    assert "The day\nhas come.</textarea>" in again.replace("\r", "")
    assert national.post(page(plan), said | {"deed": "submit"}).status_code == 302
    advance(at=house.at)
    body = Client().get(f"/en/plans/{plan.public_id}/").content.decode()
    assert "Submitted although 1 requirement did not hold" in body
    assert "has come." in body
    assert body.count("/en/record/") >= 2


def test_a_leader_sees_what_holds_but_does_not_submit(final: Plan, house: House) -> None:
    leader = signed_in(house.official(Role.COMPONENT_LEADER, scope=house.site))
    body = leader.get(page(final)).content.decode()
    assert "Only the technical secretariat submits a plan." in body
    assert BUTTON not in body
    assert leader.post(page(final)).status_code == 403


def test_without_a_second_factor_nobody_gets_there(final: Plan, house: House) -> None:
    person = house.official(Role.SECRETARIAT, scope=house.site)
    assert signed_in(person, second_factor=False).post(page(final)).status_code in {302, 403}
    assert Plan.objects.get().submitted_at is None


def test_a_plan_outside_the_mandate_is_not_found(final: Plan, secretariat: Client) -> None:
    assert secretariat.get(page(final)).status_code == 404


def test_a_failed_value_rule_shows_the_guiding_questions_of_every_value(house: House, national: Client) -> None:
    import_plan(actor=HOUSE, document=changed(coming(sound()), values=()), at=house.at)
    body = national.get("/en/desk/plan-check/").content.decode()
    assert "Questions that help" in body
    assert "Does it disclose more information?" in body
    assert "Which of the three other values does the technology serve" in body


def test_a_number_that_no_text_states_is_marked(final: Plan, national: Client) -> None:
    body = national.get("/en/desk/plan-check/?plan=" + final.public_id).content.decode()
    assert "not stated in the texts at hand" in body
