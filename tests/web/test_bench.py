"""`make bench` posts what a browser posts: its comment is taken, and not refused for want of a hidden field."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from kuvend.foundation.contributions.models import Contribution
from tests.bench.__main__ import statements
from tests.bench.forms import hidden_fields
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
