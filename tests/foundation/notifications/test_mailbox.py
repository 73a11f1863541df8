"""The demonstration's mailbox: its letters lead to where the demonstration is served, wherever they were written."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from kuvend.foundation.notifications.models import Delivered


@pytest.mark.django_db
def test_letters_written_at_another_port_lead_to_the_one_that_is_served(settings: Any) -> None:
    settings.KUVEND_DEMO = True
    Delivered.objects.create(
        to="arta@demo.example",
        subject="An answer",
        body="http://localhost:8000/en/contributions/abc/ and https://example.org:8000/en/ and localhost:8000",
    )
    page = Client().get("/demo/mail", headers={"host": "localhost:8050"}).content.decode()
    assert 'href="http://localhost:8050/en/contributions/abc/"' in page
    assert "http://localhost:8000/" not in page
    assert "https://example.org:8000/en/" in page


@pytest.mark.django_db
def test_the_letters_to_one_address_are_read_alone_however_it_is_written(settings: Any) -> None:
    settings.KUVEND_DEMO = True
    for name in ("arta", "besa"):
        Delivered.objects.create(to=f"{name}@demo.example", subject=f"To {name}", body="Words")
    assert all(f"To {name}" in Client().get("/demo/mail").content.decode() for name in ("arta", "besa"))
    page = Client().get("/demo/mail", {"to": " Arta@demo.example"}).content.decode()
    assert "To arta" in page
    assert "To besa" not in page


@pytest.mark.django_db
def test_nobody_reads_letters_where_there_is_no_demonstration(settings: Any) -> None:
    settings.KUVEND_DEMO = False
    Delivered.objects.create(to="arta@example.org", subject="Your code", body="1234")
    answer = Client().get("/demo/mail")
    assert answer.status_code == 404
    assert "1234" not in answer.content.decode()
