"""Who operates the instance gets one letter a day at most when something waits too long or fails, and no other."""

from __future__ import annotations

from datetime import timedelta

from kuvend.foundation.notifications.actions import queue_reminders
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.people.enums import Role
from kuvend.foundation.record.models import Cursor
from kuvend.web.wiring import hand_down
from tests.support.house import House


def test_the_operator_is_told_once_a_day_what_fails_and_nothing_while_all_is_well(house: House) -> None:
    hand_down()
    operator = house.official(Role.OPERATOR, scope=house.site)
    house.official(Role.MODERATOR)
    queue_reminders(at=house.at)
    assert not Mail.objects.filter(body__contains="/readyz").exists()
    Cursor.objects.create(name="keep_duties", failed_at=house.at, failure="ValueError")
    for _again in range(3):
        queue_reminders(at=house.at)
    letter = Mail.objects.get(body__contains="/readyz")
    assert letter.person == operator
    assert "reactions" in letter.body
    assert "ValueError" not in letter.body
    queue_reminders(at=house.at + timedelta(days=2))
    assert Mail.objects.filter(body__contains="/readyz").count() == 2
