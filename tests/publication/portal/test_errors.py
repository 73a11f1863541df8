"""When something is missing, refused or broken, the page stays calm and in the language of the address."""

from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from kuvend.web import errors
from tests.support.house import signed_in


@pytest.fixture
def asked() -> HttpRequest:
    return RequestFactory().get("/sq/diku/")


def test_a_fault_of_ours_is_told_without_asking_the_database(asked: HttpRequest, db: None) -> None:
    with CaptureQueriesContext(connection) as statements:
        response = errors.server_error(asked)
    assert response.status_code == 500
    assert "Faji është yni" in response.content.decode()
    assert not statements


@pytest.mark.parametrize(
    ("page", "status"), [(errors.bad_request, 400), (errors.forbidden, 403), (errors.not_found, 404)]
)
def test_each_error_has_its_status_and_says_what_to_do_next(page: Any, status: int, asked: HttpRequest) -> None:
    response = page(asked, Exception())
    assert response.status_code == status
    assert '<html lang="sq" dir="ltr">' in response.content.decode()
    assert 'href="/sq/search/"' in response.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_mark_is_asked_to_be_sent_again(house: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/en/account/login/code/", {"email": "ana@example.org"})
    assert response.status_code == 403
    assert "Please send the form again" in response.content.decode()


@pytest.mark.django_db
def test_a_refused_deed_says_why(house: Any) -> None:
    closed = house.make_activity("ideas", closes_at=house.at)
    response = signed_in(house.person()).get(f"/en/activities/{closed.public_id}/ideas/new/")
    assert response.status_code == 403
    assert "This closed on" in response.content.decode()


@pytest.mark.django_db
def test_what_only_officials_may_see_says_so_to_others(house: Any) -> None:
    response = signed_in(house.person()).get("/en/desk/")
    assert response.status_code == 403
    assert "This page is for people with a mandate" in response.content.decode()
