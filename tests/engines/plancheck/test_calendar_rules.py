"""The calendar's limits, each a day before and a day after."""

from dataclasses import replace
from datetime import date

import pytest

from kuvend.engines.formats.plan.documents import UNKNOWN
from kuvend.engines.formats.plan.making import Document, Previous
from tests.engines.plancheck.sound import (
    day,
    fails,
    found,
    is_unknown,
    passes,
    sound,
    with_making,
    with_period,
)


def test_a_plan_may_start_on_the_day_after_the_last_one_or_earlier_but_not_later() -> None:
    assert passes("C-01", with_making(previous=Previous(to_date=day("2024-03-31"))))
    assert passes("C-01", with_making(previous=Previous(to_date=day("2023-12-31"))))
    assert fails("C-01", with_making(previous=Previous(to_date=day("2023-12-30"))))
    assert passes("C-01", with_making(previous=None))
    assert is_unknown("C-01", with_making(previous=Previous(to_date=day("2023"), contrary="no")))


def test_drafting_may_begin_six_months_before_the_last_plan_ends() -> None:
    assert passes("C-02", with_making(drafting_from=day("2023-06-30")))
    assert fails("C-02", with_making(drafting_from=day("2023-06-29")))
    assert is_unknown("C-02", with_making(drafting_from=UNKNOWN))


@pytest.mark.parametrize(
    ("last", "rule_set", "outcome"),
    [
        ("2025-12-31", "RS-2022", "passed"),
        ("2027-12-31", "RS-2022", "passed"),
        ("2026-12-31", "RS-2022", "failed"),
        ("2027-12-31", "RS-2017", "failed"),
        ("2025-08-31", "RS-2017", "passed"),
        ("2025-08-30", "RS-2017", "failed"),
        ("2025", "RS-2022", "unknown"),
    ],
)
def test_a_plan_lasts_two_years_and_since_2022_two_or_four(last: str, rule_set: str, outcome: str) -> None:
    assert found("C-03", with_period("2024-01-01", last), by=rule_set).outcome.value == outcome


def test_from_delivery_on_18_or_20_months_are_left_to_implement() -> None:
    late = with_making(submitted=day("2024-05-02"))
    assert fails("C-04", late, by="RS-2017")
    assert passes("C-04", late, by="RS-2013")
    assert fails("C-04", with_making(submitted=day("2024-07-02")), by="RS-2013")
    assert is_unknown("C-04", late, by="RS-2022")


@pytest.mark.parametrize(
    ("rule_set", "submitted", "words"),
    [
        ("RS-2013", "2024-04-30", "up to four months"),
        ("RS-2013", "2024-05-01", "more than four months"),
        ("RS-2022", "2024-12-31", "within 12 months"),
        ("RS-2022", "2025-01-01", "contrary to the OGP process"),
    ],
)
def test_a_late_plan_is_told_what_its_delay_leads_to(rule_set: str, submitted: str, words: str) -> None:
    finding = found("C-05", with_making(submitted=day(submitted)), by=rule_set)
    assert finding.outcome.value == "failed"
    assert words in finding.why["en"]
    assert finding.why["sq"]


def test_by_the_rules_of_2017_the_limit_is_the_end_of_the_year() -> None:
    due = day("2020-08-31")
    in_time, late = with_making(due=due, submitted=day("2020-12-31")), with_making(due=due, submitted=day("2021-01-01"))
    assert passes("C-06", in_time, by="RS-2017")
    assert "it keeps its last day" in found("C-05", in_time, by="RS-2017").why["en"]
    assert fails("C-06", late, by="RS-2017")
    assert "other cycle" in found("C-05", late, by="RS-2017").why["en"]


def test_a_plan_that_is_not_delivered_is_judged_as_of_today() -> None:
    waiting = with_making(submitted=None)
    assert passes("C-05", waiting, as_of=date(2023, 12, 31))
    assert fails("C-05", waiting, as_of=date(2024, 1, 1))
    assert passes("C-06", waiting, as_of=date(2024, 12, 31))
    assert found("C-06", waiting, as_of=date(2024, 12, 31)).why["en"]
    assert fails("C-06", waiting, as_of=date(2025, 1, 1))


def test_a_four_year_plan_is_refreshed_after_two_years_give_or_take_a_month() -> None:
    four = with_period("2024-01-01", "2027-12-31")
    assert fails("C-08", four)
    assert passes("C-08", with_making(four, refresh=day("2026-01-01")))
    assert passes("C-08", with_making(four, refresh=day("2026-02-01")))
    assert fails("C-08", with_making(four, refresh=day("2026-02-02")))
    assert is_unknown("C-08", with_making(four, refresh=UNKNOWN))


def test_two_contrary_cycles_in_a_row_fail_and_one_does_not() -> None:
    assert fails("C-09", with_making(contrary="yes"))
    assert passes("C-09", with_making(contrary="yes", previous=Previous(to_date=day("2023-12-31"), contrary="no")))
    assert is_unknown("C-09", with_making(contrary=""))
    assert passes("C-09", with_making(contrary="unknown", previous=None))


def test_a_plan_in_a_country_whose_language_is_not_listed_needs_english_at_least() -> None:
    assert is_unknown("C-11", replace(sound(), country="XK"))
    only_albanian = with_making(documents=(Document(kind="final_plan", title={"sq": "Plani"}, languages=("sq",)),))
    assert fails("C-11", replace(only_albanian, country="XK"))


def test_a_self_assessment_is_missed_only_when_its_three_months_are_over() -> None:
    without = with_making(documents=())
    assert passes("C-12", without, as_of=date(2025, 3, 31))
    assert fails("C-12", without, as_of=date(2025, 4, 1))
    assert is_unknown("C-12", with_making(documents=(), partial=("documents",)), as_of=date(2025, 4, 1))


def test_the_rules_of_2017_ask_for_the_self_assessment_of_the_whole_plan_only() -> None:
    at_the_end = Document(kind="self_assessment", title={"en": "A"}, day=day("2026-01-15"), url="https://o.example")
    only_that = with_making(documents=(at_the_end,))
    assert passes("C-12", only_that, by="RS-2017")
    assert fails("C-12", only_that, by="RS-2013")
    assert fails("C-12", only_that, by="RS-2022")
