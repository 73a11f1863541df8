"""Success is told where the eyes and the screen reader are: in the title, and in a sentence that has the focus."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

import kuvend
from kuvend.foundation.core.confirmations import confirmations, done_at
from tests.support.house import House, signed_in


def test_every_deed_is_told_in_the_title_and_in_a_sentence_that_takes_the_focus(house: House) -> None:
    address = f"/en/contributions/{house.idea().public_id}/"
    with translation.override("en"):
        for deed, sentence in confirmations().items():
            page = Client().get(done_at(address, deed)["Location"]).content.decode()
            assert "<title>Done: " in page, deed
            assert f"<p>{sentence}</p>" in page, deed
            assert page.count("autofocus") == 1, deed


def test_an_address_that_names_no_deed_tells_of_none(house: House) -> None:
    for word in ("", "nothing", "<script>"):
        address = f"/en/contributions/{house.idea().public_id}/"
        page = Client().get(address, {"done": word}, follow=True).content.decode()
        assert "<title>" in page
        assert "Done" not in page
        assert "autofocus" not in page
    with pytest.raises(KeyError):
        done_at("/en/", "nothing")


def test_no_view_writes_such_an_address_by_hand() -> None:
    source = Path(kuvend.__file__).parent
    by_hand = [
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if re.search(r"[?&]done=", path.read_text()) and path.name != "confirmations.py"
    ]
    assert by_hand == []


@pytest.mark.django_db(transaction=True)
def test_who_supports_hears_it(open_page: Any, live_server: Any) -> None:
    house = House()
    idea, client = house.idea(), signed_in(house.person())
    page = open_page(js=True)
    cookie = {"name": "session", "value": client.cookies["session"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    with translation.override("en"):
        page.goto(reverse("support", args=[idea.public_id]))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**done=supported**")
    assert page.title().startswith("Done: ")
    page.locator(":focus", has_text="Each support is counted at once").wait_for()
