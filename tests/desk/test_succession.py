"""Where a text continues is said at the desk: found, read, previewed, said for a reason, taken back for a reason."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.text import Localized
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.outcomes.actions import publish_text
from kuvend.foundation.outcomes.enums import SuccessionKind
from kuvend.foundation.outcomes.models import Outcome, Succession
from kuvend.foundation.outcomes.succession import record_succession, undo_succession
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Scope
from kuvend.foundation.processes.models import Process
from kuvend.foundation.record import actions as record
from kuvend.foundation.record.queries import facts_about
from kuvend.foundation.responses.actions import LandingPlace, draft_response, keep_draft, publish_response
from tests.support.house import House, both, quoted, signed_in
from tests.support.lineage import merge

WHY = {"reason_en": "It was not finished by the end of the plan."}
BODY = "The archive opens at ten."
LATER = "The archive opens at ten, on every day."


def make_text(house: House, title: str, *, process: Process | None = None, scope: Scope | None = None) -> Outcome:
    scope = scope or house.scope
    row = Outcome.objects.create(
        process=process or house.process, kind="section", key=title, number=title[-1], scope=scope
    )
    publish_text(actor=HOUSE, outcome=row, title=both(title), body=quoted(BODY), at=house.at)
    return row


def next_plan(house: House) -> Process:
    days = {"from_date": date(2027, 7, 1), "to_date": date(2028, 6, 30)}
    return Process.objects.create(key="next", title=both("The next plan"), scope=house.scope, **days)


@pytest.fixture
def texts(house: House) -> list[Outcome]:
    return [make_text(house, f"Opening hours of the archive {number}") for number in range(3)]


def continue_page(row: Outcome) -> str:
    return f"/en/desk/texts/{row.public_id}/continue/"


def undo_page(row: Outcome) -> str:
    return f"/en/desk/texts/{row.public_id}/undo/"


def sent(rows: list[Outcome], how: str, **more: str) -> dict[str, Any]:
    """What the form sends of a text and those in which it continues, read at their first version."""
    return {"words": [f"{row.public_id}:1" for row in rows], "how": how, **WHY, **more}


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def types(row: Outcome) -> list[str]:
    return [fact.type for fact in facts_about([row.public_id])]


def fresh(row: Outcome) -> Outcome:
    return Outcome.objects.get(pk=row.pk)


def tell(house: House) -> None:
    while record.advance(at=house.at):
        pass


@pytest.mark.parametrize(
    ("kind", "count", "says"),
    [
        ("became", 1, "This text became:"),
        ("merged_into", 1, "This text was merged into:"),
        ("split_into", 2, "This text was split; a part of it:"),
        ("carried_over_to", 1, "This text was carried over to:"),
        ("left_aside", 0, "This text was left aside."),
    ],
)
def test_each_way_to_continue_is_read_previewed_said_and_taken_back(
    house: House, secretariat: Client, texts: list[Outcome], kind: str, count: int, says: str
) -> None:
    old, *others = texts
    goals = others[:count]
    if kind == "carried_over_to":
        goals = [make_text(house, "Opening hours of the archive 9", process=next_plan(house))]
    here = continue_page(old)
    step = {"step": "read", "in": [goal.public_id for goal in goals]} if goals else {"step": "aside"}
    page = secretariat.get(here, step)
    assert page.status_code == 200 and f'value="{kind}"' in page.content.decode()
    assert text_of(page).count(BODY) == 1 + len(goals), "each is read whole"
    page = secretariat.post(here, sent([old, *goals], kind, deed="preview"))
    assert page.status_code == 200 and says in text_of(page) and WHY["reason_en"] in text_of(page)
    assert "so nobody gets an e-mail" in text_of(page)
    assert ("Publish that it is left aside" in text_of(page)) is (not goals)
    assert ("Publish where it continues" in text_of(page)) is bool(goals)
    assert not Succession.objects.exists()
    for _time in range(2):
        done = secretariat.post(here, sent([old, *goals], kind, deed="say", outlook=kind))
        assert done["Location"] == f"/en/desk/texts/?process={house.process.public_id}&done=text-led-on-silently"
    rows = list(Succession.objects.order_by("pk"))
    assert [(row.kind, row.successor, row.reason["en"]) for row in rows] == [
        (kind, goal, WHY["reason_en"]) for goal in goals or [None]
    ]
    assert {row.role for row in rows} == {Role.SECRETARIAT} and types(old).count("outcome_succeeded") == 1
    page = secretariat.get(done["Location"])
    assert "It is published." in text_of(page) and says in text_of(page) and undo_page(old) in page.content.decode()
    assert secretariat.get(here)["Location"] == undo_page(old)
    page = secretariat.get(undo_page(old))
    assert says in text_of(page) and WHY["reason_en"] in text_of(page)
    assert "It stands in the open data" in text_of(page) and "everyone on the pages" not in text_of(page)
    sign = page.context["sign"]
    assert secretariat.post(undo_page(old), {"sign": sign}).status_code == 422, "a reason is needed"
    for _time in range(2):
        done = secretariat.post(undo_page(old), {"sign": sign, "reason_en": "It is finished after all."})
        assert done["Location"].endswith("done=text-led-back-silently")
    assert not fresh(old).continues and types(old).count("succession_undone") == 1
    assert {row.undone_reason["en"] for row in Succession.objects.all()} == {"It is finished after all."}


def test_what_was_not_previewed_is_not_said(secretariat: Client, texts: list[Outcome]) -> None:
    old, new, _third = texts
    page = secretariat.post(continue_page(old), sent([old, new], "became", deed="say", outlook="merged_into"))
    assert page.status_code == 200 and "What comes of it" in text_of(page)
    assert not Succession.objects.exists()


@pytest.mark.parametrize(("left_out", "why"), [("reason_en", "Say why."), ("how", "Say how it continues.")])
def test_what_is_missing_is_told_beside_its_field(
    secretariat: Client, texts: list[Outcome], left_out: str, why: str
) -> None:
    data = sent(texts[:2], "became", deed="say", outlook="became") | {left_out: ""}
    page = secretariat.post(continue_page(texts[0]), data)
    assert page.status_code == 422 and why in text_of(page)
    assert not Succession.objects.exists()


def test_a_text_that_changed_meanwhile_is_read_again_first(
    house: House, secretariat: Client, texts: list[Outcome]
) -> None:
    old, new, _third = texts
    publish_text(actor=HOUSE, outcome=new, title=new.title, body=quoted(LATER), at=house.at)
    page = secretariat.post(continue_page(old), sent([old, new], "became", deed="say", outlook="became"))
    assert page.status_code == 422 and "changed while you were reading" in text_of(page)
    assert LATER in text_of(page) and f"{new.public_id}:2" in page.content.decode()
    assert not Succession.objects.exists()
    data = sent([old], "became", deed="say", outlook="became")
    data["words"].append(f"{new.public_id}:2")
    assert secretariat.post(continue_page(old), data).status_code == 302


def test_who_was_slower_reads_that_it_continues_already_and_what_was_led_elsewhere_stays(
    house: House, secretariat: Client, texts: list[Outcome]
) -> None:
    old, one, other = texts
    record_succession(actor=HOUSE, outcome=old, kind=SuccessionKind.BECAME, successors=[one], at=house.at)
    sign = secretariat.get(undo_page(old)).context["sign"]
    page = secretariat.post(continue_page(old), sent([old, other], "became", deed="say", outlook="became"))
    assert page.status_code == 422 and "continues elsewhere already" in text_of(page)
    undo_succession(actor=HOUSE, outcome=old, at=house.at)
    record_succession(actor=HOUSE, outcome=old, kind=SuccessionKind.BECAME, successors=[other], at=house.at)
    page = secretariat.post(undo_page(old), {"sign": sign, **WHY})
    assert page.status_code == 422 and "changed while you were reading" in text_of(page)
    assert other.title["en"] in text_of(page)
    assert fresh(old).continues


def test_no_text_continues_in_itself_through_others(house: House, secretariat: Client, texts: list[Outcome]) -> None:
    first, second, _third = texts
    record_succession(actor=HOUSE, outcome=first, kind=SuccessionKind.BECAME, successors=[second], at=house.at)
    page = secretariat.post(continue_page(second), sent([second, first], "became", deed="preview"))
    assert page.status_code == 422 and "would continue in itself" in text_of(page)


def test_texts_are_found_by_what_they_share_or_by_words_and_stay_ticked(
    house: House, secretariat: Client, texts: list[Outcome]
) -> None:
    old, new, _third = texts
    other = make_text(house, "Paying at the counter 7")
    page = secretariat.get(continue_page(old))
    assert page.context["offered"] == [texts[2], new, other], "those that share most of its title first"
    page = secretariat.get(continue_page(old), {"words": "counter", "in": new.public_id, "step": "find"})
    assert page.context["ticked"] == [new] and page.context["offered"] == [other]
    page = secretariat.get(continue_page(old), {"step": "read"})
    assert page.status_code == 422 and "Choose the text in which it continues" in text_of(page)
    far = make_text(house, "Opening hours of the archive 8", process=next_plan(house))
    page = secretariat.get(continue_page(old), {"step": "read", "in": [new.public_id, far.public_id]})
    assert page.status_code == 422 and "carried over as one text" in text_of(page)
    assert old not in secretariat.get(continue_page(far)).context["offered"], "that plan began earlier"
    page = secretariat.get(continue_page(far), {"step": "read", "in": old.public_id})
    assert page.status_code == 422 and "only to a plan that begins later" in text_of(page)
    page = secretariat.get("/en/desk/texts/", {"process": house.process.public_id, "words": "counter"})
    assert [row.outcome for row in page.context["page"].rows] == [other]


def test_only_who_publishes_the_texts_says_where_they_continue(
    house: House, officer: Client, moderator: Client, texts: list[Outcome]
) -> None:
    old, new, _third = texts
    own = Scope.objects.create(parent=house.scope, key="own", path=f"{house.scope.path}own/")
    within = make_text(house, "Opening hours of the archive 5", scope=own)
    leader = signed_in(house.official(Role.COMPONENT_LEADER, scope=own))
    for client in (officer, moderator):
        assert client.get("/en/desk/texts/").status_code == 403
        assert client.get(continue_page(old)).status_code == 403
        data = sent([old, new], "became", deed="say", outlook="became")
        assert client.post(continue_page(old), data).status_code == 403
    page = leader.get("/en/desk/texts/")
    assert [row.outcome for row in page.context["page"].rows] == [within]
    assert leader.get(continue_page(old)).status_code == 403
    assert leader.get(continue_page(within)).context["offered"] == [], "nothing else is within the mandate"
    page = leader.post(continue_page(within), sent([within, new], "became", deed="say", outlook="became"))
    assert page.status_code == 422 and "publishes this text" in text_of(page)
    assert not Succession.objects.exists()
    record_succession(actor=HOUSE, outcome=old, kind=SuccessionKind.BECAME, successors=[new], at=house.at)
    for client in (officer, leader):
        assert client.post(undo_page(old), {"sign": "", **WHY}).status_code == 403
    assert fresh(old).continues


def test_the_pages_where_an_official_looks_lead_to_it(house: House, secretariat: Client, texts: list[Outcome]) -> None:
    address = f"/en/desk/texts/?process={house.process.public_id}"
    assert address in secretariat.get("/en/desk/processes/").content.decode()
    assert "/en/desk/texts/" in secretariat.get("/en/desk/stages/").content.decode(), "among the rooms of the desk"
    assert texts[0].url in secretariat.get(address).content.decode()


def land(house: House, row: Outcome, idea: Contribution | None = None) -> Any:
    """An idea whose words went into a text."""
    idea = idea or house.idea()
    at = house.at + timedelta(days=1)
    publish_text(actor=HOUSE, outcome=row, title=row.title, body=quoted(LATER), at=at)
    tell(house)
    officer = house.actor(house.official(Role.INSTITUTION_OFFICER))
    draft = draft_response(actor=officer, process=house.process, institution=house.owner, contribution_ids=[idea.pk])
    draft = keep_draft(
        actor=officer, response=draft, verdict="accepted", nowhere=Localized(),
        reason=both("It opens on every day from now on, as you asked for."),
        landings=[LandingPlace(fresh(row), quoted(LATER))],
    )  # fmt: skip
    publish_response(actor=officer, response=draft, at=at)
    tell(house)
    return idea


def test_the_e_mails_to_those_whose_words_were_merged_are_counted_before(
    house: House, secretariat: Client, texts: list[Outcome]
) -> None:
    first, second, _third = texts
    author = house.person()
    merged = [house.idea(title="Merged"), house.idea(house.actor(author)), house.idea(house.actor(author))]
    erased = house.idea(title="Its author left")
    landed = house.idea()
    tell(house)
    merge(house, *merged, erased, into=landed)
    erased.participant.person.is_active = False
    erased.participant.person.save()
    land(house, first, landed)
    Mail.objects.all().delete()
    data = sent([], "became", deed="preview") | {"words": [f"{first.public_id}:2", f"{second.public_id}:1"]}
    assert "3 e-mails go to the authors" in text_of(secretariat.post(continue_page(first), data))
    secretariat.post(continue_page(first), data | {"deed": "say", "outlook": "became"})
    tell(house)
    assert Mail.objects.count() == 3


def test_whoever_has_words_in_the_text_gets_the_reason_wherever_it_goes_on(
    house: House, secretariat: Client, texts: list[Outcome]
) -> None:
    first, second, third = texts
    land(house, first)
    land(house, third)
    Mail.objects.all().delete()
    data = sent([], "became", deed="preview") | {"words": [f"{first.public_id}:2", f"{second.public_id}:1"]}
    assert "One e-mail goes to the author" in text_of(secretariat.post(continue_page(first), data))
    secretariat.post(continue_page(first), data | {"deed": "say", "outlook": "became"})
    tell(house)
    (mail,) = Mail.objects.all()
    assert mail.subject == "Teksti ku hynë fjalët tuaja vazhdon te një tekst tjetër"
    assert WHY["reason_en"] in mail.body and f"Ky tekst u bë: 1. {second.title['en']}" in mail.body
    Mail.objects.all().delete()
    data = sent([second], "left_aside", deed="preview")
    assert "One e-mail goes to the author" in text_of(secretariat.post(continue_page(second), data))
    secretariat.post(continue_page(second), data | {"deed": "say", "outlook": "left_aside"})
    tell(house)
    (mail,) = Mail.objects.all()
    assert mail.subject == "Teksti ku hynë fjalët tuaja u la mënjanë" and "Ky tekst u la mënjanë." in mail.body
    Mail.objects.all().delete()
    sign = secretariat.get(undo_page(second)).context["sign"]
    secretariat.post(undo_page(second), {"sign": sign, "reason_en": "It is finished after all."})
    tell(house)
    (mail,) = Mail.objects.all()
    assert (
        mail.subject == "Nuk vlen më ajo që ju njoftuam për tekstin ku hynë fjalët tuaja"
        and "It is finished after all." in mail.body
    )


def test_the_way_of_words_in_such_a_text_tells_nothing_of_what_others_said(
    house: House, secretariat: Client, texts: list[Outcome]
) -> None:
    first, second, _third = texts
    mine, other = land(house, first), land(house, first)
    data = sent([], "became", deed="say", outlook="became")
    data |= {"words": [f"{first.public_id}:{fresh(first).texts.count()}", f"{second.public_id}:1"]}
    secretariat.post(continue_page(first), data)
    tell(house)
    for row in (mine, other):
        page = text_of(Client().get(f"/en/contributions/{row.public_id}/"))
        assert (page.count("Proof (Received)"), page.count("Landed in a text")) == (1, 0), page
        assert "became" in page
