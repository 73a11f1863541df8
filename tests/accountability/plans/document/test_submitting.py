"""A plan is submitted once, by the secretariat, and only when nothing is lacking; every reason is said."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.utils import translation

from kuvend.accountability.plans.document.actions import import_plan, submit_plan
from kuvend.accountability.plans.document.queries.checking import plan_check
from kuvend.accountability.plans.document.queries.export import plan_document
from kuvend.accountability.plans.document.queries.submission import requirements
from kuvend.accountability.plans.models import Plan, RuleOverride
from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.engines.formats.plan.documents import UNKNOWN, Commitment, Institution, Period, PlanDocument
from kuvend.engines.plancheck import Outcome, why_not_technology_alone
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.problems import UsageProblem
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import ANONYMOUS, HOUSE, Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.record.actions import advance
from kuvend.foundation.record.models import Fact, Opening
from kuvend.foundation.responses.models import Duty
from tests.engines.plancheck.sound import sound, with_commitment, with_making
from tests.support.house import House

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Reasons are said in the language of the page."""
    with translation.override("en"):
        yield


def coming(document: PlanDocument) -> PlanDocument:
    """A sound plan that is being made now, with its institution."""
    assert document.making is not None
    period = Period(from_date=StatedDate(2027, 1, 1), to_date=StatedDate(2028, 12, 31))
    made = replace(later(document.making), submitted=None)
    return with_institution(replace(document, period=period, making=made, commitments=later(document.commitments)))


def later(told: Any) -> Any:
    """What is told, three years later."""
    if isinstance(told, StatedDate):
        return replace(told, year=told.year + 3)
    if isinstance(told, date):
        return told.replace(year=told.year + 3)
    if isinstance(told, tuple):
        return tuple(later(one) for one in told)
    if is_dataclass(told) and not isinstance(told, type):
        return replace(told, **{one.name: later(getattr(told, one.name)) for one in fields(told)})
    return told


def with_institution(document: PlanDocument) -> PlanDocument:
    """The plan with its lead in its list, as a file must have it."""
    return replace(document, institutions=(Institution(key="moj", name={"en": "Ministry"}, short={}),))


def changed(document: PlanDocument, **said: object) -> PlanDocument:
    """The plan with its first commitment otherwise."""
    first: Commitment = replace(document.commitments[0], **said)  # type: ignore[arg-type]
    return replace(document, commitments=(first, *document.commitments[1:]))


@pytest.fixture
def final(house: House) -> Plan:
    """A plan whose draft was published and whose final text followed two weeks later."""
    document = coming(sound())
    draft = changed(document, solution={"en": "A register lists some of them."})
    import_plan(actor=HOUSE, document=draft, at=house.at - timedelta(days=14))
    return import_plan(actor=HOUSE, document=document, at=house.at)


def secretariat(house: House) -> Actor:
    return house.actor(house.official(Role.SECRETARIAT, scope=house.site))


def lacking(plan: Plan, at: datetime) -> dict[str, list[str]]:
    return {one.code: list(one.lacks) for one in requirements(plan, at) if one.lacks}


def test_the_secretariat_submits_a_plan_to_which_nothing_is_lacking(final: Plan, house: House) -> None:
    plan = submit_plan(actor=secretariat(house), plan=final, at=house.at)
    assert Plan.objects.get().submitted_at == house.at
    fact = Fact.objects.get(type="plan_submitted")
    assert fact.role == Role.SECRETARIAT
    assert f'"version":{plan.version}' in bytes(fact.leaf).decode()
    assert plan.digest in bytes(fact.leaf).decode()


def test_nobody_else_submits_it(final: Plan, house: House) -> None:
    for actor in (ANONYMOUS, house.actor(), house.actor(house.official(Role.COMPONENT_LEADER, scope=house.site))):
        with pytest.raises(NotAllowed, match="Only the technical secretariat submits a plan"):
            submit_plan(actor=actor, plan=final, at=house.at)
    assert not Fact.objects.filter(type="plan_submitted").exists()


def test_it_is_refused_while_a_contribution_is_unanswered(final: Plan, house: House) -> None:
    idea: Contribution = house.idea()
    advance(at=house.at)
    Activity.objects.update(process=final.process)
    assert Duty.objects.get().contribution == idea
    assert lacking(final, house.at) == {"MR-4.1": ["1 contribution still waits for its answer."]}
    with pytest.raises(NotAllowed, match="still waits for its answer"):
        submit_plan(actor=secretariat(house), plan=final, at=house.at)


