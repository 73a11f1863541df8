"""Every field of every form takes whatever is sent: cleaned, or refused in words, within a cost, and never an error.

Each sending is undone, so that all forms are met in the same house.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.support.page_forms import TYPED, PageForm, forms_of
from tests.support.walking import every_page
from tests.support.whole_house import WholeHouse
from tests.web.test_pages import visitors

# NUL, controls, an escape for terminals, a line end of another world, what turns text around, half a character.
BROKEN = "Fjal\x00\x01\x08\x1b[31m\x7f\x85 që lexohen\u2028nga të gjithë\u202e\ud800 në vend të tjera\ufffe\udfff"
LONGEST, MUCH = "fjalë të tjera. ", 120_000  # characters: more than a field takes that names no limit
MOST = {"statements": 150, "bytes": 3_000_000}
ANSWERS = {200, 302, 400, 403, 404, 405, 409, 413, 422, 429}
FORM = "application/x-www-form-urlencoded"


def met_forms(whole: WholeHouse) -> Iterator[tuple[str, str, Client, PageForm]]:
    """Each form that is sent, once: the page's name, where it is sent to, by whom."""
    clients, seen = visitors(whole), set()
    with translation.override("en"):
        addresses = every_page(whole)
    for name, address in addresses:
        client = next((one for one in clients if one.get(address).status_code == 200), None)
        if client is None:
            continue
        for form in forms_of(client.get(address).getvalue().decode()):
            to = form.action or address
            shape = (name, to, tuple(sorted(name for name, *_rest in form.fields)))
            if form.method == "post" and shape not in seen:
                seen.add(shape)
                yield name, to, client, form


def send(client: Client, to: str, sent: dict[str, Any]) -> dict[str, Any]:
    """Send a form as bytes that no browser would send, and undo what it did; what it cost and what came back."""
    body = urlencode(sent, doseq=True, errors="surrogatepass").encode()
    with transaction.atomic():
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(to, body, content_type=FORM)
            size = len(answer.getvalue())
        transaction.set_rollback(True)
    return {"status": answer.status_code, "statements": len(queries), "bytes": size}


def told(name: str, to: str, deed: Callable[[], dict[str, Any]]) -> tuple[list[Any], int]:
    """What was wrong with a sending, and its status."""
    try:
        done = deed()
    except Exception as error:
        return [(name, to, repr(error)[:200])], 500
    wrong = [(name, to, done)] if done["status"] not in ANSWERS else []
    return wrong + [(name, to, done) for what, most in MOST.items() if done[what] > most], done["status"]


@pytest.mark.parametrize("fill", ["broken", "longest", "longer"])
def test_no_form_fails_whatever_is_typed(db: None, fill: str) -> None:
    wrong, statuses = [], []
    for name, to, client, form in met_forms(WholeHouse()):
        typed = {"broken": broken, "longest": longest, "longer": longer}[fill](form)
        for all_fields in (False, True):
            values = form.filled(typed, all_fields=all_fields)
            found, status = told(name, to, lambda to=to, client=client, values=values: send(client, to, values))
            wrong += found
            statuses.append(status)
    assert not wrong
    assert len(statuses) > 100
    assert fill == "longer" or statuses.count(302) > 15, "some are taken, so that deeds are met, too"


def broken(form: PageForm) -> Callable[[str], str]:
    return lambda name: BROKEN


def longest(form: PageForm) -> Callable[[str], str]:
    """The longest that each field takes, as far as it names a limit."""
    return lambda name: (LONGEST * (MUCH // 10))[: form.most.get(name, len(LONGEST))].strip().ljust(2, "a")


def longer(form: PageForm) -> Callable[[str], str]:
    return lambda name: (LONGEST * (MUCH // 10))[: MUCH // max(1, len(form.fields) // 4)]


def test_no_single_field_fails_beside_good_ones(db: None) -> None:
    wrong, sent = [], 0
    for name, to, client, form in met_forms(WholeHouse()):
        typed = [field for field, kind, _value in form.fields if kind in TYPED]
        for broken in typed if len(typed) > 1 else []:
            values = form.filled(lambda field, broken=broken: BROKEN if field == broken else good(field))
            sent += 1
            found, _status = told(
                f"{name}: {broken}", to, lambda to=to, client=client, values=values: send(client, to, values)
            )
            wrong += found
    assert not wrong
    assert sent > 60


def good(field: str) -> str:
    """A value that a field of this name most likely takes."""
    if field.endswith(("date", "day", "until")) or field.startswith("due"):
        return "2026-12-01"
    if "email" in field or field == "login":
        return "dikush@example.org"
    if "url" in field or "address" in field:
        return "https://example.org/"
    return "Fjalë të zakonshme, sa duhet të gjata për çdo fushë."
