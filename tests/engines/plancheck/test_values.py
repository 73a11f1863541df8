"""OGP's values: their guiding questions, and the one that is none by itself."""

import pytest

from kuvend.accountability.plans.enums import Value
from kuvend.engines.plancheck import guided_values, technology_alone, why_not_technology_alone
from tests.engines.plancheck.faults import FAULTS
from tests.engines.plancheck.sound import found


def test_every_ogp_value_has_guiding_questions_in_both_languages() -> None:
    assert [one.code for one in guided_values()] == Value.values
    for one in guided_values():
        assert one.questions
        assert all(
            set(question) == {"sq", "en"} and all("?" in said for said in question.values())
            for question in one.questions
        )
        assert one.source.startswith("https://")


@pytest.mark.parametrize(
    ("values", "alone"),
    [
        (["technology_and_innovation"], True),
        (["technology_and_innovation", "civic_participation"], False),
        (["civic_participation"], False),
        ([], False),
    ],
)
def test_technology_is_alone_only_when_no_other_value_is_claimed(values: list[str], alone: bool) -> None:
    assert technology_alone(values) is alone


@pytest.mark.parametrize("language", ["sq", "en"])
def test_the_sentence_why_is_the_rules_own(language: str) -> None:
    finding = found("T-04", FAULTS["T-04"])
    assert why_not_technology_alone(language) == f"{finding.sentence[language]} {finding.why[language]}"
