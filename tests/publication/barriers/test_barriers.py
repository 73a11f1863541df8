"""A barrier is reported on any page without an account, and answered by a day that the receipt names."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.text import Localized
from kuvend.foundation.obligations.enums import ObligationState
from kuvend.foundation.obligations.reminders import lines
from kuvend.foundation.people.enums import Role
from kuvend.foundation.record.models import Fact
from kuvend.publication.barriers.actions import answer_barrier
from kuvend.publication.barriers.models import Barrier
from kuvend.publication.barriers.obligations import ANSWER
from tests.support.house import NOW, House, signed_in

REPORT = "/en/barriers/report/"
WORDS = "The button cannot be reached with the keyboard."
ANSWERED = Localized(en="It can now.")


@pytest.fixture(autouse=True)
def clock() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def reported(words: str = WORDS) -> Barrier:
    answer = Client().post(REPORT, {"page": "/en/plan/", "words": words})
    assert answer.status_code == 302
    return Barrier.objects.get(public_id=answer["Location"].rstrip("/").rsplit("/", 1)[1])


def test_every_public_page_leads_to_the_report_with_its_address(house: House) -> None:
    page = Client().get("/en/take-part/").content.decode()
    assert 'href="/en/barriers/report/?page=/en/take-part/"' in page
    assert 'value="/en/take-part/"' in Client().get(f"{REPORT}?page=/en/take-part/").content.decode()
    missing = Client().get("/en/nothing/").content.decode()
    assert "/en/barriers/report/?page=/en/nothing/" in missing


def test_the_receipt_names_the_day_and_shows_no_words(house: House) -> None:
    barrier = reported()
    # ten working days: 30 November and 8 December are holidays
    assert barrier.obligation.due_date == date(2026, 12, 11)
    page = Client().get(f"/en/barriers/{barrier.public_id}/").content.decode()
    assert "11 December 2026" in page
    assert WORDS not in page
    assert WORDS not in bytes(Fact.objects.get(type="barrier_reported").leaf).decode()


def test_without_words_nothing_is_kept_and_what_was_typed_stays(house: House) -> None:
    answer = Client().post(REPORT, {"page": "/en/plan/", "words": "\u200b"})
    assert answer.status_code == 422
    assert 'value="/en/plan/"' in answer.content.decode()
    assert not Barrier.objects.exists()


def test_the_same_words_twice_are_one_report(house: House) -> None:
    assert reported() == reported()
    assert Barrier.objects.count() == 1


def test_a_network_that_reports_without_end_is_stopped_and_told_when_to_go_on(house: House) -> None:
    most = settings.KUVEND_LIMITS["report_barrier"][0]
    for number in range(most):
        reported(f"{WORDS} {number}")
    answer = Client().post(REPORT, {"words": "One more of them."})
    assert answer.status_code == 429
    assert "Try again after" in answer.content.decode()
    assert Barrier.objects.count() == most


def test_the_operator_answers_once_and_the_answer_stands_at_the_receipt(house: House) -> None:
    barrier, operator = reported(), signed_in(house.official(Role.OPERATOR, scope=house.site))
    desk = operator.get("/en/desk/barriers/").content.decode()
    assert "cannot be reached" in desk
    address = f"/en/desk/barriers/{barrier.public_id}/"
    assert operator.post(address, {"answer_en": ""}).status_code == 422
    assert operator.post(address, {"answer_en": "It can now.", "removed": "on"}).status_code == 302
    page = Client().get(f"/en/barriers/{barrier.public_id}/").content.decode()
    assert "It can now." in page
    assert "The barrier is gone" in page
    assert operator.post(address, {"answer_en": "Again."}).status_code == 422
    assert Fact.objects.filter(type="barrier_answered").count() == 1
    barrier.obligation.refresh_from_db()
    assert barrier.obligation.state == ObligationState.MET
    assert Fact.objects.filter(type__in=["obligation_begun", "obligation_met"]).count() == 2


def test_nobody_else_reads_them(house: House) -> None:
    barrier, officer = reported(), signed_in(house.official(Role.INSTITUTION_OFFICER))
    assert officer.get("/en/desk/barriers/").status_code == 403
    assert officer.get(f"/en/desk/barriers/{barrier.public_id}/").status_code == 403


def test_a_receipt_of_a_barrier_that_nobody_reported_is_missing(house: House) -> None:
    assert Client().get("/en/barriers/0000000000/").status_code == 404


def test_an_answer_is_refused_of_whoever_does_not_keep_the_site_and_when_it_says_nothing(house: House) -> None:
    barrier = reported()
    officer, operator = house.official(Role.INSTITUTION_OFFICER), house.official(Role.OPERATOR, scope=house.site)
    refusals = [(officer, ANSWERED, "Only the operator"), (operator, Localized(), "Write an answer")]
    for person, answer, reason in refusals:
        with pytest.raises(NotAllowed, match=reason):
            answer_barrier(actor=house.actor(person), barrier=barrier, answer=answer, removed=True, at=NOW)
    barrier.refresh_from_db()
    assert (barrier.answered_at, barrier.obligation.state) == (None, ObligationState.OPEN)
    assert not Fact.objects.filter(type="barrier_answered").exists()
    answer_barrier(actor=house.actor(operator), barrier=barrier, answer=ANSWERED, removed=True, at=NOW)
    assert Fact.objects.get(type="barrier_answered").role == Role.OPERATOR


def test_who_answers_is_reminded_on_the_day_and_late_ones_say_so(house: House) -> None:
    barrier = reported()
    operator = house.actor(house.official(Role.OPERATOR, scope=house.site))
    due = NOW + (barrier.obligation.due_date - NOW.date())
    assert not lines(ANSWER, operator, due.date() - timedelta(days=3), due - timedelta(days=1))
    assert len(lines(ANSWER, operator, due.date() - timedelta(days=1), due)) == 1
    with time_machine.travel(due + timedelta(days=1)):
        assert "overdue" in Client().get(f"/en/barriers/{barrier.public_id}/").content.decode()
