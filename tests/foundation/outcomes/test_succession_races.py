"""Many hands say at once where texts continue: one of them does it, whole, and no way goes round in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest

from kuvend.foundation.core.access import LedElsewhere, NotAllowed
from kuvend.foundation.outcomes.actions import publish_text
from kuvend.foundation.outcomes.enums import SuccessionKind
from kuvend.foundation.outcomes.models import IN_FORCE, Outcome, Succession
from kuvend.foundation.outcomes.queries import outcomes_onward, succession_of, succession_sign
from kuvend.foundation.outcomes.rules import is_no_circle
from kuvend.foundation.outcomes.succession import TextsChanged, record_succession, undo_succession
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.record.models import Fact
from tests.support.at_once import Deed, at_once
from tests.support.house import House, both, quoted

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 4


@pytest.fixture
def house(transactional_db: None) -> Iterator[House]:
    yield House()


def texts(house: House, count: int) -> list[Outcome]:
    rows = []
    for number in range(count):
        row = Outcome.objects.create(process=house.process, kind="section", key=f"text-{number}", scope=house.scope)
        publish_text(actor=HOUSE, outcome=row, title=both(f"Text {number}"), body=quoted("At ten."), at=house.at)
        rows.append(row)
    return rows


def leading(house: House, row: Outcome, goal: Outcome) -> Deed:
    """Return the saying that a text became another, both in their first version."""
    seen = {row.public_id: 1, goal.public_id: 1}
    return partial(
        record_succession,
        actor=HOUSE, outcome=row, kind=SuccessionKind.BECAME, successors=[goal], seen_versions=seen, at=house.at,
    )  # fmt: skip


def nothing_is_half_done() -> None:
    """Compare what is stored with the ways that are in force."""
    for row in Outcome.objects.all():
        assert row.continues == Succession.objects.filter(IN_FORCE, origin=row).exists()
        assert row.succeeds == Succession.objects.filter(IN_FORCE, successor=row).exists()
        assert row.pk not in [pk for pk, _since in outcomes_onward([row])]


def test_the_same_said_many_times_at_once_is_said_once(house: House) -> None:
    row, goal = texts(house, 2)
    assert at_once([leading(house, row, goal)] * 6) == []
    assert Fact.objects.filter(type="outcome_succeeded").count() == Succession.objects.count() == 1
    nothing_is_half_done()


def test_a_text_that_is_led_to_several_at_once_goes_to_one(house: House) -> None:
    row, *goals = texts(house, 4)
    for _round in range(ROUNDS):
        errors = at_once([leading(house, row, goal) for goal in goals])
        assert [type(error) for error in errors] == [NotAllowed, NotAllowed]
        assert Succession.objects.filter(IN_FORCE, origin=row).count() == 1
        nothing_is_half_done()
        undo_succession(actor=HOUSE, outcome=row, at=house.at)


def test_a_circle_that_many_close_at_once_stays_open(house: House) -> None:
    ring = texts(house, 6)
    reason = str(is_no_circle(ring[0], {ring[0].pk}).reason)
    for _round in range(ROUNDS):
        errors = at_once([leading(house, row, goal) for row, goal in zip(ring, [*ring[1:], ring[0]], strict=True)])
        assert errors
        reasons = {str(error.reason) for error in errors if isinstance(error, NotAllowed)}
        assert all(one == reason or "vazhdon diku tjetër ose u la mënjanë" in one for one in reasons), reasons
        assert all(isinstance(error, NotAllowed) for error in errors)
        nothing_is_half_done()
        Succession.objects.all().delete()
        Outcome.objects.update(continues=False, succeeds=False)


def test_what_is_taken_back_by_many_at_once_is_taken_back_once(house: House) -> None:
    row, goal = texts(house, 2)
    leading(house, row, goal)()
    sign = succession_sign(succession_of(Outcome.objects.get(pk=row.pk)).went)
    errors = at_once([partial(undo_succession, actor=HOUSE, outcome=row, seen_sign=sign, at=house.at)] * 4)
    assert len(errors) == 3 and {type(error) for error in errors} <= {NotAllowed, LedElsewhere}
    assert Fact.objects.filter(type="succession_undone").count() == 1
    nothing_is_half_done()


def test_a_text_that_is_published_anew_meanwhile_is_not_led_on_unread(house: House) -> None:
    row, goal = texts(house, 2)
    anew = partial(publish_text, actor=HOUSE, outcome=goal, title=both("Text 1"), body=quoted("At nine."), at=house.at)
    errors = at_once([leading(house, row, goal), anew])
    assert {type(error) for error in errors} <= {TextsChanged}
    assert bool(errors) != Succession.objects.exists()
    nothing_is_half_done()
