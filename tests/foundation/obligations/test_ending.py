"""An obligation is met, lapses, or is appealed; each once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.due import overdue
from kuvend.foundation.obligations.actions import appeal, lapse, meet, owe, pause, transfer
from kuvend.foundation.obligations.enums import ObligationState
from kuvend.foundation.obligations.models import Obligation, ObligationEvent
from kuvend.foundation.obligations.queries import open_obligations
from kuvend.foundation.record.models import Fact
from tests.foundation.obligations.made_up import ALBANIA, BRITAIN, DECISION
from tests.support.house import House

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
LATE = AT + timedelta(days=30)
SUBJECT = "0000000001"


@pytest.fixture
def owed(house: House) -> Obligation:
    return owe(kind=ALBANIA, subject=SUBJECT, institution=house.owner, role="system", at=AT)


def facts(name: str) -> list[str]:
    return [bytes(fact.leaf).decode() for fact in Fact.objects.filter(type=name)]


def test_the_same_deed_about_the_same_thing_is_owed_once(owed: Obligation, house: House) -> None:
    assert owe(kind=ALBANIA, subject=SUBJECT, institution=house.owner, role="system", at=AT) == owed
    assert len(facts("obligation_begun")) == Obligation.objects.count() == 1


def test_it_is_met_once_and_the_record_says_how_late(owed: Obligation) -> None:
    for at in (LATE, LATE + timedelta(days=1)):
        row = meet(obligation=owed, role="system", at=at)
    assert (row.state, row.met_date) == (ObligationState.MET, LATE.date())
    (leaf,) = facts("obligation_met")
    assert '"working_days_late":6' in leaf
    assert not open_obligations().exists()


def test_what_is_met_while_it_is_paused_is_in_time(house: House) -> None:
    row = owe(kind=BRITAIN, subject=SUBJECT, institution=house.owner, role="system", at=AT)
    pause(kind=BRITAIN, obligation=row, act="fees_notice", role="system", at=AT)
    met = meet(obligation=row, role="system", at=AT + timedelta(days=300))
    assert met.met_date is not None and met.met_date <= met.due_date
    assert '"working_days_late":0' in facts("obligation_met")[0]


def test_what_lapsed_is_not_owed_and_cannot_be_met(owed: Obligation) -> None:
    for _time in range(2):
        lapse(kind=ALBANIA, obligation=owed, act="withdrawn", role="system", at=LATE)
    assert len(facts("obligation_lapsed")) == 1
    assert not open_obligations().filter(overdue(LATE.date())).exists()
    with pytest.raises(NotAllowed):
        meet(obligation=owed, role="system", at=LATE)


def test_what_is_paused_is_neither_open_nor_overdue(house: House) -> None:
    row = owe(kind=BRITAIN, subject=SUBJECT, institution=house.owner, role="system", at=AT)
    assert open_obligations().filter(overdue(row.due_date + timedelta(days=1))).exists()
    pause(kind=BRITAIN, obligation=row, act="fees_notice", role="system", at=AT)
    assert not open_obligations().filter(overdue(row.due_date + timedelta(days=1))).exists()


def test_an_appeal_is_owed_a_decision_once(owed: Obligation, house: House) -> None:
    with pytest.raises(NotAllowed):
        appeal(obligation=owed, kind=DECISION, institution=house.other, role="person", at=AT)
    for _time in range(2):
        decision = appeal(obligation=owed, kind=DECISION, institution=house.other, role="person", at=LATE)
    assert (decision.appeal_of, decision.institution, decision.deed) == (owed, house.other, "decide_complaint")
    assert decision.due_date == date(2027, 1, 13)
    assert len(facts("obligation_appealed")) == 1
    assert Obligation.objects.count() == 2


def test_two_appeals_about_one_subject_are_decided_apart_and_a_decision_is_appealed_to_another(house: House) -> None:
    firsts = [
        owe(kind=ALBANIA, subject=SUBJECT, institution=house.owner, role="system", at=AT - timedelta(days=days))
        for days in (0, 1)
    ]
    for _time in range(2):
        decisions = [
            appeal(obligation=row, kind=DECISION, institution=body, role="person", at=LATE)
            for row, body in zip(firsts, (house.other, house.owner), strict=True)
        ]
    assert [row.appeal_of for row in decisions] == firsts
    assert [row.institution for row in decisions] == [house.other, house.owner]
    assert len(facts("obligation_appealed")) == 2
    meet(obligation=decisions[0], role="system", at=LATE)
    higher = appeal(obligation=decisions[0], kind=DECISION, institution=house.owner, role="person", at=LATE)
    assert (higher.appeal_of, higher.state) == (decisions[0], ObligationState.OPEN)


def test_an_appeal_whose_decision_lapsed_is_made_anew(owed: Obligation, house: House) -> None:
    first = appeal(obligation=owed, kind=DECISION, institution=house.other, role="person", at=LATE)
    lapse(kind=DECISION, obligation=first, act="withdrawn", role="system", at=LATE)
    again = appeal(obligation=owed, kind=DECISION, institution=house.other, role="person", at=LATE)
    assert (again.appeal_of, again.state, again != first) == (owed, ObligationState.OPEN, True)


def test_what_lapsed_can_be_owed_anew_on_the_same_day(owed: Obligation, house: House) -> None:
    lapse(kind=ALBANIA, obligation=owed, act="withdrawn", role="system", at=AT)
    anew = owe(kind=ALBANIA, subject=SUBJECT, institution=house.other, role="system", at=AT)
    assert anew != owed
    assert (anew.state, anew.institution) == (ObligationState.OPEN, house.other)


def test_two_institutions_never_owe_one_deed_and_passing_it_on_keeps_it_one(owed: Obligation, house: House) -> None:
    with pytest.raises(ValueError, match="another institution"):
        owe(kind=ALBANIA, subject=SUBJECT, institution=house.other, role="system", at=AT)
    transfer(obligation=owed, to=house.other, role="system", at=AT)
    for institution in (house.owner, house.other):
        assert owe(kind=ALBANIA, subject=SUBJECT, institution=institution, role="system", at=AT) == owed


def test_postgresql_holds_what_must_be_true(owed: Obligation, house: House) -> None:
    wrong = [
        {"state": ObligationState.MET},
        {"met_date": LATE.date()},
        {"term": "10 working days"},
        {"regime": ""},
        {"due_date": AT.date() - timedelta(days=1)},
    ]
    for fields in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Obligation.objects.filter(pk=owed.pk).update(**fields)
    event = {"obligation": owed, "at": AT, "on_date": AT.date(), "due_date": owed.due_date}
    with pytest.raises(IntegrityError), transaction.atomic():
        ObligationEvent.objects.create(kind="transferred", to_institution=house.other, **event)
    ObligationEvent.objects.create(kind="met", **event)
    with pytest.raises(IntegrityError), transaction.atomic():
        ObligationEvent.objects.create(kind="met", **event)
