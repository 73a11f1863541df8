"""A passkey is added and used in a real browser, under the strict content security policy."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

pytestmark = pytest.mark.django_db(transaction=True)
AUTHENTICATOR = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def test_a_passkey_is_added_on_my_page_and_signs_in(
    house: Any, open_page: Callable[..., Any], live_server: Any
) -> None:
    from allauth.account.models import EmailAddress

    from tests.support.house import signed_in

    me = house.person("ana")
    EmailAddress.objects.create(user=me, email=me.email, verified=True, primary=True)
    page = open_page(js=True)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    session = signed_in(me, second_factor=False).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page.goto("/en/account/2fa/webauthn/add/")
    page.get_by_label("Your name for it").fill("My phone")
    page.get_by_label("Sign in with it alone").check()
    page.get_by_role("button", name="Add").click()
    page.wait_for_url(lambda url: "add" not in url)
    page.goto("/en/account/2fa/webauthn/")
    page.get_by_role("heading", name="My phone").wait_for()
    page.context.clear_cookies()
    page.goto("/en/account/login/?next=/en/me/")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("heading", name="My page", exact=True).wait_for()
    assert not complaints
