"""The plan check in a real browser: axe finds nothing, and nothing scrolls sideways on a phone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from kuvend.accountability.plans.document.actions import import_plan
from kuvend.engines.formats.plan import read_plan
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.models import Activity
from tests.support.browser import PHONE
from tests.support.house import House, signed_in

ALBANIA = Path(__file__).resolve().parents[5] / "examples" / "albania-2020-2022" / "plan.yaml"


@pytest.mark.parametrize("language", ["sq", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.django_db(transaction=True)
def test_axe_finds_nothing_on_the_plan_check_and_the_page_of_its_submission(
    house: House, bring: Callable[..., Any], open_page: Callable[..., Any], live_server: Any,
    language: str, scheme: str,
) -> None:  # fmt: skip
    bring(2)
    plan = import_plan(
        actor=HOUSE, document=read_plan(ALBANIA.read_text(encoding="utf-8")), renamed=["moj"], at=house.at
    )
    Activity.objects.update(process=plan.process)
    client = signed_in(house.official(Role.SECRETARIAT, scope=house.site))
    page = open_page(color_scheme=scheme, viewport=PHONE)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page.goto(f"/{language}/desk/plan-check/")
    for summary in page.locator("main details > summary").all():
        summary.click()
    for address in ("", f"{plan.public_id}/submit/"):
        if address:
            page.goto(f"/{language}/desk/plan-check/{address}")
        found = Axe().run(page).response["violations"]
        assert not [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
