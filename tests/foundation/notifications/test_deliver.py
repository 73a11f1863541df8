"""Letters leave one by one: what fails or is cut does not touch the others, and goes again as the same letter."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from email import message_from_bytes
from email.errors import HeaderParseError

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.utils import timezone

from kuvend.foundation.notifications.actions.mail import PAUSE, TRIES, deliver
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.people.models import Person
from tests.support.post_office import PostOffice, post_office

taken: list[tuple[str, str]] = []  # address and Message-ID, as the server saw them


class CutError(BaseException):
    """The process ends here."""


class Server(BaseEmailBackend):
    """Takes letters; it is closed to one address, and the process ends after it took that of another."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for letter in email_messages:
            if letter.to[0].startswith("closed"):
                raise ConnectionRefusedError
            if letter.to[0].startswith("unwritable"):
                raise ValueError("no such address can be written")
            if letter.to[0].startswith("unparsable"):
                raise HeaderParseError("a header inside a header")
            letter.message().as_bytes()
            taken.append((letter.to[0], letter.extra_headers["Message-ID"]))
            if letter.to[0].startswith("cut") and taken.count(taken[-1]) == 1:
                raise CutError
        return len(email_messages)


@pytest.fixture(autouse=True)
def server(settings: object, db: None) -> Iterator[None]:
    settings.EMAIL_BACKEND = f"{__name__}.Server"  # type: ignore[attr-defined]
    taken.clear()
    yield


def queue(*names: str) -> datetime:
    """Queue a letter to each name, and return a moment just after."""
    for name in names:
        person = Person.objects.create_user(f"{name}@example.org")
        Mail.objects.create(key=f"fact:1:{name}", person=person, subject="A step", body="Words")
    return timezone.now() + timedelta(seconds=1)


def to() -> list[str]:
    return [address.partition("@")[0] for address, _message_id in taken]


def test_a_letter_leaves_once() -> None:
    at = queue("ana", "ben")
    assert deliver(at=at) == 2
    assert deliver(at=at + timedelta(days=1)) == 0
    assert to() == ["ana", "ben"]


@pytest.mark.parametrize("trouble", ["closed", "unwritable", "unparsable"])
def test_a_letter_that_cannot_be_sent_does_not_keep_the_others(trouble: str) -> None:
    at = queue("ana", trouble, "ben")
    assert deliver(at=at) == 2
    assert to() == ["ana", "ben"]


@pytest.mark.parametrize("line_end", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\r\n", "\n"])
def test_a_subject_is_one_line_whatever_a_name_holds(line_end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[bytes] = []

    def send(self: Server, letters: Sequence[EmailMessage]) -> int:
        sent.extend(letter.message().as_bytes() for letter in letters)
        return len(letters)

    monkeypatch.setattr(Server, "send_messages", send)
    at = queue("ana")
    Mail.objects.update(subject=f"Ministry of Justice{line_end}Directorate: Prisons answered you")
    assert deliver(at=at) == 1
    (letter,) = map(message_from_bytes, sent)
    assert letter["Subject"] == "Ministry of Justice Directorate: Prisons answered you"
    assert letter.get_payload().strip() == "Words"


def test_only_the_letter_whose_delivery_was_cut_goes_again_and_under_the_same_message_id() -> None:
    at = queue("ana", "cut", "ben")
    with pytest.raises(CutError):
        deliver(at=at)
    assert deliver(at=at + PAUSE) == 2
    assert to() == ["ana", "cut", "cut", "ben"]
    assert taken[1] == taken[2]
    assert len({message_id for _address, message_id in taken}) == 3


def test_no_transaction_is_open_while_the_server_talks_and_a_letter_says_that_a_machine_wrote_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at, depth = queue("ana"), len(connection.savepoint_ids)
    seen: list[tuple[int, str]] = []

    def send(self: Server, letters: Sequence[EmailMessage]) -> int:
        seen.extend((len(connection.savepoint_ids), letter.extra_headers["Auto-Submitted"]) for letter in letters)
        return len(letters)

    monkeypatch.setattr(Server, "send_messages", send)
    deliver(at=at)
    assert seen == [(depth, "auto-generated")]


def test_a_batch_goes_over_one_connection_and_a_refused_letter_is_told_by_its_kind_without_its_address(
    settings: object, caplog: pytest.LogCaptureFixture
) -> None:
    with post_office(refuses="closed") as office:
        _through(office, settings)
        at = queue("ana", "closed", "closed-too", "ben")
        assert deliver(at=at) == 2
        assert office.conversations == 1
    (line,) = [record.getMessage() for record in caplog.records]
    assert line == "letters that were not taken: 2 (SMTPRecipientsRefused 550)"


def test_a_letter_that_the_server_refuses_to_take_is_told_by_the_code_and_not_by_the_words_of_the_server(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    opened: list[str] = []

    def send(self: Server, letters: Sequence[EmailMessage]) -> int:
        if letters[0].to[0].startswith("full"):
            raise smtplib.SMTPDataError(452, b"the box of full@example.org is full")
        return 1

    monkeypatch.setattr(Server, "send_messages", send)
    monkeypatch.setattr(Server, "open", lambda self: opened.append("again"))
    assert deliver(at=queue("full", "ana")) == 1
    assert [record.getMessage() for record in caplog.records] == ["letters that were not taken: 1 (SMTPDataError 452)"]
    assert opened == ["again"], "the conversation goes on after a refusal"


def test_while_the_server_is_away_no_letter_counts_as_tried_and_the_log_says_so_once(
    settings: object, caplog: pytest.LogCaptureFixture
) -> None:
    with post_office() as office:
        _through(office, settings)
    at = queue("ana", "ben")
    assert deliver(at=at) == 0
    assert set(Mail.objects.values_list("tries", flat=True)) == {0}
    assert [record.getMessage() for record in caplog.records] == [
        "mail does not leave: the server cannot be used (ConnectionRefusedError)"
    ]


def test_a_server_that_hangs_is_left_after_its_first_letter(settings: object) -> None:
    with post_office(hangs=True) as office:
        _through(office, settings)
        settings.EMAIL_TIMEOUT = 0.2  # type: ignore[attr-defined]
        assert deliver(at=queue("ana", "ben", "cen")) == 0
        assert office.conversations == 1


def test_a_delivery_ends_when_its_time_is_over() -> None:
    at = queue("ana", "ben", "cen")
    assert deliver(at=at, enough=lambda: len(taken) == 2) == 2


def _through(office: PostOffice, settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = office.server_address  # type: ignore[attr-defined]
    settings.EMAIL_USE_TLS = False  # type: ignore[attr-defined]


def test_a_letter_outlives_a_mail_server_that_is_away_for_a_day_and_is_given_up_in_the_end() -> None:
    at, letter = queue("closed"), Mail.objects.get()
    tried_after = []
    for ten_minutes in range(6 * 24 * 6):
        deliver(at=at + timedelta(minutes=10 * ten_minutes))
        tries, letter.tries = letter.tries, Mail.objects.get().tries
        if letter.tries > tries:
            tried_after.append(timedelta(minutes=10 * ten_minutes))
    assert tried_after[:2] == [timedelta(0), timedelta(minutes=10)]
    assert tried_after[-1] > timedelta(days=1)
    assert letter.tries == TRIES
