"""What is published at once is read afterwards: a queue, reports by anybody, a clock, an hour to undo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from kuvend.foundation.contributions.actions import edit, support
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.limits import TooOften
from kuvend.foundation.moderation import queries
from kuvend.foundation.moderation.actions import complain, hide, let_through, mark_read, take_back
from kuvend.foundation.moderation.models import Complaint, Decision
from kuvend.foundation.moderation.reminders import words_to_read
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Person
from kuvend.foundation.record.models import Fact
from tests.support.house import NOW, House, signed_in

DESK = "/en/desk/moderate/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def moderator(house: House) -> Person:
    return house.official(Role.MODERATOR)


@pytest.fixture
def reader(house: House, moderator: Person) -> Actor:
    return house.actor(moderator)


def report(house: House, idea: Contribution, network: str = "n1") -> Complaint:
    return complain(
        contribution=idea,
        seen_version=1,
        house_rule="spam",
        note="Look at the link.",
        networks=[(network, 1)],
        at=house.at,
    )


def test_what_nobody_has_read_stands_at_the_desk_until_it_is_read(house: House, moderator: Person) -> None:
    ideas = [house.idea(title=f"Open the office {n} hours") for n in range(3)]
    desk = signed_in(moderator)
    page = desk.get(DESK)
    assert [row.public_id for row in page.context["unread"].rows] == [idea.public_id for idea in ideas]
    assert page.context["unread_count"] == 3
    one = desk.post(f"{DESK}read/", {"read": f"{ideas[0].public_id}:1"})
    assert "read=1&left=0" in one["Location"]
    desk.post(f"{DESK}read/", {"read": [f"{idea.public_id}:1" for idea in ideas[1:]]})
    assert "Everything published has been read" in desk.get(DESK).content.decode()
    assert Fact.objects.filter(type="contribution_read").count() == 3


def test_what_changed_since_it_was_seen_is_not_marked_and_comes_again(house: House, reader: Actor) -> None:
    author = house.person()
    idea = house.idea(house.actor(author))
    better = {"title": idea.title, "body": "Other words than those that were seen.", "at": house.at}
    edit(actor=house.actor(author), contribution=idea, seen_version=1, **better)
    assert mark_read(actor=reader, read=[(idea, 1)], at=house.at) == ([], [idea])
    assert mark_read(actor=reader, read=[(idea, 2)], at=house.at) == ([idea], [])
    edit(actor=house.actor(author), contribution=idea, seen_version=2, **better | {"body": "And yet other words."})
    assert list(queries.unread(reader)) == [idea]


def test_what_a_moderator_let_through_or_the_owner_brought_in_is_read_already(house: House, reader: Actor) -> None:
    waiting = house.idea(activity=house.make_activity("ideas", moderation="before"))
    let_through(actor=reader, contribution=waiting, seen_version=1, at=house.at)
    assert not queries.unread(reader)


def test_only_a_moderator_of_the_place_and_never_the_author_says_that_it_was_read(
    house: House, moderator: Person, reader: Actor
) -> None:
    own = house.idea(reader)
    for actor in (house.actor(), reader):
        assert mark_read(actor=actor, read=[(own, 1)], at=house.at) == ([], [own])


def test_anybody_reports_words_without_an_account_and_reads_what_was_decided(
    house: House, moderator: Person, reader: Actor
) -> None:
    idea, stranger = house.idea(), Client()
    page = stranger.get(f"/en/contributions/{idea.public_id}/").content.decode()
    form = f"/en/contributions/{idea.public_id}/report/"
    assert form in page
    assert stranger.get(form).status_code == 200
    assert stranger.post(form, {"note": "no rule"}).status_code == 422
    receipt = stranger.post(form, {"house_rule": "insult", "note": "A private note."})["Location"]
    told = stranger.get(receipt).content.decode()
    assert "We have your report" in told
    assert "private note" not in told
    desk = signed_in(moderator)
    assert desk.get(DESK).context["reported"].rows == [idea]
    assert "A private note." in desk.get(f"/en/desk/contributions/{idea.public_id}/decide/").content.decode()
    shown = [Complaint.objects.get().public_id]
    hide(actor=reader, contribution=idea, seen_version=1, house_rule="insult", reports=shown, at=house.at)
    assert "It insults or threatens" in stranger.get(receipt).content.decode()
    assert not queries.reported(reader)
    assert stranger.get(form).status_code == 403


def test_reports_add_up_and_one_decision_closes_them(house: House, reader: Actor) -> None:
    idea = house.idea()
    mark_read(actor=reader, read=[(idea, 1)], at=house.at)
    for network in ("n1", "n2", "n3"):
        report(house, idea, network)
    assert [row.reports for row in queries.reported(reader)] == [3]
    shown = list(Complaint.objects.values_list("public_id", flat=True))
    mark_read(actor=reader, read=[(idea, 1)], reports=shown, at=house.at)
    assert set(Complaint.objects.values_list("decision__decided", flat=True)) == {"read"}


def test_one_network_reports_the_same_words_five_times_an_hour(house: House) -> None:
    idea = house.idea()
    for _ in range(5):
        report(house, idea)
    with pytest.raises(TooOften):
        report(house, idea)
    report(house, idea, "n2")
    report(house, house.idea())


def test_a_report_comes_only_from_its_own_form(house: House) -> None:
    idea = house.idea()
    sent = {"house_rule": "spam", "note": ""}
    foreign = Client(enforce_csrf_checks=True).post(f"/en/contributions/{idea.public_id}/report/", sent)
    assert foreign.status_code == 403
    assert not Complaint.objects.exists()


def test_the_clock_runs_in_working_days(house: House, moderator: Person, reader: Actor) -> None:
    idea = house.idea()
    assert queries.read_by(house.at).isoformat() == "2026-11-25"
    assert not queries.unread(reader).filter(posted_at__lt=queries.overdue_before(house.at))
    later = house.at + timedelta(days=2)
    assert list(queries.unread(reader).filter(posted_at__lt=queries.overdue_before(later))) == [idea]
    with time_machine.travel(later, tick=False):
        assert signed_in(moderator).get(DESK).context["overdue_count"] == 1
    lines = [words for words, _path in words_to_read(reader, house.at.date(), later)]
    assert lines == ["1 is published and not read yet.", "1 of them has waited too long."]


def test_a_let_through_is_taken_back_for_an_hour_while_nothing_rests_on_it(house: House, reader: Actor) -> None:
    waiting = house.idea(activity=house.make_activity("ideas", moderation="before"))
    let_through(actor=reader, contribution=waiting, seen_version=1, at=house.at)
    with pytest.raises(NotAllowed, match="hour"):
        take_back(actor=reader, contribution=waiting, seen_version=1, at=house.at + timedelta(minutes=61))
    row = take_back(actor=reader, contribution=waiting, seen_version=1, at=house.at + timedelta(minutes=59))
    row.activity.refresh_from_db()
    assert (row.state, row.activity.contribution_count) == ("pending", 0)
    later = house.at + timedelta(minutes=60)
    let_through(actor=reader, contribution=waiting, seen_version=1, at=later)
    waiting.refresh_from_db()
    support(actor=house.actor(), contribution=waiting, seen_version=1, at=later)
    with pytest.raises(NotAllowed, match="already supported"):
        take_back(actor=reader, contribution=waiting, seen_version=1, at=later)
    assert Decision.objects.filter(decided="taken_back").count() == 1


def test_support_leads_back_with_the_new_number(house: House) -> None:
    idea, fan = house.idea(), signed_in(house.person())
    back = fan.post(f"/en/contributions/{idea.public_id}/support/", {"seen_version": 1})["Location"]
    assert back.startswith(f"/en/contributions/{idea.public_id}/?")
    page = Client().get(back).content.decode()
    assert "Each support is counted at once" in page
    assert "Support · 1 person" in page


def test_a_closed_activity_offers_no_reply_and_a_hidden_contribution_says_so_first(house: House, reader: Actor) -> None:
    idea = house.idea()
    hide(actor=reader, contribution=idea, seen_version=1, house_rule="spam", at=house.at)
    page = Client().get(f"/en/contributions/{idea.public_id}/").content.decode()
    assert "Answer due" not in page
    assert "Who owes the answer" not in page
    assert page.index("State</dt><dd>Hidden") < page.index("Number of the contribution")
