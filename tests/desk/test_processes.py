"""Processes at the desk: the whole site's secretariat sets up, corrects and ends a standing one, each shown first."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.html import strip_tags

from kuvend.foundation.processes.models import Activity, Process
from kuvend.foundation.record.models import Fact
from tests.support.house import House
from tests.support.standing import always_open, standing_process

LIST, NEW = "/en/desk/processes/", "/en/desk/processes/new/"
WORDS = {
    "title_sq": "Sugjerime të hapura", "title_en": "Suggestions", "summary_sq": "Çfarë duhet të jetë më mirë.",
    "summary_en": "What should be better.", "from_date": "2026-12-01", "key": "",
}  # fmt: skip
WHY = {"reason_sq": "Kërkesat shkojnë te ministria.", "reason_en": "Requests go to the ministry."}


@pytest.fixture
def whole_site(house: House, at_desk: Callable[..., Client]) -> Client:
    return at_desk("secretariat", scope=house.site)


def previewed(client: Client, address: str, words: dict[str, str]) -> dict[str, str]:
    """What is sent to publish words that were previewed."""
    page = client.post(address, words | {"deed": "preview"})
    assert page.status_code == 200, page.content.decode()
    assert "This is what everybody will see" in page.content.decode()
    return words | {"previewed": page.context["form"].data["previewed"], "deed": "publish"}


def test_it_is_set_up_in_all_languages_once_it_was_previewed(whole_site: Client) -> None:
    whole_site.post(NEW, WORDS | {"deed": "publish"})
    assert not Process.objects.filter(to_date=None).exists(), "not shown before"
    asked = previewed(whole_site, NEW, WORDS)
    done = whole_site.post(NEW, asked | {"title_en": "Other words"})
    assert done.status_code == 200, "other words are shown first"
    assert "Nothing is published yet" in done.content.decode()
    done = whole_site.post(NEW, asked)
    process = Process.objects.get(to_date=None)
    assert done["Location"] == f"/en/processes/{process.public_id}/?done=process-set-up"
    assert (process.key, dict(process.title)) == (
        "sugjerime-te-hapura", {"sq": WORDS["title_sq"], "en": WORDS["title_en"]}
    )  # fmt: skip
    page = Client().get(done["Location"]).content.decode()
    assert "from 1 December 2026, with no last day" in page
    again = whole_site.post(NEW, asked)
    assert again.status_code in {302, 422}
    assert Process.objects.filter(to_date=None).count() == 1
    assert f"/en/desk/processes/{process.public_id}/end/" in whole_site.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ({"title_sq": "", "title_en": ""}, "Give it a title"),
        ({"summary_sq": "", "summary_en": ""}, "Say what it is for"),
        ({"from_date": "soon"}, "Give a day."),
        ({"key": "Big Key"}, "small letters, digits and hyphens"),
        ({"title_sq": "", "title_en": "建议"}, "small letters, digits and hyphens"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_kept(
    whole_site: Client, fault: dict[str, str], says: str
) -> None:
    page = whole_site.post(NEW, WORDS | fault | {"deed": "preview"})
    assert page.status_code == 422
    assert says in page.content.decode()


def test_a_short_name_that_another_process_has_is_refused_at_its_field(house: House, whole_site: Client) -> None:
    asked = previewed(whole_site, NEW, WORDS | {"key": "free"})
    Process.objects.filter(pk=house.process.pk).update(key="free")
    for deed, key in (("preview", "plan"), ("preview", "free"), ("publish", "free")):
        page = whole_site.post(NEW, asked | {"deed": deed, "key": key})
        assert page.status_code == 422
        assert "Choose another one" in str(page.context["form"].errors["key"])
        assert "This is what everybody will see" not in page.content.decode(), "nor is it previewed"


def test_the_secretariat_of_one_process_sees_it_and_neither_sets_up_nor_ends_one(
    house: House, secretariat: Client, at_desk: Callable[..., Client]
) -> None:
    process = standing_process(house)
    page = secretariat.get(LIST).content.decode()
    assert "A plan" in page
    assert "Suggestions" not in page
    assert "Set up a standing process" not in page
    assert secretariat.get(NEW).status_code == 403
    own = at_desk("secretariat", scope=process.scope)
    assert f"/en/desk/processes/{process.public_id}/end/" not in own.get(LIST).content.decode()
    assert own.get(f"/en/desk/processes/{process.public_id}/end/").status_code == 403


def test_it_is_ended_for_a_reason_that_its_page_shows(house: House, whole_site: Client) -> None:
    box = always_open(house)
    address = f"/en/desk/processes/{box.process.public_id}/end/"
    page = whole_site.get(address)
    assert "What should be better?" in page.content.decode()
    words = WHY | {"ways": page.context["form"]["ways"].value()}
    assert whole_site.post(address, words | {"reason_sq": "", "deed": "preview"}).status_code == 422
    done = whole_site.post(address, previewed(whole_site, address, words))
    assert done["Location"] == f"/en/processes/{box.process.public_id}/?done=process-ended"
    page_of_it = strip_tags(Client().get(done["Location"]).content.decode())
    assert "Ended on 24 November 2026: Requests go to the ministry." in page_of_it
    assert "with no last day" not in page_of_it
    assert "Requests go to the ministry." in Client().get(f"/en/activities/{box.public_id}/").content.decode()
    assert whole_site.get(address).status_code == 302, "it is over"
    assert "always open" not in Client().get("/en/take-part/").content.decode()
    assert f"process={box.process.public_id}" not in whole_site.get("/en/desk/activities/new/").content.decode()
    assert Fact.objects.filter(type="standing_process_ended").count() == 1


def test_what_came_meanwhile_is_read_before_it_is_ended(house: House, whole_site: Client) -> None:
    box = always_open(house)
    address = f"/en/desk/processes/{box.process.public_id}/end/"
    words = WHY | {"ways": whole_site.get(address).context["form"]["ways"].value()}
    asked = previewed(whole_site, address, words)
    another = always_open(house, process=box.process)
    page = whole_site.post(address, asked)
    assert page.status_code == 422
    assert "changed meanwhile" in page.content.decode()
    assert another.public_id in page.context["form"].data["ways"], "the form carries what its page lists now"
    words["ways"] = page.context["form"].data["ways"]
    assert whole_site.post(address, previewed(whole_site, address, words)).status_code == 302
    assert not Activity.objects.filter(process=box.process, closes_at=None).exists()


def test_a_process_with_a_last_day_is_not_ended_here(house: House, whole_site: Client) -> None:
    assert whole_site.get(f"/en/desk/processes/{house.process.public_id}/end/").status_code == 404


CORRECTED = {
    "title_sq": "Sugjerime dhe ankesa", "title_en": "Suggestions and complaints", "summary_sq": "Çfarë nuk shkon mirë.",
    "summary_en": "What goes wrong.", "from_date": "2026-10-01", "seen_version": "1",
} | WHY  # fmt: skip


def test_it_is_corrected_once_it_was_previewed_and_its_page_shows_what_it_said_before(
    house: House, whole_site: Client
) -> None:
    process = standing_process(house)
    address, public = f"/en/desk/processes/{process.public_id}/correct/", f"/en/processes/{process.public_id}/"
    assert address in whole_site.get(LIST).content.decode()
    page = whole_site.get(address)
    assert page.context["form"]["title_en"].value() == process.title["en"]
    whole_site.post(address, CORRECTED | {"deed": "publish"})
    assert "complaints" not in Client().get(public).content.decode(), "not shown before"
    asked = previewed(whole_site, address, CORRECTED)
    done = whole_site.post(address, asked)
    assert done["Location"] == f"{public}?done=process-corrected"
    assert whole_site.post(address, asked)["Location"] == done["Location"], "sent twice it is published once"
    assert Fact.objects.filter(type="standing_process_corrected").count() == 1
    page_of_it = " ".join(strip_tags(Client().get(public).content.decode()).split())
    assert "Suggestions and complaints What goes wrong. from 1 October 2026, with no last day" in page_of_it
    assert "Corrected on 24 November 2026: Requests go to the ministry." in page_of_it
    assert "First day until then: 1 November 2026" in page_of_it
    assert "How it read beforeSuggestionsWhat should be better." in page_of_it
    assert "Suggestions and complaints" in Client().get("/open-data/processes.csv").getvalue().decode()


def test_who_corrects_it_after_a_colleague_reads_how_it_stands_now_and_goes_on(
    house: House, whole_site: Client, at_desk: Callable[..., Client]
) -> None:
    address = f"/en/desk/processes/{standing_process(house).public_id}/correct/"
    asked = previewed(whole_site, address, CORRECTED)
    colleague = at_desk("secretariat", scope=house.site)
    other = previewed(colleague, address, CORRECTED | {"title_en": "Remarks"})
    assert colleague.post(address, other).status_code == 302
    page = whole_site.post(address, asked)
    assert page.status_code == 422
    assert "Somebody changed it meanwhile" in page.content.decode()
    assert "<strong>Remarks</strong>" in page.content.decode()
    assert page.context["form"]["title_en"].value() == CORRECTED["title_en"], "the own words stay"
    asked = previewed(whole_site, address, CORRECTED | {"seen_version": page.context["form"].data["seen_version"]})
    assert whole_site.post(address, asked).status_code == 302
    assert Process.objects.get(to_date=None).version == 3


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ({"title_sq": "", "title_en": ""}, "Give it a title"),
        ({"reason_en": ""}, "Say why, in English."),
        ({"from_date": ""}, "Give the first day."),
        ({"seen_version": "7"}, "Somebody changed it meanwhile"),
    ],
)
def test_what_is_wrong_with_a_correction_is_said_before_its_preview(
    house: House, whole_site: Client, fault: dict[str, str], says: str
) -> None:
    process = standing_process(house)
    page = whole_site.post(f"/en/desk/processes/{process.public_id}/correct/", CORRECTED | fault | {"deed": "preview"})
    assert page.status_code == 422
    assert says in page.content.decode()
    assert "This is what everybody will see" not in page.content.decode()


def test_only_the_whole_site_corrects_and_only_what_stands(
    house: House, whole_site: Client, at_desk: Callable[..., Client]
) -> None:
    process = standing_process(house)
    own = at_desk("secretariat", scope=process.scope)
    assert own.get(f"/en/desk/processes/{process.public_id}/correct/").status_code == 403
    assert "correct/" not in own.get(LIST).content.decode()
    assert whole_site.get(f"/en/desk/processes/{house.process.public_id}/correct/").status_code == 404
