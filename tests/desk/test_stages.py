"""Stages: what keeps them from opening and closing, the evidence, the step itself."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kuvend.foundation.people.actions import keep_scope
from kuvend.foundation.processes.models import GateItem
from kuvend.foundation.record.models import Fact
from tests.support.house import House, both


@pytest.fixture
def item(house: House) -> GateItem:
    """A condition without which the stage does not open."""
    return GateItem.objects.create(
        stage=house.stage, key="order", number=1, side="opens", text=both("The order is published"),
        with_civil_society=True,
    )  # fmt: skip


def address(house: House) -> str:
    return f"/en/desk/stages/{house.stage.public_id}/"


def test_the_secretariat_begins_at_the_stages_and_sees_what_is_missing(secretariat: Client, item: GateItem) -> None:
    assert secretariat.get("/en/desk/")["Location"] == "/en/desk/stages/"
    body = secretariat.get("/en/desk/stages/").content.decode()
    assert "It cannot open while this does not hold:" in body
    assert "The order is published" in body
    assert f"/en/desk/gate-items/{item.public_id}/" in body


def test_a_stage_does_not_open_while_a_condition_fails(house: House, secretariat: Client, item: GateItem) -> None:
    refused = secretariat.post(address(house))
    assert refused.status_code == 422
    assert "These conditions do not hold yet: The order is published" in refused.content.decode()
    house.stage.refresh_from_db()
    assert house.stage.state == "ahead"


def test_with_its_evidence_named_it_opens_and_then_closes(house: House, secretariat: Client, item: GateItem) -> None:
    evidence = f"/en/desk/gate-items/{item.public_id}/"
    assert secretariat.post(evidence, {"url": "order"}).status_code == 422
    named = {"title_sq": "Urdhri 12", "title_en": "Order 12", "url": "https://example.org/order-12"}
    assert secretariat.post(evidence, named)["Location"] == address(house)
    assert "Order 12" in secretariat.get(address(house)).content.decode()
    assert secretariat.post(address(house)).status_code == 302
    house.stage.refresh_from_db()
    assert house.stage.state == "open"
    GateItem.objects.create(
        stage=house.stage, key="done", number=2, side="closes", text=both("All is closed"), computed="activities_closed"
    )
    assert secretariat.post(address(house)).status_code == 422
    house.activity.delete()
    assert secretariat.post(address(house)).status_code == 302
    assert Fact.objects.filter(type__in=["gate_item_confirmed", "stage_opened", "stage_closed"]).count() == 3
    assert "Close this stage" not in secretariat.get(address(house)).content.decode()


def test_a_computed_condition_takes_no_evidence(house: House, secretariat: Client) -> None:
    item = GateItem.objects.create(
        stage=house.stage, key="all", number=1, side="closes", text=both("All answered"), computed="all_answered"
    )
    assert secretariat.get(f"/en/desk/gate-items/{item.public_id}/").status_code == 404


def test_only_who_runs_the_process_moves_its_stages(
    house: House, at_desk: Callable[..., Client], officer: Client, item: GateItem
) -> None:
    beside = keep_scope(key="beside", title=both("Beside"), parent=house.site)
    stranger = at_desk("secretariat", scope=beside)
    assert "no process within your mandate" in stranger.get("/en/desk/stages/").content.decode()
    for client in (stranger, officer):
        assert client.post(address(house)).status_code == 403
        assert client.post(f"/en/desk/gate-items/{item.public_id}/", {"title_en": "Order"}).status_code == 403
    assert officer.get("/en/desk/stages/").status_code == 403


def test_the_pages_ask_few_questions(
    house: House, secretariat: Client, item: GateItem, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(2, 12):
        known = {"stage": house.stage, "key": f"k{number}", "number": number, "side": "opens"}
        GateItem.objects.create(**known, text=both(f"Condition {number}")).actors.add(house.owner)
    for page in ("/en/desk/stages/", address(house), f"/en/desk/gate-items/{item.public_id}/"):
        with django_assert_max_num_queries(15):
            assert secretariat.get(page).status_code == 200
