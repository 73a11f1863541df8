"""Two at once do the same with one obligation: it happens once, is on record once, and repeated changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from kuvend.foundation.obligations.actions import appeal, extend, lapse, meet, owe, transfer
from kuvend.foundation.obligations.enums import ObligationState
from kuvend.foundation.obligations.models import Obligation, ObligationEvent
from kuvend.foundation.record.models import Fact
from tests.foundation.obligations.made_up import ALBANIA, DECISION
from tests.support.at_once import Deed, at_once
from tests.support.house import House

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
DEEDS: dict[str, Callable[[Obligation, House], Deed]] = {
    "met": lambda row, house: partial(meet, obligation=row, role="system", at=AT),
    "extended": lambda row, house: partial(
        extend, kind=ALBANIA, obligation=row, act="needs_more_time", by=3, role="system", at=AT
    ),
    "transferred": lambda row, house: partial(transfer, obligation=row, to=house.other, role="system", at=AT),
    "lapsed": lambda row, house: partial(lapse, kind=ALBANIA, obligation=row, act="withdrawn", role="system", at=AT),
    "appealed": lambda row, house: partial(
        appeal, kind=DECISION, obligation=row, institution=house.other, role="person", at=AT + timedelta(days=60)
    ),
}


@pytest.fixture
def house(transactional_db: None) -> Iterator[House]:
    yield House()


@pytest.fixture
def owed(house: House) -> Obligation:
    return owe(kind=ALBANIA, subject="0000000001", institution=house.owner, role="system", at=AT)


@pytest.mark.parametrize("name", DEEDS)
def test_what_many_do_at_once_happens_once(house: House, owed: Obligation, name: str) -> None:
    deed = DEEDS[name](owed, house)
    assert at_once([deed] * 6) == []
    row = Obligation.objects.get(pk=owed.pk)
    deed()
    event = ObligationEvent.objects.get()
    assert (event.kind, event.due_date) == (name, row.due_date)
    assert Fact.objects.filter(type=f"obligation_{name}").count() == 1
    again = Obligation.objects.get(pk=owed.pk)
    assert (again.due_date, again.state, again.institution_id) == (row.due_date, row.state, row.institution_id)


def test_what_begins_many_times_at_once_is_owed_once(house: House) -> None:
    begin = partial(owe, kind=ALBANIA, subject="0000000002", institution=house.owner, role="system", at=AT)
    assert at_once([begin] * 6) == []
    assert Obligation.objects.count() == Fact.objects.filter(type="obligation_begun").count() == 1


def test_one_meets_while_another_extends(house: House, owed: Obligation) -> None:
    """Whoever comes first: it is met, by the day that the events before it give."""
    raised = at_once([DEEDS["met"](owed, house), DEEDS["extended"](owed, house)])
    row = Obligation.objects.get()
    kinds = list(row.events.order_by("pk").values_list("kind", flat=True))
    assert row.state == ObligationState.MET
    assert kinds == (["met"] if raised else ["extended", "met"])
    assert [type(error).__name__ for error in raised] in ([], ["NotAllowed"])
    assert row.events.get(kind="met").due_date == row.due_date
