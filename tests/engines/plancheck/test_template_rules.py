"""What a commitment and a milestone must say."""

import pytest

from kuvend.engines.formats.plan.details import Baseline, Cost, Indicator
from kuvend.engines.formats.plan.documents import UNKNOWN
from kuvend.engines.plancheck.goals_2030 import LETTERED, NUMBERED
from kuvend.engines.plancheck.words import is_plain, is_vague, names_a_deed
from tests.engines.plancheck.sound import fails, is_unknown, passes, with_commitment, with_milestone


def test_a_baseline_needs_its_figure_its_source_and_its_date() -> None:
    assert fails("T-01", with_commitment(baseline=None))
    assert fails("T-01", with_commitment(baseline=Baseline(figure="12%", source="A report")))
    assert is_unknown("T-01", with_commitment(baseline=Baseline(figure="12%", source="A report", day=UNKNOWN)))
    assert fails("T-01", with_commitment(baseline=Baseline(figure="few", source="A report", day=UNKNOWN)))


def test_technology_counts_beside_another_value_but_not_alone() -> None:
    assert fails("T-04", with_commitment(values=("technology_and_innovation",)))
    assert passes("T-04", with_commitment(values=("technology_and_innovation", "civic_participation")))
    assert is_unknown("T-04", with_commitment(values=UNKNOWN))


def test_a_value_without_an_answer_is_no_value() -> None:
    assert fails("T-03", with_commitment(values=()))
    assert fails("T-03", with_commitment(value_answers={"public_accountability": {"en": "Yes."}}))


@pytest.mark.parametrize("title", ["The new portal", "Portali i ri", "Publish"])
def test_a_milestone_that_names_no_deed_is_not_verifiable(title: str) -> None:
    assert fails("T-05", with_milestone(title={"en": title}))


@pytest.mark.parametrize(
    "title",
    ["Publish the register", "The ministry adopts the rules", "Publication of the data", "Miratimi i ligjit",
     "Trajnimi i 200 zyrtarëve", "Ngritja e komisionit"],
)  # fmt: skip
def test_a_deed_is_a_verb_or_a_noun_made_of_one(title: str) -> None:
    assert names_a_deed(title)


def test_a_milestone_without_days_has_no_calendar() -> None:
    assert fails("T-06", with_milestone(from_date=None))
    assert is_unknown("T-06", with_milestone(from_date=UNKNOWN))


def test_civil_society_is_named_or_its_absence_is_explained() -> None:
    assert passes("T-08", with_commitment(civil_society=(), no_civil_society={"en": "A secret service."}))
    assert is_unknown("T-08", with_commitment(civil_society=UNKNOWN))


def test_one_result_for_the_public_is_enough() -> None:
    assert passes("T-09", with_milestone(audience="internal"))
    assert is_unknown("T-09", with_commitment(milestones=UNKNOWN))


def test_what_is_carried_over_names_where_it_comes_from() -> None:
    assert passes("T-10", with_commitment(carried_over="yes", earlier=("AL0047",)))
    assert fails("T-10", with_commitment(carried_over=""))
    assert is_unknown("T-10", with_commitment(carried_over="yes", earlier=UNKNOWN))


def test_a_commitment_without_money_says_so() -> None:
    assert passes("T-11", with_commitment(cost=Cost(unfunded=True)))
    assert fails("T-11", with_commitment(cost=None))


def test_what_the_government_began_needs_no_contribution() -> None:
    assert passes("T-12", with_commitment(contributions=(), government_initiated=True))


def test_there_are_169_targets_of_sustainable_development() -> None:
    assert sum(NUMBERED) + sum(map(len, LETTERED)) == 169


@pytest.mark.parametrize("target", ["16.13", "18.1", "0.1", "16", "16.d", "16.ab", "x.1"])
def test_a_target_that_does_not_exist_is_refused(target: str) -> None:
    assert fails("T-13", with_commitment(sdg_targets=(target,)))


def test_naming_no_target_is_no_fault() -> None:
    assert passes("T-13", with_commitment(sdg_targets=()))


@pytest.mark.parametrize(
    "title", ["Promote access", "Mbështetja e OJF-ve", "Sensibilizimi i publikut", "SUPPORT for all"]
)
def test_a_deed_that_cannot_be_seen_is_vague(title: str) -> None:
    assert is_vague(title)


def test_a_vague_word_later_in_the_title_is_no_fault() -> None:
    assert not is_vague("Expand the portal and promote access")


def test_long_sentences_are_not_plain() -> None:
    assert is_plain(" ".join(["word"] * 25) + ".")
    assert not is_plain(" ".join(["word"] * 26) + ".")
    assert is_plain(" ".join(["word"] * 26) + ". Short ones help.")


def test_an_indicator_needs_target_unit_and_day() -> None:
    assert fails("T-16", with_milestone(indicators=()))
    assert is_unknown(
        "T-16", with_milestone(indicators=(Indicator(text={"en": "A"}, target=UNKNOWN, unit="%", day=UNKNOWN),))
    )
