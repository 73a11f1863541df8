"""A room that was taken away leaves no dead end: its activities can be read and no more."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.problems import UsageProblem
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.processes.actions import publish_activity
from kuvend.foundation.processes.models import Activity, ActivityDraft
from kuvend.web.cli import parser
from tests.desk.test_activities import LIST, NEW, asked
from tests.support.house import House, both, signed_in

pytestmark = pytest.mark.django_db
UNUSED = "no longer in use"


@pytest.fixture
def activity(house: House) -> Activity:
    """An activity of a kind that no room brings any more, on a day on which it would be open."""
    return house.make_activity("lanterns")


def test_its_page_is_read_and_no_list_offers_it_as_open(house: House, activity: Activity) -> None:
    address = f"/en/activities/{activity.public_id}/"
    page = Client().get(address)
    assert page.status_code == 200
    assert UNUSED in page.content.decode()
    for listed in ("/en/", "/en/take-part/"):
        content = Client().get(listed).content.decode()
        assert house.activity.public_id in content
        assert address not in content


def test_nobody_says_anything_there(house: House, activity: Activity) -> None:
    comment = f"/en/activities/{activity.public_id}/comment/"
    assert comment not in Client().get(f"/en/activities/{activity.public_id}/").content.decode()
    refusal = signed_in(house.person()).get(comment)
    assert refusal.status_code == 403
    assert UNUSED in refusal.content.decode()


def test_a_file_is_refused_in_a_line(activity: Activity, tmp_path: Path) -> None:
    file = tmp_path / "lanterns.csv"
    file.write_text("title\nA lantern at the stop\n", encoding="utf-8")
    args = parser().parse_args(["import", "contributions", str(file), "--activity", activity.public_id])
    with pytest.raises(UsageProblem, match="which takes no files"):
        args.run(args)


def test_the_desk_lists_it_and_shows_its_draft(house: House, activity: Activity, secretariat: Client) -> None:
    assert activity.public_id in secretariat.get(LIST).content.decode()
    draft = secretariat.post(NEW, asked() | {"deed": "preview"})["Location"]
    ActivityDraft.objects.update(values=asked(kind="lanterns"))
    assert secretariat.get(draft).status_code == 200


def test_nothing_of_its_kind_is_announced(house: House) -> None:
    fresh = Activity(
        process=house.process, kind="lanterns", title=both("Light"), summary=both("Where?"), owner=house.owner,
        scope=house.scope, opens_at=house.at, closes_at=house.activity.closes_at,
    )  # fmt: skip
    with pytest.raises(NotAllowed, match=UNUSED):
        publish_activity(actor=HOUSE, activity=fresh, at=house.at)
