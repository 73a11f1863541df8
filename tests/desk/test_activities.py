"""Activities: announced within a mandate; a text in sections and commitments of the plan put up for comments."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.clock import end_of_day
from kuvend.foundation.outcomes.actions import open_for_comments
from kuvend.foundation.outcomes.models import Outcome, OutcomeText
from kuvend.foundation.people.actions import keep_scope
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.processes.actions import begin_activity_draft, publish_activity
from kuvend.foundation.processes.models import Activity, ActivityDraft, Process, Stage
from kuvend.foundation.record.models import Fact
from tests.support.house import House, both
from tests.support.standing import standing_process

LIST, NEW = "/en/desk/activities/", "/en/desk/activities/new/"
SQ = "# 1. Qëllimi\nKy ligj hap zyrat.\n\n# 2. Orari\nNga tetë në gjashtë.\n"
EN = "# 1. Aim\nThis law opens offices.\n\n# 2. Hours\nFrom eight to six.\n"


def asked(**fields: Any) -> dict[str, Any]:
    known = {
        "kind": "ideas", "title_sq": "Ide për orarin", "title_en": "Ideas about hours", "summary_en": "Tell us.",
        "owner": "aksi", "stage": "one", "scope": "plan", "opens_on": "2026-11-24", "closes_on": "2026-12-24",
        "moderation": "before", "answer_working_days": "15", "answers_owed": "on",
    }  # fmt: skip
    return known | fields


def announce(client: Client, **fields: Any) -> Any:
    """Write a draft, look at it, announce it; return what the last page answers."""
    seen = client.post(NEW, asked(**fields) | {"deed": "preview"})
    assert seen.status_code == 302, seen.context["form"].errors
    draft = ActivityDraft.objects.latest("pk")
    assert client.get(seen["Location"]).status_code == 200
    return client.post(seen["Location"], {"deed": "announce", "seen_version": draft.version})


def commitment(house: House, number: str, **fields: Any) -> Outcome:
    known = {"title": both(f"Commitment {number}"), "scope": house.scope} | fields
    return Outcome.objects.create(process=house.process, kind="commitment", key=f"c{number}", number=number, **known)


def finished_stage(house: House) -> Stage:
    days = {"from_date": date(2026, 11, 1), "to_date": date(2026, 11, 20)}
    known = {"process": house.process, "key": "two", "number": 2, "title": both("Two"), "state": "closed"}
    return Stage.objects.create(**(known | days))


@pytest.fixture
def drafting(house: House) -> Activity:
    return house.make_activity("drafting")


def publish(client: Client, page: str, typed: dict[str, str]) -> Any:
    """Publish a text as somebody does who looks at its preview and agrees."""
    seen = client.get(page).context["stamp"]
    sent = typed | {"deed": "publish", "seen_draft": seen}
    shown = client.post(page, sent)
    if shown.status_code == 200:
        shown = client.post(page, sent | {"seen_matching": shown.context["matching"].stamp})
    return shown


def page_of(activity: Activity) -> str:
    return f"/en/desk/activities/{activity.public_id}/draft/"


def test_an_activity_is_announced_and_its_last_day_ends_at_midnight(house: House, secretariat: Client) -> None:
    assert secretariat.get(NEW).status_code == 200
    assert announce(secretariat)["Location"] == f"{LIST}?done=announced"
    made = Activity.objects.latest("pk")
    assert (made.kind, made.title, made.owner, made.scope) == (
        "ideas", {"sq": "Ide për orarin", "en": "Ideas about hours"}, house.owner, house.scope,
    )  # fmt: skip
    assert (made.stage, made.moderation, made.answer_working_days, made.answers_owed) == (
        house.stage, "before", 15, True,
    )  # fmt: skip
    assert made.opens_at == datetime(2026, 11, 23, 23, tzinfo=UTC)
    assert made.closes_at == datetime(2026, 12, 24, 23, tzinfo=UTC)
    assert Fact.objects.get(type="activity_published").role == "secretariat"
    assert "Ideas about hours" in secretariat.get(LIST).content.decode()
    assert Client().get(f"/en/activities/{made.public_id}/").status_code == 200


def test_a_form_of_a_process_that_was_ended_meanwhile_becomes_nothing_of_another_one(
    house: House, at_desk: Callable[..., Client]
) -> None:
    client, process = at_desk("secretariat", scope=house.site), standing_process(house)
    form = f"{NEW}?process={process.public_id}"
    assert "This process was ended." not in client.get(form).content.decode()
    Process.objects.filter(pk=process.pk).update(ended_at=house.at, end_reason=both("Elsewhere."))
    words = asked(title_en="Words of an hour", scope="suggestions", stage="", closes_on="")
    for deed in ("keep", "preview"):
        page = client.post(form, words | {"deed": deed})
        html = page.content.decode()
        assert page.status_code == 422
        assert html.count("This process was ended.") == 1
        assert "Words of an hour" in html
    shown = client.get(form)
    assert (shown.status_code, shown.context["process"]) == (200, process)
    assert "This process was ended." in shown.content.decode()
    assert client.post(f"{NEW}?process=0000000000", words | {"deed": "keep"}).status_code == 404
    assert not ActivityDraft.objects.exists()
    with pytest.raises(NotAllowed, match="was ended"):
        process.refresh_from_db()
        begin_activity_draft(actor=HOUSE, process=process, values={}, at=house.at)


def test_a_draft_that_was_announced_in_another_window_leads_to_its_activity(house: House, secretariat: Client) -> None:
    assert announce(secretariat).status_code == 302
    made = Activity.objects.latest("pk")
    draft, words = f"{LIST}drafts/{made.public_id}/", asked(title_en="Other words") | {"seen_version": 1}
    for answer in (
        secretariat.get(draft), secretariat.post(draft, {"deed": "announce", "seen_version": 1}),
        secretariat.get(f"{draft}edit/"), secretariat.post(f"{draft}edit/", words),
    ):  # fmt: skip
        assert answer["Location"] == f"/en/activities/{made.public_id}/?done=announced-before"
    assert "It was announced already" in secretariat.get(answer["Location"]).content.decode()
    assert Activity.objects.filter(title__en="Other words").count() == 0
    assert secretariat.get(f"{LIST}drafts/0000000000/").status_code == 404


def test_two_activities_may_have_one_title(house: House, secretariat: Client) -> None:
    for _ in range(2):
        assert announce(secretariat).status_code == 302
    assert Activity.objects.filter(key__startswith="ideas-about-hours-").count() == 2


def test_what_does_not_fit_is_said_at_its_field_and_nothing_is_lost(house: House, secretariat: Client) -> None:
    for wrong, field in (
        (asked(title_sq="", title_en=""), "title_sq"),
        (asked(summary_en="", title_sq="Tell us."), "summary_sq"),
        (asked(closes_on="2026-11-23"), "closes_on"),
        (asked(opens_on="2026-11-23"), "opens_on"),
        (asked(opens_on="soon"), "opens_on"),
        (asked(owner="nobody"), "owner"),
        (asked(owner=""), "owner"),
        (asked(stage="two"), "stage"),
        (asked(closes_on="2027-01-20"), "closes_on"),
        (asked(scope="site"), "scope"),
        (asked(kind="surveys"), "kind"),
        (asked(moderation=""), "moderation"),
        (asked(answer_working_days="0"), "answer_working_days"),
        (asked(answer_working_days="251"), "answer_working_days"),
    ):
        page = secretariat.post(NEW, wrong)
        assert page.status_code == 422
        assert list(page.context["form"].errors) == [field]
        html = page.content.decode()
        assert "autofocus" in html
        assert f'href="#id_{field}"' in html
        assert "Tell us." in html
    assert Activity.objects.count() == 1


@pytest.mark.parametrize("far", ["9999-12-31", "0001-01-01"])
def test_a_far_day_is_refused_at_its_field(house: House, secretariat: Client, far: str) -> None:
    for name in ("opens_on", "closes_on"):
        said = secretariat.post(NEW, asked(**{name: far}) | {"deed": "preview"})
        assert said.status_code == 422
        assert "Give a day in the years 1990 to 2100." in said.content.decode()


def test_a_leader_announces_within_the_component_and_not_for_the_whole(
    house: House, at_desk: Callable[..., Client]
) -> None:
    component = keep_scope(key="plan.c1", title=both("Component"), parent=house.scope)
    leader = at_desk("component_leader", scope=component)
    assert leader.post(NEW, asked(scope="plan")).status_code == 422
    assert announce(leader, scope="plan.c1").status_code == 302
    made = Activity.objects.latest("pk")
    assert made.scope == component
    listed = leader.get(LIST).content.decode()
    assert made.public_id in listed
    assert house.activity.public_id not in listed
    assert leader.get(page_of(house.make_activity("drafting"))).status_code == 403


def test_those_without_a_mandate_for_it_find_no_room(
    house: House, officer: Client, at_desk: Callable[..., Client], drafting: Activity
) -> None:
    beside = keep_scope(key="beside", title=both("Beside"), parent=house.site)
    for page in (LIST, NEW, page_of(drafting)):
        assert officer.get(page).status_code == 403
    stranger = at_desk("secretariat", scope=beside)
    assert "no process" in stranger.get(NEW).content.decode()
    assert stranger.post(NEW, asked()).status_code == 200
    assert stranger.get(page_of(drafting)).status_code == 403
    assert Activity.objects.count() == 2


def test_the_rule_refuses_what_does_not_belong_together(house: House) -> None:
    beside = keep_scope(key="beside", title=both("Beside"), parent=house.site)
    other = Process.objects.create(
        key="beside", title=both("Beside"), scope=beside, from_date=house.at.date(), to_date=house.at.date()
    )
    finished = finished_stage(house)
    site = house.actor(house.official("secretariat", scope=house.site))
    plan = house.actor(house.official("secretariat"))
    known = {
        "process": house.process, "kind": "ideas", "title": both("Ideas"), "owner": house.owner, "scope": house.scope,
        "summary": both("Tell us."), "opens_at": house.at, "closes_at": house.activity.closes_at,
    }  # fmt: skip
    for actor, wrong, reason in (
        (plan, {"scope": beside}, "Only the technical secretariat"),
        (site, {"scope": beside}, "scope does not belong"),
        (site, {"process": other, "scope": beside, "stage": house.stage}, "stage does not belong"),
        (site, {"closes_at": house.at}, "closes before it opens"),
        (site, {"stage": finished}, "stage has finished"),
        (site, {"stage": house.stage, "closes_at": end_of_day(date(2027, 1, 1))}, "ends on 31 December 2026"),
        (HOUSE, {"stage": house.stage, "closes_at": end_of_day(date(2027, 1, 1))}, "ends on 31 December 2026"),
        (site, {"answer_working_days": 0}, "working days"),
    ):
        with pytest.raises(NotAllowed, match=reason):
            publish_activity(actor=actor, activity=Activity(**(known | wrong)), at=house.at)
    assert not Fact.objects.filter(type="activity_published").exists()


def test_a_finished_stage_is_not_offered_and_a_draft_that_names_it_says_so(house: House, secretariat: Client) -> None:
    seen = secretariat.post(NEW, asked() | {"deed": "preview"})["Location"]
    Stage.objects.filter(pk=house.stage.pk).update(state="closed")
    assert "1. One" not in secretariat.get(NEW).content.decode()
    html = secretariat.get(seen).content.decode()
    assert "It cannot be announced yet" in html
    assert "Stage: Choose a stage of this process that has not finished." in html
    refused = secretariat.post(seen, {"deed": "announce", "seen_version": 1})
    assert refused.status_code == 200
    assert Activity.objects.count() == 1


def test_the_preview_names_the_stage_with_its_days(house: House, secretariat: Client) -> None:
    for stage, shown in (("one", "1. One, 1 July 2026 – 31 December 2026"), ("", "no stage")):
        seen = secretariat.post(NEW, asked(stage=stage) | {"deed": "preview"})
        assert f"Stage{shown}" in strip_tags(secretariat.get(seen["Location"]).content.decode())


def test_what_took_place_in_a_finished_stage_is_brought_in_by_the_house(house: House) -> None:
    past = Activity(
        process=house.process, kind="ideas", title=both("Ideas"), owner=house.owner, scope=house.scope,
        summary=both("Tell us."), opens_at=house.at - timedelta(days=20), closes_at=house.at - timedelta(days=10),
        stage=finished_stage(house),
    )  # fmt: skip
    assert publish_activity(actor=HOUSE, activity=past, at=house.at).stage.title == both("Two")


def test_a_draft_is_seen_then_published_in_both_languages(house: House, secretariat: Client) -> None:
    page = announce(secretariat, kind="drafting")["Location"].removesuffix("?done=announced")
    activity = Activity.objects.latest("pk")
    assert page == page_of(activity)
    typed = {"text_sq": SQ, "text_en": EN}
    seen = secretariat.post(page, typed | {"deed": "preview"})
    assert seen.status_code == 200
    html = seen.content.decode()
    assert "What people will read" in html
    assert html.count("Nga tetë në gjashtë.") == 2  # in the preview and in the field
    assert not OutcomeText.objects.exists()
    assert publish(secretariat, page, typed)["Location"] == f"{page}?done=draft-published"
    titles = list(Outcome.objects.filter(section__draft=activity).order_by("number").values_list("number", "title"))
    assert titles == [("1", {"sq": "Qëllimi", "en": "Aim"}), ("2", {"sq": "Orari", "en": "Hours"})]
    assert "From eight to six." in Client().get(f"/en/activities/{activity.public_id}/").content.decode()
    assert "2. Hours" in secretariat.get(page).context["form"]["text_en"].value()


def test_a_second_time_makes_new_versions_of_what_changed(house: House, secretariat: Client) -> None:
    activity = house.make_activity("drafting")
    page = page_of(activity)
    publish(secretariat, page, {"text_sq": SQ, "text_en": EN})
    kept = secretariat.get(page).context["form"].initial
    publish(secretariat, page, kept)
    assert OutcomeText.objects.count() == 2  # as it was typed, so it comes back
    later = {"text_sq": SQ, "text_en": EN.replace("eight", "seven").replace("# 2.", "# 3.")}
    assert secretariat.post(page, later | {"deed": "publish"}).status_code == 422  # numbers differ
    later["text_sq"] = SQ.replace("# 2.", "# 3.")
    assert publish(secretariat, page, later).status_code == 302
    versions = list(Outcome.objects.order_by("section__position").values_list("number", "version"))
    assert versions == [("1", 1), ("3", 2)]
    assert publish(secretariat, page, {"text_sq": "", "text_en": f"{EN}# 4. End\nIt ends."}).status_code == 302
    assert Outcome.objects.filter(section__draft=activity).count() == 3


def test_two_drafts_of_one_process_keep_their_sections_apart(house: House, secretariat: Client) -> None:
    for _ in range(2):
        publish(secretariat, page_of(house.make_activity("drafting")), {"text_sq": SQ})
    assert Outcome.objects.filter(kind="section", version=1).count() == 4


@pytest.mark.parametrize(
    ("sq", "en", "field", "says"),
    [
        ("Një hyrje\n# 1. Qëllimi\nFjalë", "", "text_sq", "Line 1: Begin with the heading"),
        ("", "# 1. Aim\nWords\n#\nWords", "text_en", "Line 3: Give this section a title."),
        ("", "# 1. Aim\n\n# 2. Hours\nWords", "text_en", "Line 1: This section has no words"),
        ("", f"# {'a' * 301}\nWords", "text_en", "Line 1: This heading is too long."),
        (SQ, "# 1. Aim\nWords", "text_sq", "Line 4: from here on the sections differ. Albanian has 2, English 1."),
        ("# 1. Qëllimi\nFjalë", EN, "text_en", "Line 4: from here on the sections differ. Albanian has 1, English 2."),
        (SQ, EN.replace("# 2.", "# 7."), "text_en", "Line 4: this section has the number “7” here and “2”"),
        ("", "", "text_sq", "Write a text, or choose commitments."),
    ],
)
def test_a_fault_of_the_text_is_said_with_its_line_and_nothing_is_lost(
    secretariat: Client, drafting: Activity, sq: str, en: str, field: str, says: str
) -> None:
    answer = secretariat.post(page_of(drafting), {"text_sq": sq, "text_en": en, "deed": "publish"})
    assert answer.status_code == 422
    form = answer.context["form"]
    assert list(form.errors) == [field]
    assert says in str(form.errors[field])
    assert (form["text_sq"].value(), form["text_en"].value()) == (sq, en)
    html = answer.content.decode()
    assert f'href="#id_{field}"' in html
    assert not OutcomeText.objects.exists()


def test_commitments_are_put_up_for_comments_with_or_without_a_text(
    house: House, secretariat: Client, drafting: Activity
) -> None:
    ten, two = commitment(house, "10"), commitment(house, "2")
    closed = house.make_activity("drafting", closes_at=house.at)
    free = commitment(house, "3", activity=closed)
    taken = commitment(house, "4", activity=house.make_activity("drafting"))
    page = page_of(drafting)
    offered = secretariat.get(page).context["form"].fields["commitments"].choices
    assert [key for key, _label in offered] == [two.public_id, free.public_id, ten.public_id]
    refused = secretariat.post(page, {"commitments": [taken.public_id], "deed": "publish"})
    assert list(refused.context["form"].errors) == ["commitments"]
    chosen = {"commitments": [two.public_id, free.public_id], "deed": "publish"}
    assert secretariat.post(page, chosen).status_code == 302
    assert set(Outcome.objects.filter(activity=drafting)) == {two, free}
    html = secretariat.get(page).content.decode()
    assert "Commitments that are commented on here" in html


def test_the_rule_keeps_a_text_where_it_is_commented(house: House, drafting: Activity) -> None:
    secretariat = house.actor(house.official("secretariat"))
    taken = commitment(house, "4", activity=house.make_activity("drafting"))
    free = commitment(house, "5")
    beside = keep_scope(key="beside", title=both("Beside"), parent=house.site)
    with pytest.raises(NotAllowed, match="another activity"):
        open_for_comments(actor=secretariat, outcomes=[free, taken], activity=drafting, at=house.at)
    with pytest.raises(NotAllowed, match="Only the technical secretariat"):
        open_for_comments(actor=house.actor(), outcomes=[free], activity=drafting, at=house.at)
    Outcome.objects.filter(pk=free.pk).update(scope=beside)
    everywhere = house.actor(house.official("secretariat", scope=house.site))
    with pytest.raises(NotAllowed, match="does not belong"):
        open_for_comments(actor=everywhere, outcomes=[free], activity=drafting, at=house.at)
    free.refresh_from_db()
    assert free.activity is None


def test_the_pages_ask_few_questions(
    house: House, secretariat: Client, drafting: Activity, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    text = "\n".join(f"# {n}. Pjesa\nFjalë" for n in range(1, 41))
    publish(secretariat, page_of(drafting), {"text_sq": text})
    for n in range(60):
        house.make_activity("ideas")
        commitment(house, str(n))
    for page in (LIST, NEW, page_of(drafting)):
        with django_assert_max_num_queries(15):
            assert secretariat.get(page).status_code == 200
    with django_assert_max_num_queries(15):
        secretariat.post(page_of(drafting), {"text_sq": text, "deed": "preview"})
    first = secretariat.get(LIST).context["page"]
    second = secretariat.get(LIST, {"after": first.next_key}).context["page"]
    assert (len(first.rows), len(second.rows)) == (50, 12)


def test_what_stays_open_is_announced_with_an_empty_last_day(house: House, at_desk: Callable[..., Client]) -> None:
    process, client = standing_process(house), at_desk("secretariat", scope=house.site)
    assert "A plan (sq)" not in client.get(f"{NEW}?process={process.public_id}").context["process"].title.values()
    assert client.get(NEW).context["process"] == house.process, "never the one that is offered first"
    form = client.get(f"{NEW}?process={process.public_id}").context["form"]
    assert [key for key, _label in form.fields["kind"].choices] == ["ideas"], "what needs an end is not offered"
    assert not {"stage", "scope"} & set(form.fields), "nobody is asked for a part of a plan"
    refused = client.post(f"{NEW}?process={process.public_id}", asked(kind="drafting") | {"deed": "preview"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["kind"])
    box = asked(closes_on="") | {"deed": "preview"}
    seen = client.post(f"{NEW}?process={process.public_id}", box)
    draft = ActivityDraft.objects.latest("pk")
    preview = client.get(seen["Location"]).content.decode()
    assert "with no last day" in preview
    assert "Stage" not in preview.partition("<dl")[2].partition("</dl>")[0]
    client.post(seen["Location"], {"deed": "announce", "seen_version": draft.version})
    activity = Activity.objects.get(process=process)
    assert (activity.closes_at, activity.scope) == (None, process.scope)
    page = client.get(LIST).content.decode()
    assert f"/en/desk/activities/{activity.public_id}/close/" in page
    assert f"/en/desk/activities/{activity.public_id}/extend/" not in page
    assert "cannot be extended" in client.get(f"/en/desk/activities/{activity.public_id}/extend/").content.decode()
    kept = client.post(f"{NEW}?process={house.process.public_id}", asked(closes_on="") | {"deed": "preview"})
    assert kept.status_code == 422, "beside a last day there is always one"
