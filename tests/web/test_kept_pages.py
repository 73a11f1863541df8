"""Public pages that nothing has changed are not drawn again; whatever is done is on the next page, in any process."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kuvend.foundation.contributions.models import Contribution
from kuvend.web import kept_pages
from tests.support.house import House

pytestmark = pytest.mark.django_db(transaction=True)


def asked(client: Client, address: str, **headers: str) -> tuple[Any, int]:
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address, headers=headers)
    return response, len(queries)


@pytest.fixture
def page(house: House) -> str:
    return f"/en/contributions/{house.idea().public_id}/"


def test_a_page_is_drawn_once_while_nothing_changes(page: str) -> None:
    client = Client()
    first, drawn = asked(client, page)
    again, kept = asked(client, page)
    assert (again.content, again.headers) == (first.content, first.headers)
    assert kept == 1 < drawn


def test_who_has_the_page_is_told_so_before_it_is_drawn(page: str) -> None:
    client = Client()
    had = client.get(page)["ETag"]
    response, statements = asked(client, page, **{"if-none-match": had})
    assert (response.status_code, response.content, statements) == (304, b"", 1)


def test_a_deed_in_another_process_is_on_the_next_page(house: House) -> None:
    client, idea = Client(), house.idea()
    address = f"/en/contributions/{idea.public_id}/"
    client.get(address)

    def elsewhere() -> None:
        Contribution.objects.filter(pk=idea.pk).update(title="Changed elsewhere")
        connection.close()

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert "Changed elsewhere" in client.get(address).content.decode()


def test_what_is_written_while_a_page_is_drawn_is_on_the_next(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    client, idea = Client(), house.idea()
    address = f"/en/contributions/{idea.public_id}/"
    whole = kept_pages.KeptPages.keep

    def keep(self: Any, *args: Any) -> None:
        Contribution.objects.filter(pk=idea.pk).update(title="Changed meanwhile")
        whole(self, *args)

    monkeypatch.setattr(kept_pages.KeptPages, "keep", keep)
    client.get(address)
    monkeypatch.undo()
    assert "Changed meanwhile" in client.get(address).content.decode()


def test_a_page_is_not_kept_inside_a_transaction_whose_own_changes_no_snapshot_tells(page: str) -> None:
    client = Client()
    with transaction.atomic():
        client.get(page)
        Contribution.objects.update(title="Changed within")
        assert "Changed within" in client.get(page).content.decode()


def test_languages_queries_and_encodings_are_each_their_own(page: str) -> None:
    client = Client()
    plain = client.get(page)
    packed = client.get(page, headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert not plain.has_header("Content-Encoding")
    assert client.get(page.replace("/en/", "/sq/")).content != plain.content


def test_another_host_is_refused_though_the_page_is_kept(page: str) -> None:
    client = Client()
    client.get(page)
    assert client.get(page, headers={"host": "elsewhere.example"}).status_code == 400


def test_what_is_not_public_is_not_kept(house: House) -> None:
    client = Client()
    _first, drawn = asked(client, "/en/account/sign-in/")
    assert drawn == asked(client, "/en/account/sign-in/")[1]


def test_no_more_pages_are_kept_than_are_set(house: House, settings: Any) -> None:
    settings.KUVEND_KEPT_PAGES = 2
    pages = kept_pages.KeptPages()
    response = Client().get("/robots.txt")
    for address in "abc":
        pages.keep(address, "1:1:", response)
    assert [bool(pages.find(address, "1:1:")) for address in "abc"] == [False, True, True]
    assert pages.find("c", "1:2:") is None