def test_it_is_refused_when_no_draft_was_published_before_the_final_text(house: House) -> None:
    plan = import_plan(actor=HOUSE, document=coming(sound()), at=house.at)
    assert list(lacking(plan, house.at)) == ["draft"]
    with pytest.raises(NotAllowed, match="Nobody could read a draft"):
        submit_plan(actor=secretariat(house), plan=plan, at=house.at + timedelta(days=30))


def test_a_text_that_was_open_for_comments_was_a_draft(house: House) -> None:
    plan = import_plan(actor=HOUSE, document=coming(sound()), at=house.at)
    plan.process.outcomes.update(activity=house.make_activity("drafting"))
    assert lacking(plan, house.at) == {}


def test_it_is_refused_when_a_commitment_names_technology_as_its_only_value(final: Plan, house: House) -> None:
    """The import refuses it, so it can come from a row of earlier days alone."""
    final.goals.get().commitments.filter(outcome__number="2").update(values=["technology_and_innovation"])
    said = lacking(final, house.at)
    assert list(said) == ["T-03", "T-04"]
    assert said["T-04"][0].startswith("At 2.")


def test_it_is_refused_when_a_commitment_lacks_a_lead_a_value_or_a_milestone_and_says_which(house: House) -> None:
    document = changed(coming(sound()), lead=None, values=(), milestones=())
    plan = import_plan(actor=HOUSE, document=document, at=house.at)
    said = lacking(plan, house.at)["whole"]
    assert said == ["Commitment 1 has no lead institution, no OGP value, no milestone."]


def test_it_is_refused_without_a_commitment(house: House) -> None:
    plan = import_plan(actor=HOUSE, document=replace(coming(sound()), commitments=(), making=None), at=house.at)
    assert lacking(plan, house.at)["whole"] == ["The plan has no commitment."]


WHY = Localized(sq="Sepse afati ka ardhur.", en="Because the day has come.")
CHANGES: list[dict[str, Any]] = [
    {}, {"forum": "no"}, {"outreach": ()}, {"outreach": UNKNOWN}, {"documents": ()}, {"documents": UNKNOWN},
    {"meetings": ()}, {"website": None}, {"due": UNKNOWN}, {"consultations": ()}, {"contributions": UNKNOWN},
]  # fmt: skip


@pytest.mark.parametrize("making", CHANGES, ids=str)
@pytest.mark.parametrize("with_draft", [True, False])
def test_it_is_submitted_exactly_when_each_required_rule_holds_or_has_its_reason(
    house: House, making: dict[str, Any], with_draft: bool
) -> None:
    """What is unknown does not hold; one reason less, or a reason in one language, and it is refused."""
    document = with_making(coming(sound()), **making)
    if with_draft:
        import_plan(actor=HOUSE, document=changed(document, solution={"en": "A draft."}), at=house.at - timedelta(9))
    plan = import_plan(actor=HOUSE, document=document, at=house.at)
    required = {one.id: one.outcome for one in plan_check(plan, as_of=house.at.date()).findings if one.level == "error"}
    wanted = {one.code for one in requirements(plan, house.at) if not one.holds}
    assert wanted == {rule for rule, found in required.items() if found is not Outcome.PASSED} | (
        set() if with_draft else {"draft"}
    )
    for left_out in wanted:
        for given in ({}, {left_out: Localized(en="Because.")}):
            with pytest.raises(NotAllowed):
                submit_plan(
                    actor=HOUSE, plan=plan, reasons=dict.fromkeys(wanted - {left_out}, WHY) | given, at=house.at
                )
    assert not RuleOverride.objects.exists()
    submit_plan(actor=HOUSE, plan=plan, reasons=dict.fromkeys([*wanted, "T-07"], WHY), at=house.at)
    assert set(RuleOverride.objects.values_list("rule", flat=True)) == wanted
    assert Fact.objects.filter(type="rule_overridden").count() == len(wanted)


def test_no_reason_lets_a_plan_be_submitted_twice(final: Plan, house: House) -> None:
    submit_plan(actor=HOUSE, plan=final, at=house.at)
    with pytest.raises(NotAllowed, match="It was submitted on"):
        submit_plan(actor=HOUSE, plan=final, reasons={"once": WHY}, at=house.at)


def test_a_version_that_nobody_saw_is_not_submitted(final: Plan, house: House) -> None:
    with pytest.raises(NotAllowed, match="A new version of the plan was published meanwhile"):
        submit_plan(actor=HOUSE, plan=final, seen_version=1, at=house.at)
    assert submit_plan(actor=HOUSE, plan=final, seen_version=2, at=house.at).submitted_at


