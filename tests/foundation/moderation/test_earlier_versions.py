"""An earlier version that stays public is read like any other words, and can be hidden alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from kuvend.desk.queries.reading import to_read
from kuvend.foundation.contributions.actions import edit, support
from kuvend.foundation.contributions.models import Contribution, ContributionText
from kuvend.foundation.contributions.queries import earlier_words
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.moderation.actions import (
    complain,
    hide,
    hide_version,
    let_through,
    refuse_version,
    restore,
    restore_version,
)
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Person
from kuvend.foundation.record import actions as record
from kuvend.foundation.record.models import Fact
from tests.support.house import NOW, House, signed_in

INSULT = "Minister Insulti is a thief; his number is 069 123 456."
POLITE = "The forms could be shorter, please, and be there at every counter."
DESK = "/en/desk/moderate/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def author(house: House) -> Person:
    return house.person("author", language="en")


def reword(house: House, author: Person, idea: Contribution, body: str) -> Contribution:
    idea.refresh_from_db()
    at = house.at + timedelta(minutes=idea.version)
    return edit(
        actor=house.actor(author), contribution=idea, seen_version=idea.version, title=idea.title, body=body, at=at
    )


def rely(house: House, idea: Contribution) -> None:
    idea.refresh_from_db()
    support(actor=house.actor(), contribution=idea, seen_version=idea.version, at=house.at)


@pytest.fixture
def bait(house: House, author: Person) -> Contribution:
    """An insult that was supported, then exchanged for polite words before any moderator came."""
    idea = house.idea(house.actor(author), body=INSULT)
    rely(house, idea)
    return reword(house, author, idea, POLITE)


def decide(idea: Contribution) -> str:
    return f"/en/desk/contributions/{idea.public_id}/decide/"


def public(idea: Contribution) -> str:
    return Client().get(f"/en/contributions/{idea.public_id}/").content.decode()


def test_the_moderator_reads_what_stays_public_before_saying_that_it_was_read(house: House, bait: Contribution) -> None:
    assert "Insulti" in public(bait)
    desk = signed_in(house.official(Role.MODERATOR))
    for page in (desk.get(DESK), desk.get(decide(bait))):
        assert INSULT in page.content.decode()
        assert "not read yet" in page.content.decode()
    desk.post(f"{DESK}read/", {"read": f"{bait.public_id}:2"})
    assert "not read yet" not in desk.get(decide(bait)).content.decode()


def test_one_earlier_version_is_hidden_and_the_present_words_stay(house: House, bait: Contribution) -> None:
    desk = signed_in(house.official(Role.MODERATOR))
    sent = {"seen_version": 2, "deed": "hide_version:1", "house_rule": "insult", "note": ""}
    assert desk.post(decide(bait), sent | {"house_rule": ""}).status_code == 422
    assert desk.post(decide(bait), sent).status_code == 302
    page = public(bait)
    assert "Insulti" not in page
    assert POLITE in page
    assert "A moderator hid this wording: It insults or threatens people." in page
    assert Fact.objects.filter(type="version_hidden").count() == 1
    (row,) = to_read([Contribution.objects.select_related("participant").get(pk=bait.pk)], set())
    assert row.versions == []


def test_only_a_moderator_hides_a_version_and_only_one_that_stays_public(house: House, bait: Contribution) -> None:
    moderator = house.actor(house.official(Role.MODERATOR))
    with pytest.raises(NotAllowed, match="Only a moderator"):
        hide_version(actor=house.actor(), contribution=bait, seen_version=1, house_rule="insult", at=house.at)
    for version in (2, 3):
        with pytest.raises(NotAllowed, match="decided already"):
            hide_version(actor=moderator, contribution=bait, seen_version=version, house_rule="insult", at=house.at)
    hide_version(actor=moderator, contribution=bait, seen_version=1, house_rule="insult", at=house.at)
    with pytest.raises(NotAllowed, match="decided already"):
        hide_version(actor=moderator, contribution=bait, seen_version=1, house_rule="insult", at=house.at)


@pytest.mark.parametrize("relied_on", [True, False], ids=["it stays and is hidden", "it does not stay"])
def test_words_that_are_gone_do_not_stand_in_the_change_of_the_version_before(
    house: House, author: Person, relied_on: bool
) -> None:
    idea = house.idea(house.actor(author), body="The forms are too long.")
    rely(house, idea)
    reword(house, author, idea, INSULT)
    if relied_on:
        rely(house, idea)
    reword(house, author, idea, POLITE)
    if relied_on:
        assert "Insulti" in public(idea)
        hide_version(actor=HOUSE, contribution=idea, seen_version=2, house_rule="insult", at=house.at)
    idea.refresh_from_db()
    assert "Insulti" not in str([words.runs for words in earlier_words(idea)])
    assert "Insulti" not in public(idea)
    assert "".join(new for _old, new in earlier_words(idea)[-1].runs) == POLITE


def test_no_officer_reads_a_refused_version_or_words_that_are_not_public(house: House, author: Person) -> None:
    first = house.make_activity("ideas", moderation="before")
    idea = house.idea(house.actor(author), activity=first, body=POLITE)
    let_through(actor=HOUSE, contribution=idea, seen_version=1, at=house.at)
    reword(house, author, idea, INSULT)
    refuse_version(actor=HOUSE, contribution=idea, seen_version=2, house_rule="insult", at=house.at)
    better = edit(
        actor=house.actor(author), contribution=idea, seen_version=1, title=idea.title, body=f"{POLITE} Really.",
        at=house.at,
    )  # fmt: skip
    ContributionText.objects.filter(contribution=better, version=3).update(waits=False, public_at=house.at)
    Contribution.objects.filter(pk=idea.pk).update(version=3)
    row = Contribution.objects.select_related("participant").get(pk=idea.pk)
    assert [text.version for text in to_read([row], set())[0].versions] == [1]
    row.state = "hidden"
    assert to_read([row], set())[0].versions == []


def test_a_report_closes_only_when_it_was_shown(house: House) -> None:
    idea = house.idea()
    report = {"seen_version": 1, "house_rule": "spam", "note": "", "at": house.at}
    first = complain(contribution=idea, networks=[("n1", 1)], **report)  # type: ignore[arg-type]
    desk = signed_in(house.official(Role.MODERATOR))
    shown = desk.get(decide(idea)).content.decode()
    assert shown.count(f'name="report" value="{first.public_id}"') == 2
    late = complain(contribution=idea, networks=[("n2", 1)], **report)  # type: ignore[arg-type]
    desk.post(f"{DESK}read/", {"read": f"{idea.public_id}:1", "report": first.public_id})
    for one in (first, late):
        one.refresh_from_db()
    assert (first.decision is not None, late.decision is not None) == (True, False)
    assert [row.public_id for row in desk.get(DESK).context["reported"].rows] == [idea.public_id]
    desk.post(f"{DESK}read/", {"read": f"{idea.public_id}:1"})
    late.refresh_from_db()
    assert late.decision is None


def test_reported_words_that_were_exchanged_are_shown_to_who_decides(house: House, author: Person) -> None:
    idea = house.idea(house.actor(author), body=INSULT)
    complain(contribution=idea, seen_version=1, house_rule="insult", note="", networks=[("n1", 1)], at=house.at)
    reword(house, author, idea, POLITE)
    page = signed_in(house.official(Role.MODERATOR)).get(decide(idea)).content.decode()
    assert INSULT in page
    assert "Version 1, no longer public" in page


def test_the_receipt_of_a_report_that_nobody_has_read_does_not_promise_it_was(house: House) -> None:
    idea = house.idea()
    made = complain(contribution=idea, seen_version=1, house_rule="spam", note="", networks=[("n", 1)], at=house.at)
    desk = signed_in(house.official(Role.MODERATOR))
    desk.post(decide(idea), {"seen_version": 1, "deed": "hide", "house_rule": "spam", "note": ""})
    page = Client().get(f"/en/reported/{made.public_id}/")
    assert "The words are not public now" in page.content.decode()


def test_many_reports_push_no_other_off_the_list(house: House) -> None:
    honest = house.idea(title="Honestly reported")
    complain(contribution=honest, seen_version=1, house_rule="insult", note="", networks=[("h", 1)], at=house.at)
    for n in range(30):
        idea = house.idea(title=f"Idea number {n}")
        for network in ("a", "b"):
            complain(
                contribution=idea, seen_version=1, house_rule="spam", note="", networks=[(f"{network}{n}", 1)],
                at=house.at + timedelta(minutes=1),
            )  # fmt: skip
    desk = signed_in(house.official(Role.MODERATOR))
    page = desk.get(DESK)
    rows = page.context["reported"].rows
    assert (rows[0].public_id, len(rows), page.context["reported_count"]) == (honest.public_id, 25, 31)
    further = desk.get(DESK, {"reported": page.context["reported"].next_key}).context["reported"]
    assert (len(further.rows), further.next_key) == (6, "")
    assert not {row.pk for row in rows} & {row.pk for row in further.rows}


def test_a_hidden_version_is_restored_where_a_moderator_sees_it_and_its_author_is_told(
    house: House, author: Person, bait: Contribution
) -> None:
    report = complain(contribution=bait, seen_version=1, house_rule="insult", note="", networks=[("n", 1)], at=house.at)
    desk = signed_in(house.official(Role.MODERATOR))
    sent = {"seen_version": 2, "house_rule": "insult", "report": report.public_id}
    desk.post(decide(bait), sent | {"deed": "hide_version:1", "note": ""})
    page = desk.get(decide(bait)).content.decode()
    assert "Version 1, hidden by a moderator" in page and INSULT in page and "Restore version 1" in page
    assert "is hidden, by this rule" in Client().get(f"/en/reported/{report.public_id}/").content.decode()
    restored = sent | {"deed": "restore_version:1", "note": "It was a quotation."}
    assert desk.post(decide(bait), restored).status_code == 302
    page = public(bait)
    assert INSULT in page and "A moderator hid this wording" not in page
    assert "Earlier wording restored by a moderator" in page
    assert "restored them later" in Client().get(f"/en/reported/{report.public_id}/").content.decode()
    assert "Restore version 1" not in desk.get(decide(bait)).content.decode()
    record.advance(at=house.at)
    letter = Mail.objects.get(person=author, subject__contains="is public again")
    assert "It was a quotation." in letter.body


def test_a_restored_version_tells_its_changes_as_if_it_had_never_been_hidden(house: House, author: Person) -> None:
    idea = house.idea(house.actor(author), body="The forms are too long.")
    for body in (INSULT, POLITE):
        rely(house, idea)
        reword(house, author, idea, body)
    idea.refresh_from_db()
    before = [words.runs for words in earlier_words(idea)]
    hide_version(actor=HOUSE, contribution=idea, seen_version=2, house_rule="insult", at=house.at)
    assert [words.runs for words in earlier_words(idea)] != before
    restore_version(actor=HOUSE, contribution=idea, seen_version=2, at=house.at)
    assert [words.runs for words in earlier_words(idea)] == before


def test_only_a_moderator_restores_and_only_a_version_that_was_hidden_alone(house: House, bait: Contribution) -> None:
    moderator = house.actor(house.official(Role.MODERATOR))
    for version in (1, 2, 3):
        with pytest.raises(NotAllowed, match="decided already"):
            restore_version(actor=moderator, contribution=bait, seen_version=version, at=house.at)
    hide_version(actor=moderator, contribution=bait, seen_version=1, house_rule="insult", at=house.at)
    with pytest.raises(NotAllowed, match="Only a moderator"):
        restore_version(actor=house.actor(), contribution=bait, seen_version=1, at=house.at)
    hide(actor=moderator, contribution=bait, seen_version=2, house_rule="insult", at=house.at)
    with pytest.raises(NotAllowed, match="decided already"):
        restore_version(actor=moderator, contribution=bait, seen_version=1, at=house.at)
    restore(actor=moderator, contribution=bait, seen_version=2, at=house.at)
    restore_version(actor=moderator, contribution=bait, seen_version=1, at=house.at)
    assert INSULT in public(bait)
