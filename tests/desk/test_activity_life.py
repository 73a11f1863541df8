"""The life of an activity: drafted, previewed, announced, corrected, extended, closed early, withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.clock import end_of_day
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.people.actions import keep_scope
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.actions import (
    announce_draft,
    begin_activity_draft,
    close_activity_early,
    content_came,
    correct_activity,
    drop_activity_draft,
    extend_activity,
    keep_activity_draft,
    publish_activity,
    withdraw_activity,
)
from kuvend.foundation.processes.models import Activity, ActivityDraft, ActivityVersion, CalendarDay, Process
from kuvend.foundation.processes.queries import open_activities
from kuvend.foundation.record.models import Fact
from kuvend.participation.deliberation.actions import SeedStatement, seed_statements
from kuvend.participation.drafting.actions import SectionText, publish_draft
from tests.desk.test_activities import LIST, NEW, asked
from tests.support.house import House, both, signed_in

WHY = both("Many people asked for more time.")
REASON = {"reason_sq": "Shumë veta kërkuan kohë.", "reason_en": "Many people asked for more time."}


@pytest.fixture
def runner(house: House) -> Any:
    return house.actor(house.official(Role.SECRETARIAT))


def announced(house: House, kind: str = "ideas", **fields: Any) -> Activity:
    known = {
        "process": house.process, "stage": house.stage, "kind": kind, "title": both("Hours"), "owner": house.owner,
        "summary": both("When should offices open?"), "scope": house.scope, "opens_at": house.at - timedelta(days=1),
        "closes_at": end_of_day(date(2026, 12, 10)),
    } | fields  # fmt: skip
    return publish_activity(actor=HOUSE, activity=Activity(**known), at=house.at)


def page_of(activity: Activity, deed: str) -> str:
    return f"/en/desk/activities/{activity.public_id}/{deed}/"


def test_nothing_is_public_until_it_was_previewed_and_announced(house: House, secretariat: Client) -> None:
    kept = secretariat.post(NEW, asked(title_en="Half a title", summary_en="", closes_on="") | {"deed": "keep"})
    assert kept["Location"] == f"{LIST}?done=kept"
    assert "Nothing is published yet." in secretariat.get(kept["Location"]).content.decode()
    draft = ActivityDraft.objects.get()
    assert "Half a title" not in Client().get("/en/take-part/").content.decode()
    shown = secretariat.get(f"/en/desk/activities/drafts/{draft.public_id}/")
    assert "It cannot be announced yet" in shown.content.decode()
    edit = f"/en/desk/activities/drafts/{draft.public_id}/edit/"
    assert "Half a title" in secretariat.get(edit).content.decode()
    seen = secretariat.post(edit, asked() | {"deed": "preview", "seen_version": draft.version})
    assert "Ideas about hours" in secretariat.get(seen["Location"]).content.decode()
    assert Activity.objects.count() == 1
    assert not Fact.objects.filter(type="activity_published").exists()
    draft.refresh_from_db()
    secretariat.post(seen["Location"], {"deed": "announce", "seen_version": draft.version})
    assert Activity.objects.latest("pk").summary == {"en": "Tell us."}
    assert not ActivityDraft.objects.exists()


def test_a_draft_is_announced_once_and_only_as_it_was_read(house: House, runner: Any) -> None:
    draft = begin_activity_draft(actor=runner, process=house.process, values={"title_en": "One"}, at=house.at)
    keep_activity_draft(actor=runner, draft=draft, values={"title_en": "Two"}, seen_version=1, at=house.at)
    fresh = Activity(
        process=house.process, kind="ideas", title=both("One"), summary=both("x"), owner=house.owner,
        scope=house.scope, opens_at=house.at, closes_at=house.at + timedelta(days=9),
    )  # fmt: skip
    with pytest.raises(NotAllowed, match="changed this draft"):
        announce_draft(actor=runner, draft=draft, activity=fresh, seen_version=1, at=house.at)
    announce_draft(actor=runner, draft=draft, activity=fresh, seen_version=2, at=house.at)
    with pytest.raises(NotAllowed, match="changed this draft"):
        announce_draft(actor=runner, draft=draft, activity=fresh, seen_version=2, at=house.at)
    assert Fact.objects.filter(type="activity_published").count() == 1


def test_a_draft_is_deleted_and_strangers_never_see_it(house: House, at_desk: Callable[..., Client]) -> None:
    draft = begin_activity_draft(actor=HOUSE, process=house.process, values={"title_en": "Mine"}, at=house.at)
    stranger = house.actor()
    with pytest.raises(NotAllowed):
        begin_activity_draft(actor=stranger, process=house.process, values={}, at=house.at)
    with pytest.raises(NotAllowed):
        keep_activity_draft(actor=stranger, draft=draft, values={}, seen_version=1, at=house.at)
    with pytest.raises(NotAllowed):
        drop_activity_draft(actor=stranger, draft=draft, seen_version=1)
    address = f"/en/desk/activities/drafts/{draft.public_id}/"
    assert Client().get(address).status_code == 302
    assert at_desk("institution_officer").get(address).status_code == 403
    secretariat = at_desk("secretariat")
    assert secretariat.post(address, {"deed": "delete", "seen_version": 7}).status_code == 422
    assert secretariat.post(address, {"deed": "delete", "seen_version": 1})["Location"] == f"{LIST}?done=draft-deleted"
    assert not ActivityDraft.objects.exists()


def test_a_draft_is_shared_by_those_who_run_its_scope_alone(house: House, at_desk: Callable[..., Client]) -> None:
    component = keep_scope(key="component", title=both("Component"), parent=house.scope)
    secretariat, leader = at_desk("secretariat"), signed_in(house.official(Role.COMPONENT_LEADER, scope=component))
    for client, title in ((secretariat, "Of the whole"), (leader, "Of the component")):
        address = f"{NEW}?process={house.process.public_id}"
        scope = "plan" if client is secretariat else "component"
        assert (
            client.post(address, asked(title_sq=title, title_en=title, scope=scope) | {"deed": "keep"})["Location"]
            == f"{LIST}?done=kept"
        )
    whole, part = (ActivityDraft.objects.get(values__title_en=title) for title in ("Of the whole", "Of the component"))
    assert (whole.scope, part.scope) == (house.scope, component)
    assert "Of the whole" not in leader.get(LIST).content.decode()
    address = f"/en/desk/activities/drafts/{whole.public_id}/"
    for deed in ("delete", "announce"):
        assert leader.post(address, {"deed": deed, "seen_version": 1}).status_code == 404
    assert leader.get(f"{address}edit/").status_code == 404
    assert ActivityDraft.objects.filter(pk=whole.pk).exists()
    assert "Of the component" in leader.get(LIST).content.decode()
    assert "Of the component" in secretariat.get(LIST).content.decode()


def test_a_text_opens_for_comments_only_when_it_is_there(house: House) -> None:
    activity = announced(house, "drafting")
    page = f"/en/activities/{activity.public_id}/"
    assert activity not in open_activities(house.at)
    html = Client().get(page).content.decode()
    assert "still unpublished" in html
    assert "Comment on the whole" not in html
    sections = [SectionText("s1", "1", both("Hours"), both("From eight to six."))]
    publish_draft(actor=HOUSE, activity=activity, sections=sections, at=house.at)
    assert activity in open_activities(house.at)
    assert "Comment on the whole" in Client().get(page).content.decode()


def test_a_deliberation_opens_with_ten_statements(house: House) -> None:
    activity = announced(house, "deliberation", answers_owed=False)
    words = [SeedStatement(both(f"Offices open at {hour} o’clock.")) for hour in range(10)]
    seed_statements(actor=HOUSE, activity=activity, statements=words[:9], at=house.at)
    assert activity not in open_activities(house.at)
    person = house.person()
    from tests.support.house import signed_in

    refused = signed_in(person, second_factor=False).get(f"/en/activities/{activity.public_id}/vote/")
    assert refused.status_code == 403
    seed_statements(actor=HOUSE, activity=activity, statements=words[9:], at=house.at)
    assert activity in open_activities(house.at)
    content_came(activity)
    assert activity in open_activities(house.at)


def test_a_correction_is_a_version_with_its_reason_and_the_earlier_words_stay(house: House, runner: Any) -> None:
    activity = announced(house)
    corrected = correct_activity(
        actor=runner, activity=activity, title=both("Opening hours"), summary=activity.summary, reason=WHY,
        seen_version=1, at=house.at,
    )  # fmt: skip
    html = Client().get(f"/en/activities/{activity.public_id}/").content.decode()
    assert "<h1>Opening hours</h1>" in html
    assert str(WHY["en"]) in html
    assert "<strong>Hours</strong>" in html
    assert corrected.version == 2
    with pytest.raises(NotAllowed, match="changed it meanwhile"):
        correct_activity(
            actor=runner, activity=activity, title=both("Third"), summary=activity.summary, reason=WHY,
            seen_version=1, at=house.at,
        )  # fmt: skip
    with pytest.raises(NotAllowed, match="Nothing differs"):
        correct_activity(
            actor=runner, activity=activity, title=both("Opening hours"), summary=activity.summary, reason=WHY,
            seen_version=2, at=house.at,
        )  # fmt: skip


def test_each_version_can_be_checked_against_its_entry(house: House, runner: Any) -> None:
    from kuvend.foundation.record.facts import digest

    activity = announced(house)
    extend_activity(
        actor=runner, activity=activity, to_date=date(2026, 12, 20), reason=WHY, seen_version=1, at=house.at
    )
    for version in ActivityVersion.objects.all():
        assert digest(bytes(version.salt), version.document) == version.digest
        kind = "activity_published" if version.version == 1 else "activity_extended"
        assert version.digest in bytes(Fact.objects.get(type=kind).leaf).decode()


def test_an_extension_tells_who_took_part_once_and_stands_in_the_calendar(house: House, runner: Any) -> None:
    from kuvend.foundation.core.text import Localized
    from kuvend.foundation.processes.actions import publish_stage_calendar
    from kuvend.foundation.record import actions as record

    activity = announced(house)
    publish_stage_calendar(actor=HOUSE, process=house.process, note=Localized(), at=house.at)
    author = house.person("author", language="en")
    for number in range(2):
        house.idea(house.actor(author), activity=activity, title=f"Open on Saturdays {number}")
    house.idea(activity=house.activity)
    extend_activity(
        actor=runner, activity=activity, to_date=date(2026, 12, 20), reason=WHY, seen_version=1, at=house.at
    )
    record.advance(at=house.at)
    letter = Mail.objects.get(key__contains=":", subject__contains="stays open longer")
    assert letter.person == author
    assert (
        f"/sq/activities/{activity.public_id}/" in letter.body or f"/en/activities/{activity.public_id}/" in letter.body
    )
    assert CalendarDay.objects.filter(activity=activity, to_date=date(2026, 12, 20)).exists()


def test_an_extension_goes_no_further_than_the_rule_and_the_stage_allow(house: House, runner: Any) -> None:
    activity = announced(house, stage=None, closes_at=end_of_day(date(2026, 12, 10)))
    for day, reason in (
        (date(2026, 12, 10), "day after its last day"),
        (date(2027, 1, 29), "at most"),
    ):
        with pytest.raises(NotAllowed, match=reason):
            extend_activity(actor=runner, activity=activity, to_date=day, reason=WHY, seen_version=1, at=house.at)
    in_stage = announced(house)
    with pytest.raises(NotAllowed, match="31 December 2026"):
        extend_activity(
            actor=runner, activity=in_stage, to_date=date(2027, 1, 4), reason=WHY, seen_version=1, at=house.at
        )
    with pytest.raises(NotAllowed, match="all languages"):
        extend_activity(
            actor=runner, activity=in_stage, to_date=date(2026, 12, 20), reason=type(WHY)(sq="x"), seen_version=1,
            at=house.at,
        )  # fmt: skip
    late = end_of_day(date(2026, 12, 11))
    with pytest.raises(NotAllowed, match="has closed"):
        extend_activity(
            actor=runner, activity=in_stage, to_date=date(2026, 12, 20), reason=WHY, seen_version=1, at=late
        )


def test_it_closes_early_with_a_reason_and_takes_no_more(house: House, runner: Any) -> None:
    activity = announced(house)
    closed = close_activity_early(actor=runner, activity=activity, reason=WHY, seen_version=1, at=house.at)
    with pytest.raises(NotAllowed, match="closed on"):
        house.idea(activity=closed)
    assert Fact.objects.filter(type="activity_closed_early").count() == 1
    with pytest.raises(NotAllowed, match="not open"):
        close_activity_early(actor=runner, activity=closed, reason=WHY, seen_version=2, at=house.at)


def test_what_has_not_opened_is_withdrawn_and_stands_on_no_list(house: House, runner: Any) -> None:
    activity = announced(house, opens_at=house.at + timedelta(days=2))
    with pytest.raises(NotAllowed, match="not open"):
        close_activity_early(actor=runner, activity=activity, reason=WHY, seen_version=1, at=house.at)
    withdraw_activity(actor=runner, activity=activity, reason=WHY, seen_version=1, at=house.at)
    page = Client().get(f"/en/activities/{activity.public_id}/").content.decode()
    assert "withdrawn before it opened" in page
    assert str(WHY["en"]) in page
    later = house.at + timedelta(days=3)
    assert activity not in open_activities(later)
    with pytest.raises(NotAllowed, match="withdrawn"):
        house.idea(activity=Activity.objects.get(pk=activity.pk), at=later)
    with pytest.raises(NotAllowed, match="has opened"):
        withdraw_activity(actor=runner, activity=house.activity, reason=WHY, seen_version=1, at=house.at)


def test_who_does_not_run_it_changes_nothing(house: House) -> None:
    officer = house.actor(house.official(Role.INSTITUTION_OFFICER))
    activity = announced(house)
    for deed in (close_activity_early, withdraw_activity):
        with pytest.raises(NotAllowed, match="Only the technical secretariat"):
            deed(actor=officer, activity=activity, reason=WHY, seen_version=1, at=house.at)


def test_a_change_is_shown_before_it_is_published(house: House, secretariat: Client) -> None:
    activity = announced(house)
    address = page_of(activity, "extend")
    assert secretariat.get(address).status_code == 200
    typed = REASON | {"to_date": "2026-12-20", "seen_version": "1"}
    unseen = secretariat.post(address, typed | {"deed": "publish"})
    assert "This is what everybody will see" in unseen.content.decode()
    assert not ActivityVersion.objects.filter(version=2).exists()
    mark = unseen.context["form"].mark()
    other = secretariat.post(address, typed | {"deed": "publish", "previewed": mark, "to_date": "2026-12-21"})
    assert other.status_code == 200
    done = secretariat.post(address, typed | {"deed": "publish", "previewed": mark})
    assert done["Location"] == f"/en/activities/{activity.public_id}/?done=activity-changed"
    again = secretariat.post(address, typed | {"deed": "publish", "previewed": mark})
    assert again.status_code == 422
    assert "changed it meanwhile" in again.content.decode()
    assert ActivityVersion.objects.filter(version=2).count() == 1


def test_a_preview_shows_nothing_that_cannot_be_published(house: House, secretariat: Client) -> None:
    activity = announced(house)
    address = page_of(activity, "extend")
    for day, reason in (("2027-03-01", "31 December 2026 at most"), ("2026-12-10", "day after its last day")):
        shown = secretariat.post(address, REASON | {"to_date": day, "seen_version": "1", "deed": "preview"})
        html = shown.content.decode()
        assert shown.status_code == 422
        assert reason in html
        assert "This is what everybody will see" not in html
    same = REASON | {"seen_version": "1", "deed": "preview"}
    same |= {f"title_{code}": activity.title[code] for code in ("sq", "en")}
    same |= {f"summary_{code}": activity.summary[code] for code in ("sq", "en")}
    shown = secretariat.post(page_of(activity, "correct"), same)
    assert shown.status_code == 422
    assert "Nothing differs" in shown.content.decode()


def test_what_ends_with_its_stage_says_that_it_cannot_be_extended(house: House, secretariat: Client) -> None:
    activity = announced(house, closes_at=end_of_day(house.stage.to_date))
    address = page_of(activity, "extend")
    html = strip_tags(secretariat.get(address).content.decode())
    assert "Its last day is 31 December 2026. It is open as long as" in html
    assert "It can be extended to" not in html
    typed = REASON | {"to_date": "2027-01-04", "seen_version": "1", "deed": "preview"}
    assert "so it cannot be extended" in str(secretariat.post(address, typed).context["form"].non_field_errors())


@pytest.mark.parametrize("deed", ["correct", "close", "withdraw"])
def test_each_deed_has_its_page(house: House, secretariat: Client, deed: str) -> None:
    activity = announced(
        house, opens_at=house.at + timedelta(days=2) if deed == "withdraw" else house.at - timedelta(days=2)
    )
    address = page_of(activity, deed)
    typed = REASON | {"seen_version": "1", "title_en": "Hours", "summary_en": "When?"}
    mark = secretariat.post(address, typed | {"deed": "preview"}).context["form"].mark()
    assert secretariat.post(address, typed | {"deed": "publish", "previewed": mark}).status_code == 302
    assert secretariat.get(LIST).status_code == 200
    kept = ActivityVersion.objects.get(activity=activity, version=2)
    assert kept.reason == {"sq": REASON["reason_sq"], "en": REASON["reason_en"]}


def test_the_preview_of_closing_early_says_its_day_and_how_many_letters_go_out(
    house: House, secretariat: Client
) -> None:
    activity = announced(house)
    writer = house.actor()
    for author in (writer, writer, house.actor()):
        house.idea(author, activity=activity, title="A wish for the hours", body=f"Open until six, please. {author}")
    shown = secretariat.post(page_of(activity, "close"), REASON | {"seen_version": "1", "deed": "preview"})
    html = " ".join(strip_tags(shown.content.decode()).split())
    assert "Last day: 24 November 2026, announced was 10 December 2026" in html
    assert "2 authors get an e-mail." in html
    shown = secretariat.post(page_of(activity, "correct"), REASON | {"seen_version": "1", "deed": "preview"})
    assert "get an e-mail" not in shown.content.decode()


def test_one_announced_before_versions_were_kept_keeps_its_words_at_the_first_change(house: House, runner: Any) -> None:
    old = house.make_activity("ideas", summary=both("Old"))
    correct_activity(
        actor=runner, activity=old, title=both("New"), summary=old.summary, reason=WHY, seen_version=1, at=house.at
    )
    assert [row.title["en"] for row in ActivityVersion.objects.order_by("version")] == [str(old.title["en"]), "New"]
    assert Process.objects.count() == 1
