"""Stages: what keeps them from opening and closing, the evidence, the step itself."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actions import keep_scope
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.processes.actions import publish_stage_calendar
from kuvend.foundation.processes.limits import DayLimit, set_day_limits
from kuvend.foundation.processes.models import Activity, GateItem, Stage, StageCalendar
from kuvend.foundation.record.models import Fact
from tests.support.house import House, both


@pytest.fixture
def item(house: House) -> GateItem:
    """A condition without which the stage does not open."""
    return GateItem.objects.create(
        stage=house.stage, key="order", number=1, side="opens", text=both("The order is published"),
        with_civil_society=True,
    )  # fmt: skip


WHY = {"reason_sq": "Salla nuk ishte e lirë.", "reason_en": "The hall was not free."}


def announce(house: House, *, days_ago: int = 30) -> None:
    """Publish the days of the stages so many days ago."""
    at = house.at - timedelta(days=days_ago)
    publish_stage_calendar(actor=HOUSE, process=house.process, note=Localized(), at=at)


def address(house: House) -> str:
    return f"/en/desk/stages/{house.stage.public_id}/"


def test_the_secretariat_begins_at_the_stages_and_sees_what_is_missing(secretariat: Client, item: GateItem) -> None:
    assert 'href="/en/desk/stages/"' in secretariat.get("/en/desk/").content.decode()
    body = secretariat.get("/en/desk/stages/").content.decode()
    assert "It cannot open while this does not hold:" in body
    assert "The order is published" in body
    assert f"/en/desk/gate-items/{item.public_id}/" in body


def test_a_stage_does_not_open_while_a_condition_fails(house: House, secretariat: Client, item: GateItem) -> None:
    announce(house)
    refused = secretariat.post(address(house))
    assert refused.status_code == 422
    assert "These conditions do not hold yet: The order is published" in refused.content.decode()
    house.stage.refresh_from_db()
    assert house.stage.state == "ahead"


def test_with_its_evidence_named_it_opens_and_then_closes(house: House, secretariat: Client, item: GateItem) -> None:
    announce(house)
    evidence = f"/en/desk/gate-items/{item.public_id}/"
    assert secretariat.post(evidence, {"url": "order"}).status_code == 422
    named = {"title_sq": "Urdhri 12", "title_en": "Order 12", "url": "https://example.org/order-12"}
    assert secretariat.post(evidence, named)["Location"] == f"{address(house)}?done=evidence-named"
    assert "Order 12" in secretariat.get(address(house)).content.decode()
    assert secretariat.post(address(house)).status_code == 302
    house.stage.refresh_from_db()
    assert house.stage.state == "open"
    GateItem.objects.create(
        stage=house.stage, key="done", number=2, side="closes", text=both("All is closed"), computed="activities_closed"
    )
    assert secretariat.post(address(house)).status_code == 422
    Activity.objects.update(closes_at=house.at)
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
    move = f"/en/desk/stages/{house.stage.public_id}/move/"
    calendar = f"/en/desk/processes/{house.process.public_id}/calendar/"
    for page in ("/en/desk/stages/", address(house), f"/en/desk/gate-items/{item.public_id}/", move, calendar):
        with django_assert_max_num_queries(15):
            assert secretariat.get(page).status_code == 200


def test_the_calendar_is_published_at_the_desk_and_again_only_with_a_note(house: House, secretariat: Client) -> None:
    assert "The calendar of these stages is not published." in secretariat.get("/en/desk/stages/").content.decode()
    page = f"/en/desk/processes/{house.process.public_id}/calendar/"
    assert "What is not published yet" in secretariat.get(page).content.decode()
    assert secretariat.post(page).status_code == 302
    assert "says what stands here" in secretariat.get(page).content.decode()
    house.make_activity("ideas")
    assert "1 day to publish" in secretariat.get("/en/desk/stages/").content.decode()
    refused = secretariat.post(page, {"reason_sq": "", "reason_en": "The hall was not free."})
    assert refused.status_code == 422
    body = refused.content.decode()
    assert "Say why, in Albanian." in body
    assert "The hall was not free." in body
    assert secretariat.post(page, WHY).status_code == 302
    assert [one.note.get("en") for one in StageCalendar.objects.order_by("version")] == [None, WHY["reason_en"]]


def test_with_little_notice_it_opens_only_for_a_reason_that_everybody_reads(house: House, secretariat: Client) -> None:
    announce(house, days_ago=5)
    body = secretariat.get(address(house)).content.decode()
    assert "It opens early" in body
    refused = secretariat.post(address(house), {"reason_sq": "Përmbytje", "reason_en": ""})
    assert refused.status_code == 422
    assert "Say why, in English." in refused.content.decode()
    assert "Përmbytje" in refused.content.decode()
    assert secretariat.post(address(house), WHY).status_code == 302
    house.stage.refresh_from_db()
    assert (house.stage.state, house.stage.notice_days) == ("open", 5)
    assert house.stage.early_reason["en"] == WHY["reason_en"]


@pytest.fixture
def second(house: House) -> Stage:
    """A stage that follows."""
    return Stage.objects.create(
        process=house.process, key="two", number=2, title=both("Two"), from_date=date(2027, 1, 4),
        to_date=date(2027, 2, 5),
    )  # fmt: skip


def move(house: House) -> str:
    return f"/en/desk/stages/{house.stage.public_id}/move/"


def test_what_follows_from_a_move_is_shown_before_it_is_published(
    house: House, secretariat: Client, second: Stage
) -> None:
    announce(house)
    given = {"to_date": "2027-01-08", **WHY}
    unseen = secretariat.post(move(house), {**given, "deed": "publish"})
    assert unseen.status_code == 200
    body = unseen.content.decode()
    assert "This is what follows" in body
    assert 'name="previewed" value="2027-01-08"' in body
    second.refresh_from_db()
    assert second.from_date == date(2027, 1, 4)
    other_day = {**given, "to_date": "2027-01-15", "previewed": "2027-01-08", "deed": "publish"}
    assert secretariat.post(move(house), other_day).status_code == 200
    seen = {**given, "previewed": "2027-01-08", "deed": "publish", "seen_version": 1}
    assert 'name="seen_version" value="1"' in body
    assert secretariat.post(move(house), seen | {"seen_version": 0}).status_code == 422
    assert secretariat.post(move(house), seen)["Location"] == f"{address(house)}?done=stage-moved"
    second.refresh_from_db()
    assert second.from_date > date(2027, 1, 8)
    assert StageCalendar.objects.count() == 2


def test_a_move_names_the_limit_that_it_passes(house: House, secretariat: Client, second: Stage) -> None:
    set_day_limits([lambda process, today: [DayLimit(date(2027, 2, 6), both("The plan is late."))]])
    try:
        shown = secretariat.post(move(house), {"to_date": "2027-01-08", **WHY, "deed": "preview"}).content.decode()
        assert "These dates pass a limit:" in shown
        assert "The plan is late." in shown
    finally:
        from kuvend.web import wiring

        wiring.hand_down()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"to_date": ""}, "Give the new last day."),
        ({"to_date": "2026-11-01"}, "still to come"),
        ({"to_date": "2026-12-31"}, "has already"),
        ({"reason_en": ""}, "Say why, in English."),
    ],
)
def test_a_wrong_move_keeps_what_was_typed_and_says_what_is_wrong(
    house: House, secretariat: Client, given: dict[str, str], words: str
) -> None:
    refused = secretariat.post(move(house), {"to_date": "2027-01-08", **WHY, **given, "deed": "preview"})
    assert refused.status_code == 422
    assert words in refused.content.decode()
    assert WHY["reason_sq"] in refused.content.decode()


def test_a_stage_that_ends_late_shows_what_closing_it_leads_to(
    house: House, secretariat: Client, second: Stage
) -> None:
    announce(house)
    secretariat.post(address(house))
    Stage.objects.filter(pk=house.stage.pk).update(to_date=date(2026, 11, 13))
    Stage.objects.filter(pk=second.pk).update(from_date=date(2026, 11, 16), to_date=date(2026, 12, 31))
    body = secretariat.get(address(house)).content.decode()
    assert "It ends late" in body
    assert "6 working days later than planned" in body
    assert secretariat.post(address(house)).status_code == 302
    second.refresh_from_db()
    assert second.from_date == date(2026, 11, 25)


def test_only_who_runs_the_process_publishes_and_moves(house: House, officer: Client) -> None:
    for page in (move(house), f"/en/desk/processes/{house.process.public_id}/calendar/"):
        assert officer.get(page).status_code == 403
        assert officer.post(page, {"to_date": "2027-01-08", **WHY}).status_code == 403


def test_a_stage_whose_first_day_is_ahead_is_not_called_to_open(house: House, secretariat: Client) -> None:
    GateItem.objects.all().delete()
    first = house.at.date() + timedelta(days=25)
    Stage.objects.filter(pk=house.stage.pk).update(from_date=first, to_date=first + timedelta(days=30))
    body = secretariat.get("/en/desk/stages/").content.decode()
    assert f'All its conditions hold. Its first day is <time datetime="{first}">' in body
    assert "it can open" not in body
