"""A process has a page where a room has one: home, stage and the record lead there, and do without."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from kuvend.foundation.people import own
from kuvend.foundation.people.own import OwnRows
from kuvend.foundation.processes import process_pages, stage_notes
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.processes.process_pages import latest_page, rows_beside, url_of_process
from tests.support.house import House, signed_in
from tests.support.whole_house import WholeHouse


def test_a_process_with_a_plan_leads_to_it_and_one_without_leads_nowhere(db: None) -> None:
    whole = WholeHouse()
    assert rows_beside("process__") == ["process__plan"]
    assert url_of_process(whole.plan.process).endswith(f"/plans/{whole.plan.public_id}/")
    assert url_of_process(whole.house.process) == ""
    assert latest_page() is not None


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
