"""A process has a page where a room has one: home, stage and the record lead there, and do without."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from kuvend.accountability.plans.document.actions import import_plan
from kuvend.engines.formats.plan import read_plan
from kuvend.foundation.people import own
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.own import OwnRows
from kuvend.foundation.processes import process_pages, stage_notes
from kuvend.foundation.processes.models import Activity, Process
from kuvend.foundation.processes.process_pages import latest_page, rows_beside, url_of_process
from tests.support.house import House, signed_in
from tests.support.whole_house import PLAN, WholeHouse


def test_a_process_with_a_plan_leads_to_it_and_one_without_leads_nowhere(db: None) -> None:
    whole = WholeHouse()
    assert rows_beside("process__") == ["process__plan"]
    assert url_of_process(whole.plan.process).endswith(f"/plans/{whole.plan.public_id}/")
    assert url_of_process(whole.house.process) == ""
    assert latest_page() is not None


@pytest.mark.parametrize(
    ("shifts", "shown"),
    [
        pytest.param([(-100, 400), (-10, 90)], 1, id="of two that run the one that began last"),
        pytest.param([(1, 400), (-100, 90)], 1, id="the one that runs, not one that is to come"),
        pytest.param([(-300, -2), (-200, -1)], 1, id="where none runs, the one that ended last"),
    ],
)
def test_home_and_the_page_of_the_plan_show_the_same_plan_while_two_overlap(
    house: House, shifts: list[tuple[int, int]], shown: int
) -> None:
    files = [PLAN.replace("key: small-plan", f"key: plan-{number}") for number in (1, 2)]
    plans = [import_plan(actor=HOUSE, document=read_plan(file), at=house.at) for file in files]
    today = house.at.date()
    Process.objects.exclude(plan__in=plans).update(from_date=today - timedelta(900), to_date=today - timedelta(800))
    for plan, (first, last) in zip(plans, shifts, strict=True):
        days = {"from_date": today + timedelta(first), "to_date": today + timedelta(last)}
        Process.objects.filter(pk=plan.process_id).update(**days)
    link = latest_page()
    assert link is not None
    with time_machine.travel(house.at, tick=False):
        home, page = (Client().get(address).context["page"] for address in ("/en/", link[0]))
    assert home.process == plans[shown].process
    assert page.plan == plans[shown]


def test_without_such_a_room_home_and_stage_stand_and_lead_to_no_plan(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process_pages, "_pages", [])
    monkeypatch.setattr(stage_notes, "_sources", [])
    Activity.objects.update(closes_at=house.at)
    for address in ("/en/", f"/en/stages/{house.stage.public_id}/", "/en/about/ogp/"):
        response = Client().get(address)
        assert response.status_code == 200
        main = response.content.decode().partition("<main")[2].partition("</main")[0]
        assert "/plan/" not in main
        assert "/plans/" not in main


def test_what_a_room_keeps_of_a_person_is_in_their_download(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own, "_rooms", [OwnRows("postcards", lambda person: [{"to": person.pk}])])
    person = house.person()
    assert own.own_rows(person) == {"postcards": [{"to": person.pk}]}
    data = json.loads(signed_in(person).get("/en/me/data/").content)
    assert data["postcards"] == [{"to": person.pk}]
