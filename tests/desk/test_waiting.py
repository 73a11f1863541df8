"""To answer: what waits for whom, the filter, and the choice of thousands without thousands of form fields."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.people.actions import keep_scope
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.models import Process
from kuvend.foundation.record import actions as record
from kuvend.foundation.responses.models import Duty, Response
from tests.support.house import House, both, signed_in

DESK, NEW = "/en/desk/", "/en/desk/answers/new/"
Bring = Callable[..., list[Contribution]]


def test_an_officer_sees_what_the_own_institution_owes_the_first_due_first(
    house: House, officer: Client, bring: Bring
) -> None:
    late, soon, _ = bring(3)
    Duty.objects.filter(contribution=late).update(due_date=date(2026, 11, 19))  # the 23rd is a holiday
    Duty.objects.filter(contribution=soon).update(due_date=date(2026, 11, 26))
    page = officer.get(DESK)
    rows = page.context["page"].rows
    assert [row.title for row in rows] == [f"Open the office later {n}" for n in range(3)]
    assert [row.due.words for row in rows[:2]] == ["2 working days overdue", "in 2 days"]
    figures = page.context["figures"]
    assert (figures.waiting, figures.this_week, figures.late) == (3, 1, 1)


def test_an_officer_of_a_component_sees_what_is_owed_within_it(house: House, bring: Bring) -> None:
    component = keep_scope(key="plan-component", title=both("Component"), parent=house.scope)
    bring(1)
    house.idea(activity=house.make_activity("ideas", scope=component), title="Within the component")
    record.advance(at=house.at)
    narrow = signed_in(house.official(Role.INSTITUTION_OFFICER, scope=component))
    (row,) = narrow.get(DESK).context["page"].rows
    assert row.title == "Within the component"
    page = narrow.post(NEW, {"chosen": [row.public_id]})["Location"]
    assert narrow.get(page).status_code == 200


def test_an_officer_of_another_institution_sees_nothing_of_it(house: House, bring: Bring) -> None:
    bring(1)
    stranger = signed_in(house.official(Role.INSTITUTION_OFFICER, institution=house.other))
    page = stranger.get(DESK)
    assert not page.context["page"].rows
    assert "Nothing waits for your answer" in page.content.decode()


def test_the_desk_is_never_kept_by_a_cache_and_needs_a_second_factor(house: House) -> None:
    person = house.official(Role.INSTITUTION_OFFICER)
    assert signed_in(person).get(DESK)["Cache-Control"] == "private, no-store"
    assert signed_in(person, second_factor=False).get(DESK)["Location"].endswith("/me/second-factor/?next=/en/desk/")
    assert signed_in(house.person()).get(DESK).status_code == 403
    assert Client().get(DESK).status_code == 302


@pytest.mark.parametrize("count", [5, 60])
def test_the_list_asks_the_same_few_questions_however_much_waits(
    officer: Client, bring: Bring, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    bring(count)
    with django_assert_max_num_queries(17):
        officer.get(DESK + "?words=office")


def test_the_next_page_goes_on_where_the_first_ended(officer: Client, bring: Bring) -> None:
    bring(60)
    first = officer.get(DESK).context["page"]
    second = officer.get(DESK, {"after": first.next_key}).context["page"]
    ids = [row.public_id for row in (*first.rows, *second.rows)]
    assert (len(first.rows), len(ids), len(set(ids)), second.next_key) == (50, 60, 60, "")


def test_all_that_the_filter_finds_are_chosen_without_a_field_for_each(
    house: House, officer: Client, bring: Bring
) -> None:
    bring(300, title="Më shumë drita në rrugë")
    bring(10, title="A park by the river")
    page = officer.get(DESK, {"words": "me shume"})
    assert page.context["found"] == 300
    assert "Choose all 300 that the filter finds" in page.content.decode()
    begun = officer.post(f"{NEW}?words=me+shume", {"all": "1"})
    draft = Response.objects.get()
    assert begun["Location"] == f"/en/desk/responses/{draft.public_id}/"
    assert draft.selected.count() == 300


def test_single_ones_are_chosen_by_their_ticks(officer: Client, bring: Bring) -> None:
    ideas = bring(5)
    officer.post(NEW, {"chosen": [ideas[1].public_id, ideas[3].public_id]})
    chosen = Response.objects.get().selected.order_by("pk")
    assert list(chosen) == [ideas[1], ideas[3]]


def test_what_another_institution_owes_cannot_be_chosen(house: House, bring: Bring) -> None:
    (idea,) = bring(1)
    stranger = signed_in(house.official(Role.INSTITUTION_OFFICER, institution=house.other))
    refused = stranger.post(NEW, {"chosen": [idea.public_id]})
    assert refused.status_code == 422
    assert not Response.objects.exists()


def test_choosing_nothing_says_so_in_a_summary(officer: Client, bring: Bring) -> None:
    bring(1)
    page = officer.post(NEW, {})
    assert page.status_code == 422
    assert "Choose at least one contribution" in page.content.decode()
    assert 'role="alert"' in page.content.decode()


def test_one_answer_cannot_go_to_two_processes(house: House, bring: Bring) -> None:
    wide = signed_in(house.official(Role.INSTITUTION_OFFICER, scope=house.site))
    second = Process.objects.create(
        key="second", title=both("Second"), scope=house.site, from_date=house.at.date(), to_date=house.at.date()
    )
    elsewhere = house.make_activity("ideas")
    type(elsewhere).objects.filter(pk=elsewhere.pk).update(process=second)
    bring(2)
    bring(2, activity=elsewhere)
    page = wide.post(NEW, {"all": "1"})
    assert page.status_code == 422
    assert "several processes" in page.content.decode()
    assert wide.post(f"{NEW}?activity={elsewhere.public_id}", {"all": "1"}).status_code == 302


def test_days_that_cannot_be_read_do_not_narrow_and_are_said(officer: Client, bring: Bring) -> None:
    bring(2)
    page = officer.get(DESK, {"due_until": "soon"})
    assert page.context["found"] == 2
    assert "Enter a valid date" in page.content.decode()


def test_the_figures_lead_to_what_they_count(house: House, officer: Client, bring: Bring) -> None:
    late, today, _later = bring(3)
    day = house.at.date()
    Duty.objects.filter(contribution=late).update(due_date=day - timedelta(days=3))
    Duty.objects.filter(contribution=today).update(due_date=day)
    assert officer.get(DESK, {"due_until": "2026-11-23"}).context["found"] == 1
    week = officer.get(DESK, {"due_from": "2026-11-24", "due_until": "2026-11-29"})
    assert [row.public_id for row in week.context["page"].rows] == [today.public_id]


def test_hidden_words_leave_the_list(house: House, officer: Client, bring: Bring, moderator: Client) -> None:
    (idea,) = bring(1)
    moderator.post(
        f"/en/desk/contributions/{idea.public_id}/decide/", {"seen_version": 1, "deed": "hide", "house_rule": "spam"}
    )
    record.advance(at=house.at)
    assert not officer.get(DESK).context["page"].rows
