"""When the next plan is due and what follows, as OGP's calendar says for each rule set."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuvend.engines.formats.days import add_months
from kuvend.engines.plancheck.cycle import Delivery, delivery, time_left
from kuvend.engines.plancheck.rule_sets import rule_sets
from kuvend.engines.plancheck.spans import Span

DAYS = st.dates(date(2012, 1, 1), date(2035, 12, 31))
TODAY = date(2026, 11, 25)


def span(day: str | None) -> Span | None:
    return Span(date.fromisoformat(day), date.fromisoformat(day)) if day else None


def of(*, previous: str | None = None, due: str | None = None, end: str | None = None) -> Delivery:
    return delivery(previous_end=span(previous), due=span(due), end=span(end), as_of=TODAY)


def reached(one: Delivery, day: str) -> list[str]:
    return [step.code for step in one.reached(date.fromisoformat(day))]


def test_drafting_happens_in_the_last_six_months_and_the_next_plan_starts_the_day_after() -> None:
    one = of(previous="2027-02-16")
    assert (one.window_first, one.window_last) == (span("2026-08-16"), span("2027-02-16"))
    assert one.latest_start == span("2027-02-17")
    assert of(previous="2024-08-31").window_first == span("2024-02-29")
    assert of(previous="2023-08-31").window_first == span("2023-02-28")
    assert of(previous="2024-02-29").latest_start == span("2024-03-01")


def test_of_2017_a_plan_before_1_january_is_late_and_after_it_contrary_to_process() -> None:
    one = of(previous="2018-06-30", due="2018-08-31", end="2020-08-31")
    assert one.rule_set == "RS-2017"
    assert reached(one, "2018-08-31") == ["end"]
    assert reached(one, "2018-09-01") == ["due", "end"]
    assert reached(one, "2018-12-31") == ["due", "end"]
    assert reached(one, "2019-01-02") == ["short", "limit", "due", "end"]
    contrary = one.reached(date(2019, 1, 1))[0]
    assert contrary.code == "limit"
    assert "contrary to the OGP process" in contrary.sentence["en"]
    assert "other cycle" in contrary.sentence["en"]


def test_of_2017_twenty_months_are_left_up_to_1_january() -> None:
    assert time_left(delivered=date(2019, 1, 1), end=date(2020, 8, 31)).months == 20
    assert time_left(delivered=date(2019, 1, 2), end=date(2020, 8, 31)).months == 19
    short = {step.code: step for step in of(due="2018-08-31", end="2020-08-31").steps}["short"]
    assert short.after == span("2019-01-01")
    assert "20" in short.sentence["sq"]


def test_of_2013_more_than_four_months_are_referred() -> None:
    one = of(due="2014-06-30", end="2016-06-30")
    assert one.rule_set == "RS-2013"
    assert reached(one, "2014-10-30") == ["due"]
    assert reached(one, "2014-10-31") == ["limit", "due"]
    assert "Criteria and Standards" in one.reached(date(2014, 10, 31))[0].sentence["en"]


def test_since_2022_twelve_months_without_a_plan_are_contrary_to_process() -> None:
    one = of(previous="2022-08-31", due="2022-12-31", end="2024-12-31")
    assert one.rule_set == "RS-2022"
    assert reached(one, "2023-08-31") == ["due", "end"]
    assert reached(one, "2023-09-01") == ["limit", "due", "end"]
    assert [step.code for step in one.ahead(date(2023, 8, 31))] == ["limit"]
    assert "short" not in {step.code for step in one.steps}


def test_what_is_not_known_gives_no_step() -> None:
    assert of().steps == ()
    assert of(previous="2027-02-16").due is None
    year = delivery(previous_end=Span(date(2022, 1, 1), date(2022, 12, 31)), due=None, end=None, as_of=TODAY)
    assert [step.code for step in year.reached(date(2022, 12, 31))] == []
    assert [step.code for step in year.reached(date(2024, 1, 1))] == ["limit", "end"]


@pytest.mark.parametrize("rules", [one.id for one in rule_sets()])
def test_every_consequence_is_said_in_both_languages_with_its_source(rules: str) -> None:
    due = {one.id: one.from_date for one in rule_sets()}[rules] + timedelta(days=200)
    one = delivery(previous_end=Span(due, due), due=Span(due, due), end=Span(due, due), as_of=TODAY)
    assert one.rule_set == rules
    for step in one.steps:
        assert step.source.startswith("https://")
        assert all(step.sentence[language].endswith(".") for language in ("sq", "en"))
        assert "{" not in "".join(step.sentence.values())


@given(DAYS, st.integers(0, 1500))
def test_time_left_and_the_day_of_delivery_make_the_end(delivered: date, length: int) -> None:
    end = delivered + timedelta(days=length)
    left = time_left(delivered=delivered, end=end)
    assert add_months(delivered, left.months) + timedelta(days=left.days) == end + timedelta(days=1)
    assert left.days < 31


@given(DAYS, DAYS)
def test_each_later_day_of_delivery_leaves_no_more_time(one: date, other: date) -> None:
    end = date(2036, 1, 31)
    early, late = sorted((one, other))
    first, second = (time_left(delivered=day, end=end) for day in (early, late))
    assert first.months >= second.months


@given(DAYS, DAYS, DAYS, DAYS)
def test_steps_stand_in_time_and_a_later_day_never_passes_fewer(
    previous: date, due: date, end: date, day: date
) -> None:
    one = delivery(previous_end=Span(previous, previous), due=Span(due, due), end=Span(end, end), as_of=day)
    assert [step.after.last for step in one.steps] == sorted(step.after.last for step in one.steps)
    assert len(one.reached(day)) + len(one.ahead(day)) == len(one.steps)
    assert len(one.reached(day)) <= len(one.reached(day + timedelta(days=30)))
