"""The security log tells what happened at the door, and names nobody."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from kuvend.foundation.core.security_log import Event, note, note_when_kept
from kuvend.foundation.people.actions import end_mandate
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Mandate
from tests.support.house import House, signed_in

SOURCE = Path(__file__).parents[3] / "src" / "kuvend"
PAGE = Path(__file__).parents[3] / "docs" / "reference" / "security-log.md"
LINE = re.compile(r"^\w+ person=(\d+|-) about=[\w-]+$")


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "kuvend.security"]


@pytest.fixture(autouse=True)
def everything(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="kuvend.security")


def test_every_event_is_described_and_written_somewhere() -> None:
    described = set(re.findall(r"`(\w+)`", PAGE.read_text(encoding="utf-8").partition("| event |")[2]))
    assert described == {event.value for event in Event}
    source = "".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    assert [event.name for event in Event if f"Event.{event.name}" not in source] == []


def test_a_mandate_is_told_with_its_id_and_its_giver(
    house: House, caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        person = house.official(Role.MODERATOR)
        mandate = Mandate.objects.select_related("scope").get(person=person)
        end_mandate(actor=HOUSE, mandate=mandate, to_date=house.at.date(), at=house.at)
    about = f"person=- about={mandate.public_id}"
    assert [line for line in lines(caplog) if "mandate" in line] == [f"mandate_given {about}", f"mandate_ended {about}"]


def test_who_is_refused_is_told_with_the_route(house: House, caplog: pytest.LogCaptureFixture) -> None:
    person = house.person()
    signed_in(person).get("/en/desk/people/")
    assert f"refused person={person.pk} about=desk_people" in lines(caplog)


def test_a_wrong_password_is_told_and_the_line_names_no_address(house: House, caplog: pytest.LogCaptureFixture) -> None:
    form = {"login": house.person("zzarta").email, "password": "not the right one"}
    Client(REMOTE_ADDR="203.0.113.9").post("/en/account/login/", form)
    assert "sign_in_failed person=- about=-" in lines(caplog)
    assert "zzarta" not in caplog.text
    assert "203.0.113" not in caplog.text
    assert all(LINE.match(line) for line in lines(caplog))


@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_is_not_told(caplog: pytest.LogCaptureFixture) -> None:
    from django.db import transaction

    with pytest.raises(RuntimeError), transaction.atomic():
        note_when_kept(Event.MANDATE_GIVEN, person=1)
        note(Event.REFUSED, person=1)
        raise RuntimeError
    assert lines(caplog) == ["refused person=1 about=-"]
