"""Every rule is met by a sound plan and broken by one planted fault."""

import pytest

from kuvend.engines.plancheck import Outcome, check_plan
from kuvend.engines.plancheck.checking import RULES
from kuvend.engines.plancheck.rule_sets import rule_sets, wordings
from tests.engines.plancheck.faults import BY, FAULTS
from tests.engines.plancheck.sound import AS_OF, found, passes, sound

SENTENCES = {wording.id: f"{wording.id} {wording.sentence['en']}" for wording in wordings("RS-2022")}


def test_every_rule_has_its_fault() -> None:
    assert set(FAULTS) == set(RULES) == set(SENTENCES)


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
