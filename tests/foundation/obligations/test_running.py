"""The day of an obligation is the engine's for what happened to it, whatever that was; else nothing happens."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuvend.engines.deadlines.clocks import ClockProblem, Event, ExtensionEvent, PauseEvent, TransferEvent, due
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.ids import new_public_id
from kuvend.foundation.obligations.actions import extend, owe, pause, resume, transfer
from kuvend.foundation.obligations.enums import ObligationState
from kuvend.foundation.obligations.kinds import ObligationKind
from kuvend.foundation.obligations.models import Obligation
from kuvend.foundation.people.models import Institution
from kuvend.foundation.record.models import Fact
from tests.foundation.obligations.made_up import ALBANIA, BRITAIN, PROMISE
from tests.support.house import House

START = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
DEEDS = st.tuples(
    st.sampled_from(["extend", "pause", "resume", "transfer"]), st.integers(0, 9), st.none() | st.integers(1, 6)
)


def at(day: date) -> datetime:
    return datetime.combine(day, time(10), tzinfo=UTC)


class ByHand:
    """What should stand in the row, from the engine alone."""

    def __init__(self, kind: ObligationKind) -> None:
        assert kind.clock is not None
        self.clock = kind.clock
        self.events: list[Event] = []
        self.paused_on: date | None = None
        self.day = self.day_with()

    def day_with(self, *more: Event) -> date:
        rules = self.clock.regime_of()
        return due(rules, self.clock.rule or "deed", START, events=[*self.events, *more]).date

    def takes(self, deed: str, on: date, by: int | None) -> bool:
        """Tell whether it happens, and let it."""
        if deed == "resume":
            if self.paused_on is not None:
                self.events.append(PauseEvent(self.paused_on, on))
                self.paused_on, self.day = None, self.day_with()
            return True
        if deed == "pause" and self.paused_on is not None:
            return True
        event = {
            "extend": ExtensionEvent(on, by),
            "pause": PauseEvent(on, on),
            "transfer": TransferEvent(on),
        }[deed]
        if self.paused_on is not None:
            return False
        try:
            day = self.day_with(event)
        except ClockProblem:
            return False
        if deed == "pause":
            self.paused_on = on
        else:
            self.events.append(event)
            self.day = day
        return True


def do(deed: str, row: Obligation, kind: ObligationKind, on: date, by: int | None, to: Institution) -> None:
    known: dict[str, Any] = {"obligation": row, "role": "system", "at": at(on)}
    if deed == "extend":
        extend(kind=kind, act="needs_more_time", by=by, **known)
    elif deed == "pause":
        pause(kind=kind, act="fees_notice", **known)
    elif deed == "resume":
        resume(**known)
    else:
        transfer(to=to, **known)


@pytest.mark.parametrize("kind", [ALBANIA, BRITAIN, PROMISE], ids=["al-119-2014", "uk-foia", "plain"])
@settings(max_examples=25)
@given(story=st.lists(DEEDS, max_size=6))
def test_its_day_is_the_engine_s_for_all_that_happened(
    house: House, kind: ObligationKind, story: list[tuple[str, int, int | None]]
) -> None:
    row = owe(kind=kind, subject=new_public_id(), institution=house.owner, role="system", at=AT)
    hand, on = ByHand(kind), START
    for deed, later, by in story:
        on += timedelta(days=later)
        row.refresh_from_db()
        to = house.other if row.institution_id == house.owner.pk else house.owner
        if deed == "extend" and row.events.filter(kind="extended", on_date=on, by=by).exists():
            continue  # said twice on a day is said once
        if hand.takes(deed, on, by):
            do(deed, row, kind, on, by, to)
        else:
            before = row.events.count()
            with pytest.raises(NotAllowed):
                do(deed, row, kind, on, by, to)
            assert row.events.count() == before
        row.refresh_from_db()
        assert row.due_date == hand.day
        assert row.state == (ObligationState.PAUSED if hand.paused_on else ObligationState.OPEN)


def test_the_day_stands_with_how_it_was_reached_and_from_which_versions(house: House) -> None:
    row = owe(kind=ALBANIA, subject="0000000001", institution=house.owner, role="system", at=AT)
    assert row.due_date == date(2026, 12, 10)
    assert row.law.startswith("al-119-2014 ")
    assert row.calendar.startswith("AL, holidays ")
    assert [step["code"] for step in row.steps][:2] == ["start", "rule"]
    assert "2026-12-10" in {step["day"] for step in row.steps}
    leaf = bytes(Fact.objects.get(type="obligation_begun").leaf).decode()
    assert '"calendar":"AL/holidays-' in leaf
    assert '"clock":"al-119-2014-' in leaf
    plain = owe(kind=PROMISE, subject="0000000002", role="system", at=AT)
    assert (plain.term, plain.regime, plain.law) == ("10 working days", "", "plain 10-working-days")


def test_what_is_extended_twice_on_a_day_is_extended_once(house: House) -> None:
    row = owe(kind=ALBANIA, subject="0000000001", institution=house.owner, role="system", at=AT)
    for _time in range(2):
        do("extend", row, ALBANIA, START, 3, house.other)
    assert row.events.count() == Fact.objects.filter(type="obligation_extended").count() == 1


def test_an_act_that_its_kind_does_not_name_changes_nothing(house: House) -> None:
    row = owe(kind=BRITAIN, subject="0000000001", institution=house.owner, role="system", at=AT)
    with pytest.raises(NotAllowed):
        pause(kind=BRITAIN, obligation=row, act="holidays", role="system", at=AT)
    assert not row.events.exists()


def test_while_it_is_paused_its_day_does_not_pass(house: House) -> None:
    row = owe(kind=BRITAIN, subject="0000000001", institution=house.owner, role="system", at=AT)
    do("pause", row, BRITAIN, START + timedelta(days=5), None, house.other)
    assert Obligation.objects.get().state == ObligationState.PAUSED
    do("resume", row, BRITAIN, START + timedelta(days=105), None, house.other)
    resumed = Obligation.objects.get()
    assert (resumed.due_date - row.due_date).days >= 100
    assert resumed.events.get(kind="resumed").due_date == resumed.due_date


def test_passed_on_it_is_another_institution_s(house: House) -> None:
    row = owe(kind=ALBANIA, subject="0000000001", institution=house.owner, role="system", at=AT)
    do("transfer", row, ALBANIA, START, None, house.other)
    now_owed = Obligation.objects.get()
    assert now_owed.institution == house.other
    assert now_owed.due_date > row.due_date  # its term is 15 working days then
    do("transfer", row, ALBANIA, START, None, house.other)  # said twice it is said once
    event = now_owed.events.get()
    assert (event.from_institution, event.to_institution) == (house.owner, house.other)
    assert Fact.objects.filter(type="obligation_transferred").count() == 1


def test_it_is_not_passed_to_who_owes_it(house: House) -> None:
    row = owe(kind=ALBANIA, subject="0000000001", institution=house.owner, role="system", at=AT)
    with pytest.raises(NotAllowed):
        do("transfer", row, ALBANIA, START, None, house.owner)
