"""The numbers of duties are kept as they change: after every deed they are those that a count by hand gives."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from kuvend.foundation.contributions.actions import withdraw
from kuvend.foundation.contributions.leaving import erase
from kuvend.foundation.core.text import Localized
from kuvend.foundation.moderation.actions import hide, restore
from kuvend.foundation.obligations.rows import KeptDays
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.actions import extend_activity
from kuvend.foundation.record import actions as record
from kuvend.foundation.responses.actions import (
    add_up_tallies,
    draft_response,
    hand_back,
    keep_draft,
    pass_on,
    publish_response,
    take_back,
)
from kuvend.foundation.responses.models import Duty, DutyTally
from kuvend.foundation.responses.queries import answer_rates, rates_of_each
from tests.support.house import PASSED_ON, House, both

BACK = Localized(sq="Kjo nuk është puna jonë, shihni ligjin.", en="This is not our work, see the law on it.")
REASON = both("We will open the office from eight to six on two days a week, beginning in March.")


def by_hand(institution_id: int | None, today: date) -> KeptDays:
    """Count the duties one by one."""
    duties = [
        duty
        for duty in Duty.objects.exclude(state="lapsed")
        if institution_id is None or duty.institution_id == institution_id
    ]
    met = [duty for duty in duties if duty.met_date]
    waiting = [duty for duty in duties if not duty.met_date]
    late = sum(duty.met_date > duty.due_date for duty in met if duty.met_date)
    overdue = sum(duty.due_date < today for duty in waiting)
    return KeptDays(len(duties), len(met), len(met) - late, late, len(waiting), overdue)


def agree(today: date) -> KeptDays:
    """Hold the kept numbers to the count by hand, on several days; return those of all."""
    for day in (today, today + timedelta(days=60)):
        each = rates_of_each(today=day)
        for one in Institution.objects.all():
            assert answer_rates(one.pk, today=day) == by_hand(one.pk, day)
            assert each.get(one.pk, KeptDays(0, 0, 0, 0, 0, 0)) == by_hand(one.pk, day)
        assert answer_rates(None, today=day) == by_hand(None, day)
    return answer_rates(None, today=today)


def answer(house: House, institution: Institution, ids: list[int], *, days: int) -> None:
    officer = house.actor(house.official(Role.INSTITUTION_OFFICER, institution=institution))
    response = draft_response(actor=officer, process=house.process, institution=institution, contribution_ids=ids)
    keep_draft(
        actor=officer, response=response, verdict="not_accepted", reason=REASON, nowhere=Localized(), landings=[]
    )
    publish_response(actor=officer, response=response, at=house.at + timedelta(days=days))


def test_after_every_deed_they_are_what_a_count_by_hand_gives(house: House) -> None:
    today, at = house.at.date(), house.at
    ours = house.actor(house.official(Role.INSTITUTION_OFFICER))
    theirs = house.actor(house.official(Role.INSTITUTION_OFFICER, institution=house.other))
    author, leaver = house.person(), house.person()
    ideas = [house.idea(house.actor(author), title=f"Open the office later {n}") for n in range(5)]
    gone = house.idea(house.actor(leaver), title="Words of somebody who leaves")
    assert agree(today).owed == 0
    record.advance(at=at)  # opened
    assert agree(today).waiting == 6
    first, second, third, fourth, fifth = ideas
    pass_on(actor=ours, contribution=first, to=house.other, reason=PASSED_ON, at=at)
    assert answer_rates(house.other.pk, today=today).owed == 1
    agree(today)
    take_back(actor=ours, contribution=first, at=at + timedelta(minutes=5))
    agree(today)
    pass_on(actor=ours, contribution=second, to=house.other, reason=PASSED_ON, at=at)
    hand_back(actor=theirs, contribution=second, reason=BACK, at=at)
    agree(today)
    pass_on(actor=ours, contribution=third, to=house.other, reason=PASSED_ON, at=at)
    answer(house, house.other, [third.pk], days=1)
    answer(house, house.owner, [first.pk], days=45)  # late
    assert (agree(today).in_time, agree(today).late) == (1, 1)
    hide(actor=HOUSE, contribution=fourth, seen_version=1, house_rule="spam", at=at)
    record.advance(at=at)
    assert agree(today).waiting == 3
    restore(actor=HOUSE, contribution=fourth, seen_version=1, at=at)
    record.advance(at=at)
    assert agree(today).waiting == 4
    withdraw(actor=house.actor(author), contribution=fifth, at=at)
    erase(actor=house.actor(leaver), person=leaver, words_too=True, at=at)
    record.advance(at=at)
    assert agree(today).waiting == 2
    assert gone.pk not in Duty.objects.filter(state="open").values_list("contribution", flat=True)
    later = house.activity.last_day + timedelta(days=5)
    extend_activity(actor=HOUSE, activity=house.activity, to_date=later, reason=REASON, seen_version=1, at=at)
    record.advance(at=at)
    agree(today)
    Duty.objects.filter(contribution=second).delete()
    assert agree(today).waiting == 1


def test_adding_up_changes_no_number_and_leaves_one_row_of_a_kind(house: House) -> None:
    today = house.at.date()
    for number in range(4):
        house.idea(title=f"Open the office later {number}")
        record.advance(at=house.at)
    hide(actor=HOUSE, contribution=Duty.objects.all()[0].contribution, seen_version=1, house_rule="spam", at=house.at)
    record.advance(at=house.at)
    assert DutyTally.objects.count() > 4
    before = agree(today)
    assert add_up_tallies() == DutyTally.objects.count() == 2  # open and lapsed
    assert agree(today) == before
    Duty.objects.all().delete()
    assert add_up_tallies() == DutyTally.objects.count() == 0


def test_they_are_read_without_reading_a_duty(house: House) -> None:
    with CaptureQueriesContext(connection) as queries:
        answer_rates(None, today=house.at.date())
        rates_of_each(today=house.at.date())
    assert len(queries) == 2
    assert not any('"responses_duty"' in query["sql"] for query in queries)