def test_the_reason_of_an_override_is_opened_to_the_letter(house: House) -> None:
    plan = import_plan(actor=HOUSE, document=coming(sound()), at=house.at)
    submit_plan(actor=HOUSE, plan=plan, reasons={"draft": WHY}, at=house.at)
    row = RuleOverride.objects.get()
    opening = Opening.objects.get(digest=row.digest)
    assert json.loads(opening.text) == {"sq": "Sepse afati ka ardhur.", "en": "Because the day has come."}


def test_it_is_submitted_once(final: Plan, house: House) -> None:
    submit_plan(actor=HOUSE, plan=final, at=house.at)
    with pytest.raises(NotAllowed, match="It was submitted on"):
        submit_plan(actor=HOUSE, plan=final, at=house.at + timedelta(days=1))
    assert Fact.objects.filter(type="plan_submitted").count() == 1


def test_a_plan_whose_file_tells_its_submission_is_not_submitted_again(house: House) -> None:
    document = with_institution(sound())
    plan = import_plan(actor=HOUSE, document=document, at=house.at)
    assert lacking(plan, house.at)["once"] == ["Its file tells that it was submitted already (2023-12-15)."]


def test_all_reasons_are_said_at_once(house: House) -> None:
    plan = import_plan(actor=HOUSE, document=changed(coming(sound()), values=()), at=house.at)
    with pytest.raises(NotAllowed) as refused:
        submit_plan(actor=HOUSE, plan=plan, at=house.at)
    reason = str(refused.value.reason)
    assert "Nobody could read a draft" in reason
    assert "Commitment 1 has no OGP value." in reason


def test_the_check_and_the_exported_file_use_the_day(final: Plan, house: House) -> None:
    def outcome(rule: str, on: date) -> Outcome:
        return next(one.outcome for one in plan_check(Plan.objects.get(), as_of=on).findings if one.id == rule)

    much_later = date(2030, 1, 1)
    final.making["due"] = "2026-12-01"
    final.making["previous"]["to"] = "2026-12-31"
    final.save(update_fields=["making"])
    assert outcome("C-05", much_later) is Outcome.FAILED
    assert outcome("C-06", much_later) is Outcome.FAILED
    plan = submit_plan(actor=HOUSE, plan=final, at=house.at)
    assert outcome("C-05", much_later) is Outcome.PASSED
    assert outcome("C-06", much_later) is Outcome.PASSED
    made = plan_document(plan).making
    assert made is not None
    assert str(made.submitted) == "2026-11-24"


def test_a_plan_being_made_is_refused_whole_where_technology_stands_alone(house: House) -> None:
    document = coming(with_commitment(values=("technology_and_innovation",)))
    with pytest.raises(UsageProblem) as refused:
        import_plan(actor=HOUSE, document=document, at=house.at)
    assert str(refused.value).startswith(f"commitment 2: {why_not_technology_alone('en')}")
    assert "\n" not in str(refused.value)
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("submitted", "comes_in"), [("2026-11-24", True), ("2025-05", True), ("2026-12-31", False), ("unknown", False)]
)
def test_a_plan_of_the_past_comes_in_as_it_is(house: House, submitted: str, comes_in: bool) -> None:
    plain = coming(with_commitment(values=("technology_and_innovation",)))
    assert plain.making is not None
    day = UNKNOWN if submitted == "unknown" else StatedDate.parse(submitted)
    told = replace(plain, making=replace(plain.making, submitted=day))
    if comes_in:
        plan = import_plan(actor=HOUSE, document=told, at=house.at)
        failed = plan_check(plan, as_of=house.at.date()).failed
        assert "T-04" in {finding.id for finding in failed}
    else:
        with pytest.raises(UsageProblem, match="Technology and innovation alone"):
            import_plan(actor=HOUSE, document=told, at=house.at)


def test_a_plan_that_has_ended_is_history_even_when_no_source_tells_its_submission(house: House) -> None:
    document = with_commitment(values=("technology_and_innovation",))
    assert document.making is not None
    untold = with_institution(replace(document, making=replace(document.making, submitted=None)))
    plan = import_plan(actor=HOUSE, document=untold, at=house.at)
    assert plan.version == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_submit_at_once_leave_one_submission_on_record() -> None:
    house = House()
    document = coming(sound())
    import_plan(actor=HOUSE, document=changed(document, solution={"en": "A draft."}), at=house.at - timedelta(days=9))
    plan = import_plan(actor=HOUSE, document=document, at=house.at)
    barrier = Barrier(4)

    def submit(_number: int) -> bool:
        try:
            barrier.wait(timeout=20)
            submit_plan(actor=HOUSE, plan=plan, at=house.at)
        except NotAllowed:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(submit, range(4)))
    assert done.count(True) == 1
    assert Fact.objects.filter(type="plan_submitted").count() == 1
