"""The check of Albania's plan 2020-2022 says what is known of it, and no more."""

from datetime import date
from pathlib import Path

from kuvend.engines.formats.plan import read_plan
from kuvend.engines.plancheck import Outcome, check_plan

ALBANIA = Path(__file__).resolve().parents[3] / "examples" / "albania-2020-2022" / "plan.yaml"
CHECK = check_plan(read_plan(ALBANIA.read_text(encoding="utf-8")), as_of=date(2026, 11, 24))
FOUND = {finding.id: finding for finding in CHECK.findings}


def test_it_is_judged_by_the_rules_of_its_due_date_which_ask_for_a_quarterly_forum() -> None:
    assert CHECK.rule_set == "RS-2017"
    assert "every quarter" in FOUND["MR-1.1"].sentence["en"]


def test_it_was_made_without_a_forum_and_was_the_second_contrary_cycle_in_a_row() -> None:
    assert {finding.id for finding in CHECK.failed} == {"MR-1.1", "MR-1.2", "C-09"}


def test_nine_commitments_are_within_the_recommended_number() -> None:
    passed = {name for name, finding in FOUND.items() if finding.outcome is Outcome.PASSED}
    assert passed == {"C-02", "C-08", "C-10"}


def test_values_leads_and_milestones_are_unknown_where_no_source_tells_them() -> None:
    everywhere = tuple(str(number) for number in range(1, 10))
    for rule in ("T-03", "T-04", "T-05", "T-06", "T-07", "T-16", "C-07"):
        assert (FOUND[rule].outcome, FOUND[rule].unknown_at) == (Outcome.UNKNOWN, everywhere)


def test_what_five_commitments_tell_is_not_asked_of_them_again() -> None:
    assert FOUND["T-01"].unknown_at == ("2", "3", "4", "5", "9")
    assert FOUND["T-08"].unknown_at == ("1", "2", "3", "4")
    assert FOUND["T-10"].unknown_at == ("3", "4", "5", "7", "8", "9")
