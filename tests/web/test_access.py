"""Every address, for everyone: what a route declares is what happens, and a route that declares nothing fails.

The answers of all roles to GET and to an empty POST are stored in tests/stored/access.json: a change of who may
do what shows there. Each request runs in a savepoint that is rolled back, so that none disturbs the next.
"""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Person
from kuvend.foundation.record import actions as record
from kuvend.web.middleware import MOST_SENT_BY_ANYONE, PROBES
from tests.support.house import signed_in
from tests.support.routes import all_patterns
from tests.support.stored import Stored
from tests.support.whole_house import WholeHouse

DECLARED = {"public", "open_form", "signed_in", "official", "loopback"}
LIBRARIES = ("account_", "mfa_", "socialaccount_")


def own_patterns() -> list[Any]:
    return [pattern for pattern in all_patterns() if not (pattern.name or "").startswith(LIBRARIES)]


def test_every_route_declares_who_may_reach_it() -> None:
    silent = [str(p.pattern) for p in all_patterns() if getattr(p.callback, "access", "") not in DECLARED]
    assert not silent


def test_every_own_route_has_a_name() -> None:
    assert [str(p.pattern) for p in own_patterns() if not p.name] == ["", "favicon.ico"]  # these only send on


@pytest.fixture
def whole(db: None) -> WholeHouse:
    return WholeHouse()


def roles(whole: WholeHouse) -> dict[str, Client]:
    """A client for each kind of visitor."""
    house = whole.house
    clients: dict[str, Client] = {
        "anonymous": Client(raise_request_exception=False),
        "person": signed_in(house.person(), second_factor=False),
        "author": signed_in(whole.author, second_factor=False),
        "another author": signed_in(whole.other_author, second_factor=False),
        "official without second factor": signed_in(
            house.official(Role.MODERATOR, scope=house.site), second_factor=False
        ),
        "officer of the wrong institution": signed_in(
            house.official(Role.INSTITUTION_OFFICER, institution=house.other, scope=house.site)
        ),
    }
    for role in Role.values:
        clients[role] = signed_in(house.official(role, scope=house.site))
    return clients


def answer_of(client: Client, method: str, address: str) -> int:
    """The status of one request, whose effects are rolled back."""
    with transaction.atomic():
        response = getattr(client, method)(address)
        status: int = response.status_code
        transaction.set_rollback(True)
    return status


def test_what_each_visitor_gets_is_what_is_stored(whole: WholeHouse) -> None:
    stored = Stored("access")
    clients = roles(whole)
    with translation.override("en"):
        for pattern in own_patterns():
            if not pattern.name:
                continue
            address = reverse(pattern.name, kwargs=whole.arguments(pattern))
            for method in ("get", "post"):
                answers = {role: answer_of(client, method, address) for role, client in clients.items()}
                stored.see(f"{method.upper()} {pattern.name}", answers)
                check_declared(pattern.callback.access, method, answers)
    stored.check()


def check_declared(access: str, method: str, answers: dict[str, int]) -> None:
    """What holds for each kind of access, whatever is stored."""
    assert not [role for role, status in answers.items() if status >= 500], answers
    if access == "public":
        assert len(set(answers.values())) == 1, answers
    if access in {"signed_in", "official"}:
        assert answers["anonymous"] == 302
    if access == "official":
        assert answers["person"] == answers["author"] == 403
        assert answers["official without second factor"] == 302
    if access == "loopback":  # tests ask from this machine; the mailbox is the demonstration's alone
        assert set(answers.values()) in ({404}, {200}, {405})


def test_deeds_on_a_closed_activity_are_refused_with_the_reason(whole: WholeHouse) -> None:
    activity = whole.house.activity
    type(activity).objects.filter(pk=activity.pk).update(closes_at=whole.house.at - timedelta(days=1))
    client = signed_in(whole.other_author, second_factor=False)
    with translation.override("en"):
        for name, argument in (
            ("new_idea", activity.public_id),
            ("reply", whole.idea.public_id),
            ("support", whole.idea.public_id),
            ("comment_on_activity", activity.public_id),
        ):
            response = client.post(reverse(name, args=[argument]), {"title": "A late idea", "body": "Too late."})
            assert response.status_code == 403, name
            assert "This closed on" in response.content.decode(), name


def test_public_pages_carry_no_cookie_and_vary_by_encoding_alone(whole: WholeHouse) -> None:
    record.advance(at=whole.house.at)
    person = signed_in(whole.author)
    person.cookies["csrf"] = "x" * 7  # malformed
    for pattern in own_patterns():
        if not pattern.name or pattern.callback.access != "public":
            continue
        address = reverse(pattern.name, kwargs=whole.arguments(pattern))
        first, second = Client().get(address), person.get(address)
        assert first.getvalue() == second.getvalue(), address
        for response in (first, second):
            assert not response.cookies, address
            varies = "Accept-Language" if hasattr(pattern.callback, "by_language") else "Accept-Encoding"
            assert response.get("Vary", varies) == varies, address
            if response.status_code == 200 and not address.startswith("/record/") and address not in PROBES:
                assert "stale-while-revalidate" in response["Cache-Control"]
                known = Client().get(address, headers={"if-none-match": response["ETag"]})
                assert (known.status_code, known.get("Vary")) == (304, response.get("Vary"))
            assert "unsafe-inline" not in response["Content-Security-Policy"]


@pytest.mark.parametrize(("sent", "status"), [(MOST_SENT_BY_ANYONE, 405), (MOST_SENT_BY_ANYONE + 1, 413)])
def test_more_than_words_is_refused_before_anything_reads_it(db: None, sent: int, status: int) -> None:
    answer = Client().post(reverse("search"), b"x" * sent, content_type="text/plain")
    assert answer.status_code == status


class Unread(io.BytesIO):
    """A body that remembers whether anybody read it."""

    touched = False

    def read(self, size: int | None = -1, /) -> bytes:
        self.touched = True
        return super().read(size)


def test_of_a_stranger_no_file_is_read(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies[settings.CSRF_COOKIE_NAME] = "x" * 32
    body = Unread(b"--b\r\n" + b"x" * MOST_SENT_BY_ANYONE + b"\r\n--b--\r\n")
    environ: dict[str, Any] = {"wsgi.input": body, "CONTENT_LENGTH": str(len(body.getvalue()))}
    answer = client.post(
        reverse("milestone_report", args=["0" * 10]), content_type="multipart/form-data; boundary=b", **environ
    )
    assert answer.status_code == 302
    assert not body.touched


def test_private_pages_are_kept_by_no_cache(whole: WholeHouse) -> None:
    client = signed_in(whole.author)
    for name in ("me", "new_idea"):
        arguments = [whole.house.activity.public_id] if name == "new_idea" else []
        assert "no-store" in client.get(reverse(name, args=arguments))["Cache-Control"]


def test_no_page_holds_an_address_of_a_person(whole: WholeHouse) -> None:
    emails = list(Person.objects.values_list("email", flat=True))
    for pattern in own_patterns():
        if pattern.name and pattern.callback.access == "public":
            content = (
                Client()
                .get(reverse(pattern.name, kwargs=whole.arguments(pattern)))
                .getvalue()
                .decode("utf-8", "replace")
            )
            assert not [email for email in emails if email in content], pattern.name
