"""Answers: duties opened by facts, one answer to many, what it must hold, corrections, passing on."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kuvend.foundation.contributions.actions import withdraw
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.text import Localized
from kuvend.foundation.moderation.actions import hide, restore
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.outcomes.actions import publish_text
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actions import keep_scope
from kuvend.foundation.people.actor import HOUSE, Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.record import actions as record
from kuvend.foundation.record.leaves import decode_leaf
from kuvend.foundation.record.models import Fact
from kuvend.foundation.record.openings import openings_of
from kuvend.foundation.responses.actions import (
    LandingPlace,
    NotWhole,
    WrittenMeanwhile,
    correct_response,
    draft_response,
    keep_draft,
    pass_on,
    publish_response,
    sealed_words,
)
from kuvend.foundation.responses.actions.duties import sealed_reason
from kuvend.foundation.responses.models import Answered, Duty, Response
from kuvend.foundation.responses.queries import answer_rates, waiting_duties
from tests.support.house import PASSED_ON, House, both, quoted, signed_in

NOTE = both("The first answer forgot half of it.")
REASON = both("We will open the office from eight to six on two days a week, beginning in March.")


@pytest.fixture
def officer(house: House) -> Actor:
    return house.actor(house.official(Role.INSTITUTION_OFFICER))


def outcome(house: House) -> Outcome:
    made = Outcome.objects.create(
        process=house.process, kind="commitment", key="c1", number="1", title=both("Hours"), scope=house.scope
    )
    after = house.at + timedelta(days=1)
    publish_text(actor=HOUSE, outcome=made, title=both("Hours"), body=both("Offices open longer."), at=after)
    return made


def answered(house: House, officer: Actor, ideas: list[Contribution], **fields: object) -> Response:
    record.advance(at=house.at)
    response = draft_response(
        actor=officer, process=house.process, institution=house.owner, contribution_ids=[idea.pk for idea in ideas]
    )
    known: dict[str, object] = {"verdict": "not_accepted", "reason": REASON, "nowhere": Localized(), "landings": []}
    keep_draft(actor=officer, response=response, **(known | fields))  # type: ignore[arg-type]
    return publish_response(actor=officer, response=response, at=house.at + timedelta(days=1))


def test_a_duty_is_opened_by_the_fact_of_receipt(house: House) -> None:
    idea = house.idea()
    assert not Duty.objects.exists()
    record.advance(at=house.at)
    duty = Duty.objects.get()
    assert (duty.contribution, duty.institution, duty.due_date) == (idea, house.owner, idea.answer_due_date)


def test_hidden_and_withdrawn_words_are_owed_no_answer_and_restored_ones_are_again(house: House) -> None:
    author = house.person()
    idea = house.idea(house.actor(author))
    hide(actor=HOUSE, contribution=idea, seen_version=idea.version, house_rule="spam", at=house.at)
    record.advance(at=house.at)
    assert not Duty.objects.filter(state="open").exists()
    restore(actor=HOUSE, contribution=idea, seen_version=idea.version, at=house.at)
    record.advance(at=house.at)
    assert Duty.objects.get().state == "open"
    withdraw(actor=house.actor(author), contribution=idea, at=house.at)
    record.advance(at=house.at)
    assert Duty.objects.get().state == "lapsed"


def test_one_answer_meets_the_duties_of_many_with_one_fact_each(house: House, officer: Actor) -> None:
    ideas = [house.idea(title=f"Idea number {number}") for number in range(4)]
    place = LandingPlace(outcome(house), quoted("open longer"))
    response = answered(house, officer, ideas, verdict="accepted", landings=[place])
    assert Answered.objects.filter(response=response).count() == 4
    assert Duty.objects.filter(state="met").count() == 4
    assert Fact.objects.filter(type="contribution_answered").count() == 4
    assert Fact.objects.filter(type="response_published").count() == 1
    assert Fact.objects.filter(type="words_landed").count() == 1
    assert Outcome.objects.get().landing_count == 4


def test_an_answer_takes_only_what_the_institution_owes(house: House, officer: Actor) -> None:
    idea = house.idea()
    answered(house, officer, [idea])
    record.advance(at=house.at)
    with pytest.raises(NotWhole) as error:
        answered(house, officer, [idea])
    assert set(error.value.lacks) == {"selected"}


@pytest.mark.parametrize(
    ("fields", "lacks"),
    [
        ({"verdict": ""}, {"verdict"}),
        ({"reason": Localized(sq="Jo.")}, {"reason"}),
        ({"verdict": "accepted"}, {"landings"}),
    ],
)
def test_an_answer_that_is_not_whole_is_not_published(
    house: House, officer: Actor, fields: dict[str, object], lacks: set[str]
) -> None:
    with pytest.raises(NotWhole) as error:
        answered(house, officer, [house.idea()], **fields)
    assert set(error.value.lacks) == lacks
    assert not Answered.objects.exists()


def test_an_accepted_answer_may_say_why_it_landed_nowhere(house: House, officer: Actor) -> None:
    answered(house, officer, [house.idea()], verdict="accepted", nowhere=both("The next plan takes it up."))
    assert Answered.objects.count() == 1


def test_nobody_answers_for_another_institution(house: House) -> None:
    record.advance(at=house.at)
    stranger = house.actor(house.official(Role.INSTITUTION_OFFICER, institution=house.other))
    with pytest.raises(NotAllowed, match="officer of the institution"):
        draft_response(actor=stranger, process=house.process, institution=house.owner, contribution_ids=[])


def test_an_officer_of_a_component_answers_what_lies_in_it_and_nothing_else(house: House) -> None:
    component = keep_scope(key="plan-component", title=both("Component"), parent=house.scope)
    inside = house.make_activity("ideas", scope=component)
    ours, others = house.idea(activity=inside), house.idea()
    record.advance(at=house.at)
    officer = house.actor(house.official(Role.INSTITUTION_OFFICER, scope=component))
    response = draft_response(
        actor=officer, process=house.process, institution=house.owner, contribution_ids=[ours.pk, others.pk]
    )
    assert list(response.selected.all()) == [ours]
    keep_draft(
        actor=officer, response=response, verdict="not_accepted", reason=REASON, nowhere=Localized(), landings=[]
    )
    publish_response(actor=officer, response=response, at=house.at)
    assert set(Answered.objects.values_list("contribution", flat=True)) == {ours.pk}
    with pytest.raises(NotAllowed):
        pass_on(actor=officer, contribution=others, to=house.other, reason=PASSED_ON, at=house.at)


def test_an_answer_for_the_whole_process_is_out_of_reach_of_a_component(house: House, officer: Actor) -> None:
    component = keep_scope(key="plan-component", title=both("Component"), parent=house.scope)
    response = answered(house, officer, [house.idea()])
    narrow = house.actor(house.official(Role.INSTITUTION_OFFICER, scope=component))
    with pytest.raises(NotAllowed):
        correct_response(
            actor=narrow,
            response=response,
            seen_version=response.version,
            verdict="already_done",
            reason=REASON,
            note=NOTE,
            at=house.at,
        )


def test_a_correction_is_a_new_version_beside_the_old_one(house: House, officer: Actor) -> None:
    response = answered(house, officer, [house.idea()])
    better = both("We looked again: the office does open on Saturdays from January on, as you asked.")
    corrected = correct_response(
        actor=officer,
        response=response,
        seen_version=response.version,
        verdict="already_done",
        reason=better,
        note=NOTE,
        at=house.at,
    )
    assert [text.verdict for text in corrected.texts.order_by("version")] == ["not_accepted", "already_done"]


def test_a_correction_that_takes_nothing_up_takes_the_landings_back(house: House, officer: Actor) -> None:
    landed_in = outcome(house)
    places = [LandingPlace(landed_in, quoted("longer"))]
    response = answered(house, officer, [house.idea()], verdict="accepted", landings=places)
    landed_in.refresh_from_db()
    assert landed_in.landing_count == 1
    correct_response(
        actor=officer,
        response=response,
        seen_version=response.version,
        verdict="accepted_in_part",
        reason=REASON,
        note=NOTE,
        at=house.at,
    )
    assert response.landings.count() == 1
    correct_response(
        actor=officer,
        response=response,
        seen_version=2,
        verdict="not_accepted",
        reason=REASON,
        note=NOTE,
        at=house.at,
    )
    landed_in.refresh_from_db()
    assert (landed_in.landing_count, [one.standing for one in response.landings.all()]) == (0, ["taken_back"])


def test_the_authors_of_all_that_it_answers_are_told_of_a_correction(house: House, officer: Actor) -> None:
    first, second = (house.person(name) for name in ("first", "second"))
    response = answered(house, officer, [house.idea(house.actor(one)) for one in (first, second)])
    better = both("We looked again: the office does open on Saturdays from January on, as you asked.")
    correct_response(
        actor=officer,
        response=response,
        seen_version=response.version,
        verdict="already_done",
        reason=better,
        note=NOTE,
        at=house.at,
    )
    record.advance(at=house.at)
    told = Mail.objects.filter(subject__contains="e korrigjoi përgjigjen")
    assert {letter.person for letter in told} == {first, second}
    assert all("Saturdays from January" in letter.body and "është bërë tashmë" in letter.body for letter in told)


def test_a_duty_passed_on_keeps_its_day(house: House, officer: Actor) -> None:
    idea = house.idea()
    record.advance(at=house.at)
    passing = pass_on(actor=officer, contribution=idea, to=house.other, reason=PASSED_ON, at=house.at)
    assert (passing.duty.institution, passing.duty.due_date) == (house.other, idea.answer_due_date)
    assert not waiting_duties([house.owner.pk])


def test_a_contribution_has_one_current_answer_by_constraint(house: House, officer: Actor) -> None:
    idea = house.idea()
    response = answered(house, officer, [idea])
    with pytest.raises(IntegrityError), transaction.atomic():
        Answered.objects.create(contribution=idea, response=response)


def test_rates_are_counts_of_duties(house: House, officer: Actor) -> None:
    ideas = [house.idea(title=f"Idea number {number}") for number in range(3)]
    answered(house, officer, ideas[:2])
    Duty.objects.filter(contribution=ideas[0]).update(due_date=house.at.date() - timedelta(days=1))
    rates = answer_rates(house.owner.pk, today=house.at.date() + timedelta(days=60))
    assert (rates.owed, rates.met, rates.in_time, rates.late, rates.waiting, rates.overdue) == (3, 2, 1, 1, 1, 1)


def test_four_thousand_are_answered_in_one_go(
    house: House, officer: Actor, django_assert_max_num_queries: object
) -> None:
    from kuvend.foundation.contributions.importing import imported_participant
    from kuvend.foundation.contributions.receiving import Draft
    from kuvend.participation.ideas.actions import IdeaDraft, bring_in_ideas

    nobody = imported_participant(house.process)
    drafts = [IdeaDraft(Draft(nobody, f"Idea number {n}", "", "sq", house.at)) for n in range(4000)]
    rows = bring_in_ideas(activity=house.activity, drafts=drafts)
    record.advance(at=house.at)
    with django_assert_max_num_queries(90):  # type: ignore[operator]
        response = answered(house, officer, rows)
    assert response.answer_count == 4000


def test_a_correction_is_one_of_the_version_that_was_read(house: House, officer: Actor) -> None:
    response = answered(house, officer, [house.idea()])
    correct_response(
        actor=officer, response=response, seen_version=1, verdict="already_done", reason=REASON, note=NOTE, at=house.at
    )
    with pytest.raises(WrittenMeanwhile):
        correct_response(
            actor=officer, response=response, seen_version=1, verdict="accepted", reason=REASON, note=NOTE, at=house.at
        )
    response.refresh_from_db()
    assert (response.version, response.verdict) == (2, "already_done")


def test_the_page_of_a_correction_names_the_version_that_it_shows(house: House) -> None:
    person = house.official(Role.INSTITUTION_OFFICER)
    officer = house.actor(person)
    response = answered(house, officer, [house.idea()])
    desk, address = signed_in(person), f"/en/desk/responses/{response.public_id}/correct/"
    assert 'name="seen_version" value="1"' in desk.get(address).content.decode()
    correct_response(
        actor=officer, response=response, seen_version=1, verdict="already_done", reason=REASON, note=NOTE, at=house.at
    )
    typed = {"verdict": "not_accepted", "seen_version": 1}
    typed |= {f"{name}_{code}": REASON[code] for name in ("reason", "note") for code in ("sq", "en")}
    page = desk.post(address, typed)
    assert page.status_code == 422
    assert "This answer was changed meanwhile" in page.content.decode()
    assert 'name="seen_version" value="2"' in page.content.decode()


def test_an_answer_seals_all_that_it_says(house: House, officer: Actor) -> None:
    nowhere = both("The text is written only next year.")
    response = answered(house, officer, [house.idea()], verdict="accepted", nowhere=nowhere)
    correct_response(
        actor=officer, response=response, seen_version=1, verdict="accepted", reason=REASON, note=NOTE, at=house.at
    )
    record.advance(at=house.at)
    texts = []
    for fact in Fact.objects.filter(type__in=["response_published", "response_corrected"]).order_by("pk"):
        (opening,) = openings_of(decode_leaf(bytes(fact.leaf), index=fact.index))["openings"]
        texts.append(json.loads(opening["text"]))
    assert texts == [{"reason": REASON, "nowhere": nowhere}, {"reason": REASON, "nowhere": nowhere, "note": NOTE}]


def test_no_two_answers_seal_the_same_string() -> None:
    first = Response(reason=Localized(en="We take it up.", sq="Po."), nowhere=Localized(en="Next plan."))
    second = Response(reason=Localized(en="We take it up.", sq="Po.\nnowhere en: Next plan."), nowhere=Localized())
    assert sealed_words(first) != sealed_words(second)
    assert sealed_reason(Localized(en="No.\nsq: Jo.")) != sealed_reason(Localized(en="No.", sq="Jo."))
