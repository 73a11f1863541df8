"""`make bench` posts what a browser posts: its comment is taken, and not refused for want of a hidden field."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.security_log import Event, note
from tests.bench.__main__ import statements
from tests.bench.forms import hidden_fields
from tests.bench.quiet import keep_quiet
from tests.support.house import House


def test_the_form_is_sent_with_what_its_page_holds_in_hidden_fields(db: None) -> None:
    house = House(at=timezone.now() - timedelta(minutes=5))
    idea = house.idea()
    words = "Pajtohem me këtë ide."
    sql = statements(reverse("reply", args=[idea.public_id]), words=words, person=house.person())
    assert Contribution.objects.get(kind="comment").body == words
    assert sql > 0


def test_hidden_fields_are_read_and_others_left() -> None:
    page = '<input type="hidden" name="a" value="1&amp;2"><input type=hidden name=b><input name="typed" value="x">'
    assert hidden_fields(page) == {"a": "1&2", "b": ""}


def test_the_sign_ins_of_simulated_people_do_not_stand_among_the_figures(caplog: pytest.LogCaptureFixture) -> None:
    security = logging.getLogger("kuvend.security")
    level = security.level
    try:
        note(Event.SIGNED_IN, person=1)
        assert [one.name for one in caplog.records] == ["kuvend.security"]
        keep_quiet()
        note(Event.SIGNED_IN, person=2)
        assert len(caplog.records) == 1
    finally:
        security.setLevel(level)
