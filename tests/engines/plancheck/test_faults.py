"""Every rule is met by a sound plan and broken by one planted fault."""

from dataclasses import replace

import pytest

from kuvend.engines.formats.plan.details import Cost
from kuvend.engines.formats.plan.documents import UNKNOWN
from kuvend.engines.plancheck import Outcome, check_plan
from kuvend.engines.plancheck.checking import RULES
from kuvend.engines.plancheck.rule_sets import rule_sets, wordings
from tests.engines.plancheck.faults import BY, FAULTS, TOGETHER
from tests.engines.plancheck.sound import AS_OF, fails, found, passes, sound

SENTENCES = {wording.id: f"{wording.id} {wording.sentence['en']}" for wording in wordings("RS-2022")}


def test_every_rule_has_one_failing_and_one_passing_example() -> None:
    """All 37 of them: the planted faults show the failed outcome, the sound plan the passed one."""
    assert len(RULES) == 37
    failing = {rule for rule, plan in FAULTS.items() if fails(rule, plan, by=BY.get(rule, "RS-2022"))}
    passing = {rule for rule in RULES if passes(rule, sound(), by=BY.get(rule, "RS-2022"))}
    assert failing == passing == set(RULES) == set(SENTENCES)


@pytest.mark.parametrize("rule", RULES, ids=SENTENCES.get)
def test_a_planted_fault_breaks_no_other_rule(rule: str) -> None:
    check = check_plan(FAULTS[rule], as_of=AS_OF, by=BY.get(rule, "RS-2022"))
    assert {finding.id for finding in check.failed} == {rule} | TOGETHER.get(rule, set())


@pytest.mark.parametrize("one", rule_sets(), ids=lambda one: one.id)
def test_every_number_of_a_rule_stands_in_its_set(one: object) -> None:
    """A number that no text states is null there or named as not stated; none is hidden in the code."""
    numbers = one.numbers  # type: ignore[attr-defined]
    assert numbers.commitments == (5, 15)
    assert (numbers.least_months is None) == (one.id == "RS-2022")  # type: ignore[attr-defined]


@pytest.mark.parametrize("one", rule_sets(), ids=lambda one: one.id)
def test_a_check_says_which_numbers_the_texts_do_not_state(one: object) -> None:
    by = one.id  # type: ignore[attr-defined]
    check = check_plan(sound(), as_of=AS_OF, by=by)
    for finding in check.findings:
        assert set(finding.unconfirmed) in (set(), {"sq", "en"}), finding.id
    named = {finding.id for finding in check.findings if finding.unconfirmed}
    always = {"C-12", "MR-3.3", "T-02", "T-15"}
    assert (
        named
        == always
        | {
            "RS-2013": {"MR-2.2", "MR-5.1"},
            "RS-2017": {"MR-1.1", "MR-2.2", "MR-3.2", "MR-5.1"},
            "RS-2022": {"C-04", "C-08", "C-10", "MR-3.1", "MR-3.2"},
        }[by]
    )


@pytest.mark.parametrize("rule", RULES, ids=SENTENCES.get)
def test_the_sound_plan_shows_that(rule: str) -> None:
    assert passes(rule, sound(), by=BY.get(rule, "RS-2022"))


@pytest.mark.parametrize("rule", RULES, ids=SENTENCES.get)
def test_it_is_a_fault_when_it_does_not_hold_that(rule: str) -> None:
    finding = found(rule, FAULTS[rule], by=BY.get(rule, "RS-2022"))
    assert finding.outcome is Outcome.FAILED
    assert finding.mend["sq"] and finding.mend["en"]
    if rule.startswith("T-"):
        assert finding.failed_at in {("2",), ("2.1",)}


@pytest.mark.parametrize("one", rule_sets(), ids=lambda one: one.id)
def test_the_sound_plan_breaks_no_rule_of_any_set(one: object) -> None:
    by = one.id  # type: ignore[attr-defined]
    open_ones = {
        finding.id
        for finding in check_plan(sound(), as_of=AS_OF, by=by).findings
        if finding.outcome is not Outcome.PASSED
    }
    assert open_ones == ({"C-04"} if by == "RS-2022" else set())


@pytest.mark.parametrize("one", rule_sets(), ids=lambda one: one.id)
def test_every_set_has_every_rule_in_both_languages_with_level_and_source(one: object) -> None:
    said = wordings(one.id)  # type: ignore[attr-defined]
    assert [wording.id for wording in said] == list(RULES)
    for wording in said:
        assert wording.level in {"error", "advice"}
        assert wording.source.startswith("https://")
        assert wording.reads
        texts = [wording.sentence, wording.mend, *wording.notes.values()]
        assert all(set(text) == {"sq", "en"} and all(text.values()) for text in texts), wording.id


def test_technology_alone_is_refused_with_the_sentence_why() -> None:
    finding = found("T-04", FAULTS["T-04"])
    assert finding.level == "error"
    assert "faster service does not open it" in finding.why["en"]
    assert "nuk e hap atë" in finding.why["sq"]


@pytest.mark.parametrize(
    ("costs", "outcome"),
    [
        ([Cost(unfunded=True), Cost(unfunded=True)], Outcome.PASSED),
        ([Cost(unfunded=True), UNKNOWN], Outcome.UNKNOWN),
        ([Cost(unfunded=True), None], Outcome.FAILED),
        ([UNKNOWN, None, Cost(unfunded=True)], Outcome.FAILED),
    ],
)
def test_over_several_commitments_a_check_has_failed_if_any_failed_else_is_unknown_if_any_is(
    costs: list[object], outcome: Outcome
) -> None:
    one = sound().commitments[0]
    commitments = [
        replace(one, number=str(place), details=replace(one.details, cost=cost))  # type: ignore[arg-type]
        for place, cost in enumerate(costs, start=1)
    ]
    assert found("T-11", replace(sound(), commitments=tuple(commitments))).outcome is outcome
