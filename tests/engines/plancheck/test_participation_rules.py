"""The minimum requirements on participation, each at its limit."""

from dataclasses import replace
from datetime import date

from kuvend.engines.formats.plan.documents import UNKNOWN, PlanDocument
from kuvend.engines.formats.plan.making import Consultation, Contributions, Document, Meeting, Website
from tests.engines.plancheck.sound import day, fails, is_unknown, passes, sound, with_making


def with_forum(*days: str, **changes: object) -> PlanDocument:
    met = tuple(Meeting(kind="forum", day=day(on), government=1, civil_society=1) for on in days)
    return with_making(drafting_from=day("2024-01-01"), meetings=met, **changes)


def test_without_a_forum_no_meeting_helps() -> None:
    assert fails("MR-1.1", with_making(forum="no"))
    assert fails("MR-1.2", with_making(forum="no"))
    assert is_unknown("MR-1.1", with_making(forum="unknown"))


def test_the_forum_meets_at_least_once_in_six_months_up_to_today() -> None:
    met = with_forum("2024-06-30", "2024-12-30")
    assert passes("MR-1.1", met, as_of=date(2025, 6, 30))
    assert fails("MR-1.1", met, as_of=date(2025, 7, 1))
    assert fails("MR-1.1", with_forum("2024-07-02"), as_of=date(2024, 8, 1))


def test_by_the_rules_of_2017_the_forum_meets_every_quarter() -> None:
    met = with_forum("2024-03-30", "2024-06-30")
    assert passes("MR-1.1", met, as_of=date(2024, 9, 30), by="RS-2017")
    assert fails("MR-1.1", met, as_of=date(2024, 10, 1), by="RS-2017")
    assert passes("MR-1.1", met, as_of=date(2024, 10, 1), by="RS-2022")


def test_a_meeting_of_one_side_alone_is_no_forum() -> None:
    alone = Meeting(kind="forum", day=day("2024-06-30"), government=9, civil_society=0)
    plan = with_making(drafting_from=day("2024-01-01"), meetings=(alone,))
    assert fails("MR-1.1", plan, as_of=date(2024, 12, 1))
    unsure = replace(alone, civil_society=UNKNOWN)
    assert is_unknown("MR-1.1", with_making(plan, meetings=(unsure,)), as_of=date(2024, 12, 1))


def test_after_the_plan_has_ended_no_more_meetings_are_asked_for() -> None:
    assert passes("MR-1.1", sound(), as_of=date(2030, 1, 1))


def test_a_list_told_in_part_leaves_it_open_whether_there_was_more() -> None:
    partial = ("meetings", "documents", "outreach", "consultations")
    empty = {"meetings": (), "documents": (), "outreach": (), "consultations": ()}
    for rule in ("MR-1.1", "MR-1.2", "MR-2.2", "MR-3.1", "MR-3.2", "MR-3.3", "MR-5.1"):
        assert fails(rule, with_making(**empty))
        assert is_unknown(rule, with_making(**empty, partial=partial))


def test_a_file_that_says_nothing_of_the_making_leaves_it_unknown() -> None:
    silent = replace(sound(), making=None)
    for rule in ("MR-1.1", "MR-1.2", "MR-2.1", "MR-2.2", "MR-3.1", "MR-3.2", "MR-3.3", "MR-4.1", "MR-5.1"):
        assert is_unknown(rule, silent)


def test_the_website_can_be_reached_and_names_a_contact() -> None:
    assert fails("MR-2.1", with_making(website=None))
    assert fails("MR-2.1", with_making(website=Website(url="https://ogp.example", reachable="yes")))
    assert is_unknown("MR-2.1", with_making(website=Website(url="https://o.example", contact="A", reachable="unknown")))


def test_a_document_that_is_not_public_does_not_count() -> None:
    hidden = Document(
        kind="forum_rules", title={"en": "Rules"}, day=day("2023-08-01"), url="https://o.example", public="no"
    )
    assert fails("MR-1.2", with_making(documents=(hidden,)))
    assert passes("MR-1.2", with_making(documents=(replace(hidden, public=""),)))


def test_the_timeline_stands_two_weeks_before_drafting_begins() -> None:
    timeline = Document(kind="timeline", title={"en": "Timeline"}, day=day("2023-07-01"), url="https://o.example")
    assert passes("MR-3.1", with_making(documents=(timeline,)))
    later = replace(timeline, day=day("2023-07-02"))
    assert fails("MR-3.1", with_making(documents=(later,)))
    assert passes("MR-3.1", with_making(documents=(later,)), by="RS-2017")
    assert is_unknown("MR-3.1", with_making(documents=(replace(timeline, day=day("2023-07")),)))


def consulted(first: str, last: str, *sectors: str) -> PlanDocument:
    one = Consultation(title={"en": "A"}, from_date=day(first), to_date=day(last), sectors=sectors)
    return with_making(consultations=(one,))


def test_a_consultation_is_open_for_twenty_working_days_to_two_kinds_of_stakeholders() -> None:
    assert passes("MR-3.3", consulted("2023-09-04", "2023-09-29", "citizens", "business"))
    assert fails("MR-3.3", consulted("2023-09-04", "2023-09-28", "citizens", "business"))
    assert fails("MR-3.3", consulted("2023-09-04", "2023-09-29", "citizens"))


def test_a_consultation_that_ends_before_it_begins_was_never_open() -> None:
    assert fails("MR-3.3", consulted("2023-09-29", "2023-09-04", "citizens", "business"))


def test_one_contribution_without_an_answer_is_a_fault() -> None:
    assert fails("MR-4.1", with_making(contributions=Contributions(received=10, answered=9)))
    assert passes("MR-4.1", with_making(contributions=Contributions(received=0, answered=0)))
    assert is_unknown("MR-4.1", with_making(contributions=Contributions(received=10, answered=UNKNOWN)))


def test_the_older_rules_ask_for_the_contributions_themselves() -> None:
    answered = with_making(contributions=Contributions(received=10, answered=10, published="no"))
    assert passes("MR-4.1", answered)
    assert fails("MR-4.1", answered, by="RS-2017")


def test_results_are_presented_twice_in_each_full_year_of_implementation() -> None:
    assert passes("MR-5.1", with_making(meetings=()), as_of=date(2024, 12, 30))
    assert fails("MR-5.1", with_making(meetings=()), as_of=date(2024, 12, 31))
