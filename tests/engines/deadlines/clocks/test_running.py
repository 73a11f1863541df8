"""Due days: the same as somebody finds who looks at one day after another, and those that the laws' readers state."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuvend.engines.deadlines import due_date
from kuvend.engines.deadlines.calendars import Calendar, calendar_of
from kuvend.engines.deadlines.clocks import (
    ClockProblem,
    Due,
    Event,
    ExtensionEvent,
    PauseEvent,
    TransferEvent,
    due,
    regime,
)
from kuvend.engines.deadlines.clocks.regimes import Extension, Pause, Rule, Term, Transfer, Unit
from tests.engines.deadlines.clocks.daily import day_by_hand
from tests.engines.deadlines.clocks.drawn import (
    SOURCE,
    WORDS,
    calendar_with,
    calendars,
    lives,
    regime_of,
    rule_of,
    stories,
)

TEN = Term(10, Unit.WORKING_DAYS)
WEEKENDS = calendar_with(frozenset())


def day(text: str) -> date:
    return date.fromisoformat(text)


def due_on(key: str, deed: str, start: str, *events: Event) -> date:
    return due(regime(key), deed, day(start), events=events).date


def due_or_none(rule: Rule, start: date, events: list[Event], calendar: Calendar) -> date | None:
    try:
        return due(regime_of(rule), "answer", start, events=events, calendar=calendar).date
    except ClockProblem:
        return None


@settings(max_examples=300)
@given(stories(), calendars())
def test_a_due_day_is_the_one_that_is_found_day_by_day(
    story: tuple[Rule, date, list[Event]], calendar: Calendar
) -> None:
    rule, start, events = story
    assert due_or_none(rule, start, events, calendar) == day_by_hand(rule, start, events, calendar)


@given(st.dates(date(2018, 1, 1), date(2026, 6, 30)), st.integers(1, 60))
def test_a_plain_term_of_working_days_is_the_due_date_that_everybody_is_told(start: date, number: int) -> None:
    rule = rule_of(Term(number, Unit.WORKING_DAYS))
    assert due(regime_of(rule), "answer", start, calendar=calendar_of("AL")).date == due_date(start, number)


ANYTHING_GOES = rule_of(
    TEN,
    extension=Extension(most=TEN, whole=False, deed=WORDS, times=2, source=SOURCE),
    pause=Pause(act=WORDS, source=SOURCE),
    transfer=Transfer(restarts=True, whole=None, within=None, source=SOURCE),
)


@given(lives(ANYTHING_GOES), calendars())
def test_events_may_be_told_in_any_order(life: tuple[date, list[Event]], calendar: Calendar) -> None:
    start, events = life
    single = list({event.on: event for event in events}.values())
    backwards = single[::-1]
    assert due_or_none(ANYTHING_GOES, start, single, calendar) == due_or_none(ANYTHING_GOES, start, backwards, calendar)


# What the texts state.


@pytest.mark.parametrize(
    ("key", "deed", "start", "expected"),
    [
        ("ie-lobbying", "return", "2024-04-30", "2024-05-21"),
        ("ie-lobbying", "return", "2016-08-31", "2016-09-21"),
        ("ie-lobbying", "return", "2016-12-31", "2017-01-21"),  # a Saturday, and it was the last day all the same
        ("ogp", "late-plan", "2020-08-31", "2020-12-31"),  # "before January 1 of the following year"
        ("al-119-2014", "answer", "2026-10-05", "2026-10-19"),
        ("al-119-2014", "answer", "2026-11-27", "2026-12-16"),  # 30 November, 1 and 8 December are holidays
        ("al-119-2014", "answer-registered", "2026-11-27", "2026-12-04"),
        ("al-119-2014", "complaint", "2026-10-19", "2026-12-03"),
        ("al-119-2014", "decision", "2026-10-19", "2026-11-09"),
        ("al-146-2014", "comments", "2026-10-05", "2026-11-02"),
        ("fr-algorithms", "explanation", "2025-01-31", "2025-02-28"),
    ],
)
def test_stated_days(key: str, deed: str, start: str, expected: str) -> None:
    assert due_on(key, deed, start) == day(expected)


def test_a_request_that_is_passed_on_is_answered_fifteen_days_after_it_came_to_the_first() -> None:
    assert due_on("al-119-2014", "answer", "2026-10-05", TransferEvent(day("2026-10-12"))) == day("2026-10-26")


def test_both_times_of_the_right_to_information_may_be_extended_once_by_five() -> None:
    extended, transferred = ExtensionEvent(day("2026-10-15")), TransferEvent(day("2026-10-12"))
    assert due_on("al-119-2014", "answer", "2026-10-05", extended) == day("2026-10-26")
    assert due_on("al-119-2014", "answer", "2026-10-05", extended, transferred) == day("2026-11-02")
    assert due_on("al-119-2014", "answer", "2026-10-05", ExtensionEvent(day("2026-10-15"), by=2)) == day("2026-10-21")
    with pytest.raises(ClockProblem, match="no more extensions than 1"):
        due_on("al-119-2014", "answer", "2026-10-05", extended, ExtensionEvent(day("2026-10-16")))
    with pytest.raises(ClockProblem, match="by 1 to 5 working days here, not by 6"):
        due_on("al-119-2014", "answer", "2026-10-05", ExtensionEvent(day("2026-10-15"), by=6))


def test_comments_on_a_complex_act_have_forty_days_from_the_notice() -> None:
    extended = due(
        regime("al-146-2014"), "comments", day("2026-10-05"), events=[ExtensionEvent(day("2026-10-20"))]
    ).date
    assert extended == due_date(day("2026-10-05"), 40)


def test_the_day_of_a_fees_notice_and_the_day_of_the_fee_are_not_counted() -> None:
    plain = due_on("uk-foia", "answer", "2026-10-05")
    assert plain == day("2026-11-02")
    assert due_on("uk-foia", "answer", "2026-10-05", PauseEvent(day("2026-10-08"), day("2026-10-09"))) == day(
        "2026-11-04"
    )


def test_a_bank_holiday_of_one_part_of_the_kingdom_is_one_in_all() -> None:
    calendar = calendar_of("GB-any")
    for holiday in ("2013-01-02", "2014-07-14", "2014-08-04"):  # Scotland, Northern Ireland, Scotland
        assert not calendar.is_working_day(day(holiday))


def test_a_petition_is_open_a_day_longer_for_each_day_of_pause() -> None:
    assert due_on("uk-petitions", "collection", "2026-01-31") == day("2026-07-31")
    assert due_on("uk-petitions", "collection", "2026-01-31", PauseEvent(day("2026-03-01"), day("2026-03-10"))) == day(
        "2026-08-10"
    )


def test_the_gravest_consequence_of_a_late_plan_falls_on_the_day_that_the_check_of_plans_names() -> None:
    from kuvend.engines.plancheck.cycle.delivery import last_limit
    from kuvend.engines.plancheck.rule_sets import rule_set
    from kuvend.engines.plancheck.spans import Span

    for name, deed, start in (
        ("RS-2013", "late-plan", day("2016-06-30")),
        ("RS-2017", "late-plan", day("2020-08-31")),
        ("RS-2022", "next-plan", day("2025-12-31")),
    ):
        asked_day = Span(start, start)
        limit = last_limit(previous_end=asked_day, due=asked_day, numbers=rule_set(name).numbers)
        answer = due(regime("ogp"), deed, start).date
        assert limit == Span(answer, answer), name


# What a rule does not allow.


@pytest.mark.parametrize(
    ("events", "why"),
    [
        ([ExtensionEvent(day("2026-10-20"))], "comes too late: the deed was due on 2026-10-19"),
        ([ExtensionEvent(day("2026-10-04"))], "before 2026-10-05, when the clock starts"),
        ([PauseEvent(day("2026-10-06"), day("2026-10-07"))], "knows no pause"),
        ([TransferEvent(day("2026-10-20"))], "a transfer on 2026-10-20 comes too late"),
    ],
)
def test_what_the_rule_does_not_allow_is_refused(events: list[Event], why: str) -> None:
    with pytest.raises(ClockProblem, match=why):
        due(regime("al-119-2014"), "answer", day("2026-10-05"), events=events)


def test_a_rule_without_extension_or_transfer_knows_none() -> None:
    cases: list[tuple[Event, str]] = [
        (ExtensionEvent(day("2026-10-06")), "no extension"),
        (TransferEvent(day("2026-10-06")), "no transfer"),
    ]
    for event, why in cases:
        with pytest.raises(ClockProblem, match=why):
            due(regime("al-119-2014"), "complaint", day("2026-10-05"), events=[event])


def test_a_first_body_that_keeps_a_request_too_long_passes_it_on_too_late() -> None:
    transfer = Transfer(restarts=True, whole=None, within=Term(3, Unit.DAYS), source=SOURCE)
    rules = regime_of(rule_of(TEN, transfer=transfer))
    in_time = due(rules, "answer", day("2026-10-05"), events=[TransferEvent(day("2026-10-08"))], calendar=WEEKENDS)
    assert in_time.date == day("2026-10-22")
    with pytest.raises(ClockProblem, match="the first body had until 2026-10-08"):
        due(rules, "answer", day("2026-10-05"), events=[TransferEvent(day("2026-10-09"))], calendar=WEEKENDS)


def test_a_change_of_law_counts_from_its_day() -> None:
    rules = regime_of(
        rule_of(TEN, in_force_from=day("2026-01-01"), in_force_to=day("2026-06-30")),
        rule_of(Term(7, Unit.DAYS), in_force_from=day("2026-07-02")),
    )
    assert due(rules, "answer", day("2026-06-30"), calendar=WEEKENDS).date == day("2026-07-14")
    assert due(rules, "answer", day("2026-07-02"), calendar=WEEKENDS).date == day("2026-07-09")
    for between in ("2026-07-01", "2025-12-31"):
        with pytest.raises(ClockProblem, match=f"no rule on answer is in force on {between}"):
            due(rules, "answer", day(between), calendar=WEEKENDS)


# From what it was computed.


def test_the_versions_of_rules_and_calendar_stand_with_the_day() -> None:
    from importlib.metadata import version

    answer = due(regime("al-119-2014"), "answer", day("2026-10-05"))
    assert answer.calendar == f"AL, holidays {version('holidays')}"
    assert answer.regime == f"al-119-2014 {regime('al-119-2014').version}"
    assert due(regime("ie-lobbying"), "return", day("2026-04-30")).calendar == ""


def test_a_day_that_rests_on_an_estimated_holiday_says_so() -> None:
    def sentences(answer: Due) -> str:
        return "\n".join(step.sentence for step in answer.steps)

    settled = due(regime("al-119-2014"), "answer", day("2026-03-16"))
    estimated = due(regime("al-119-2014"), "answer", day("2027-03-01"))
    assert settled.estimated == ()
    assert "estimated" not in sentences(settled)
    assert estimated.estimated == (2027,)
    assert "some holidays of 2027 are estimated in it: the day may move" in sentences(estimated)


def test_a_day_outside_the_years_of_the_table_is_refused() -> None:
    for start in ("1992-12-30", "2100-12-20"):
        with pytest.raises(ClockProblem, match="outside the years whose legal holidays are known: 1993 to 2100"):
            due(regime_of(rule_of(TEN)), "answer", day(start))


def test_each_step_of_the_way_is_a_sentence_of_its_own() -> None:
    events: list[Event] = [TransferEvent(day("2026-11-24")), ExtensionEvent(day("2026-12-01"))]
    answer = due(regime("al-119-2014"), "answer", day("2026-11-20"), events=events)
    assert [(step.code, step.day and step.day.isoformat()) for step in answer.steps] == [
        ("start", "2026-11-20"),
        ("rule", None),
        ("unconfirmed", None),
        ("transferred", "2026-11-24"),
        ("extended", "2026-12-01"),
        ("holiday", "2026-11-23"),
        ("holiday", "2026-11-30"),
        ("holiday", "2026-12-01"),
        ("holiday", "2026-12-08"),
        ("counted", "2026-12-17"),
        ("counted", "2026-12-24"),
        ("silence", None),
        ("calendar", None),
    ]
    assert not [step.sentence for step in answer.steps if "\n" in step.sentence]
    assert answer.silence is not None
    assert answer.silence.opens == "complaint"


def test_a_last_day_without_work_gives_way_where_the_rule_says_so() -> None:
    answer = due(regime_of(rule_of(Term(5, Unit.DAYS), rolls=True)), "answer", day("2026-10-05"), calendar=WEEKENDS)
    assert answer.date == day("2026-10-12")
    assert [step.sentence for step in answer.steps if step.code == "rolled"] == [
        "2026-10-12: the next working day, since 2026-10-10 is none"
    ]


def test_a_clock_that_stands_still_gives_way_to_no_day_of_its_pause() -> None:
    rule = rule_of(Term(5, Unit.DAYS), rolls=True, pause=Pause(act=WORDS, source=SOURCE))
    pause = PauseEvent(day("2026-10-12"), day("2026-10-13"))
    assert due_or_none(rule, day("2026-10-05"), [pause], WEEKENDS) == day("2026-10-14")
