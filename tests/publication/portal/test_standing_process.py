"""What the public sees of a standing process: a box that is always open, beside the plan and never in its place."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest
from django.test import Client

from kuvend.foundation.processes.models import Activity
from kuvend.foundation.processes.queries import current_process
from kuvend.foundation.record import actions as record
from tests.support.house import House
from tests.support.standing import always_open, standing_process
from tests.support.whole_house import WholeHouse


@pytest.fixture
def box(house: House) -> Activity:
    return always_open(house)


def shown(path: str) -> str:
    page = Client().get(path)
    assert page.status_code == 200
    return b"".join(page).decode("utf-8-sig")


def test_it_is_never_the_current_process_even_when_nothing_else_runs(house: House) -> None:
    standing, today = standing_process(house), house.at.date()
    assert standing.from_date > house.process.from_date
    assert current_process([standing, house.process], today) == house.process
    assert current_process([standing, house.process], today + timedelta(days=3000)) == house.process
    assert current_process([standing], today) is None


def test_the_first_page_and_take_part_list_the_box_last(house: House, box: Activity) -> None:
    for path in ("/en/", "/en/take-part/"):
        page = shown(path)
        assert page.index("Activity 1") < page.index("What should be better?")
        assert "always open" in page
    home = shown("/en/")
    assert '<p class="soft">A plan</p>' in home
    assert "One</a>" in home, "the stages of the plan"
    page = shown("/en/take-part/")
    assert f'<a href="/en/processes/{box.process.public_id}/">Suggestions</a>' in page
    assert page.index("Open now: A plan") < page.index("Suggestions")


def test_its_page_and_that_of_the_box_read_well(house: House, box: Activity) -> None:
    house.idea(activity=box)
    record.advance(at=house.at)
    page = shown(f"/en/processes/{box.process.public_id}/")
    assert "from 1 November 2026, with no last day" in page
    assert "What should be better?" in page
    assert "0 contributions have their answer. 1 waits for one." in page
    assert "overdue" not in page
    page = shown(f"/en/activities/{box.public_id}/")
    assert f'href="/en/processes/{box.process.public_id}/"' in page
    assert "always open" in page
    assert "with no last day" in page
    assert "midnight" not in page
    assert "None" not in page


@pytest.mark.django_db
def test_a_process_with_a_page_in_another_room_is_shown_there_and_one_that_is_none_nowhere() -> None:
    plan = WholeHouse().plan
    page = Client().get(f"/en/processes/{plan.process.public_id}/")
    assert page["Location"].endswith(f"/{plan.public_id}/")
    assert Client().get("/en/processes/0000000000/").status_code == 404


def test_the_calendar_says_when_the_box_opened_and_no_end_of_it(house: House, box: Activity) -> None:
    page = shown("/en/calendar/")
    assert page.count(f"/en/activities/{box.public_id}/") == 1
    file = Client().get(f"/en/processes/{box.process.public_id}/calendar.ics")
    assert file.status_code == 200
    assert file.content.decode().count("BEGIN:VEVENT") == 1


def test_the_page_of_its_institution_counts_what_is_owed_there(house: House, box: Activity) -> None:
    house.idea(activity=box)
    record.advance(at=house.at)
    page = shown(f"/en/institutions/{house.owner.public_id}/")
    assert "What should be better?" in page
    assert "14 November 2026, with no last day" in page


def test_files_and_api_give_an_empty_last_day(house: House, box: Activity) -> None:
    for name, row, column in (("processes", box.process, "to_date"), ("activities", box, "closes_at")):
        lines = csv.DictReader(io.StringIO(shown(f"/open-data/{name}.csv")))
        assert [line[column] for line in lines if line["id"] == row.public_id] == [""]
        assert json.loads(shown(f"/api/v1/{name}/{row.public_id}"))[column] is None


def test_search_feed_and_the_map_of_the_site_find_it(house: House, box: Activity) -> None:
    idea = house.idea(activity=box)
    record.advance(at=house.at)
    assert idea.public_id in shown("/en/search/?q=office")
    assert Client().get(f"/en/feeds/processes/{box.process.public_id}.atom").status_code == 200
    assert f"/en/processes/{box.process.public_id}/" in shown("/sitemaps/processes-0.xml")
