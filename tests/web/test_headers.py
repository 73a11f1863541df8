"""What every answer tells the browser to keep shut, and what it drops when somebody signs out."""

from typing import Any

import pytest
from django.test import Client

from tests.support.house import House, signed_in


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/en/", "/en/account/login/", "/en/nowhere/", "/record/checkpoint"])
def test_no_page_may_use_camera_microphone_or_place(address: str) -> None:
    policy = Client().get(address)["Permissions-Policy"]
    assert all(f"{feature}=()" in policy for feature in ("camera", "microphone", "geolocation"))
    assert "publickey" not in policy


def test_signing_out_clears_what_the_browser_kept_of_private_pages(house: House) -> None:
    client = signed_in(house.person())
    assert not client.get("/en/me/").has_header("Clear-Site-Data")
    assert client.post("/en/account/logout/")["Clear-Site-Data"] == '"cache", "storage"'
    erasing = signed_in(house.person(), second_factor=False)
    assert erasing.post("/en/me/erase/", {"words": "stay", "sure": "on"}).has_header("Clear-Site-Data")


@pytest.mark.django_db
def test_behind_https_a_browser_comes_back_by_https_alone(settings: Any) -> None:
    settings.SECURE_HSTS_SECONDS = 31536000
    assert Client().get("/en/", secure=True)["Strict-Transport-Security"] == "max-age=31536000"
