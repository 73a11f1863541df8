"""Words do not change under what rests on them: the earlier ones stay readable, with their supports and answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from kuvend.foundation.contributions.actions import edit, post_comment, support, take_support_back, withdraw
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.leaving import erase
from kuvend.foundation.contributions.models import Contribution, ContributionText, Support
from kuvend.foundation.contributions.queries import earlier_words, listed, supported_by
from kuvend.foundation.contributions.versions import WordsChanged
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.text import Localized
from kuvend.foundation.moderation.actions import hide, let_through, let_version_through, refuse_version
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Person
from kuvend.foundation.record import actions as record
from kuvend.foundation.record.models import Fact
from kuvend.foundation.responses.actions import draft_response, keep_draft, publish_response
from tests.support.house import House, both, signed_in

GOOD = "Open the offices from eight to six on two days of the week."
BAD = "Dismiss all judges, without any hearing, before the week is over."


@pytest.fixture
def author(house: House) -> Person:
    return house.person("author")


@pytest.fixture
def idea(house: House, author: Person) -> Contribution:
    return house.idea(house.actor(author), body=GOOD)


def reword(house: House, author: Person, idea: Contribution, body: str = BAD, minutes: int = 10) -> Contribution:
    idea.refresh_from_db()
    at = house.at + timedelta(minutes=minutes)
    return edit(
        actor=house.actor(author), contribution=idea, seen_version=idea.version, title=idea.title, body=body, at=at
    )


def give_support(house: House, idea: Contribution) -> Person:
    fan = house.person()
    support(actor=house.actor(fan), contribution=idea, seen_version=idea.version, at=house.at)
    return fan


def reply(house: House, idea: Contribution) -> Person:
    other = house.person()
    post_comment(
        actor=house.actor(other), activity=house.activity, parent=idea, seen_version=idea.version, body="Yes, do.",
        language="en", at=house.at,
    )  # fmt: skip
    return other


def answer(house: House, idea: Contribution) -> Person:
    record.advance(at=house.at)
    made = draft_response(actor=HOUSE, process=house.process, institution=house.owner, contribution_ids=[idea.pk])
    reason = both("Offices will open from eight to six on two days of the week, beginning in March.")
    keep_draft(actor=HOUSE, response=made, verdict="already_done", reason=reason, nowhere=Localized(), landings=[])
    publish_response(actor=HOUSE, response=made, at=house.at)
    return house.official(Role.INSTITUTION_OFFICER)


def page(idea: Contribution) -> str:
    answer = Client().get(f"/en/contributions/{idea.public_id}/")
    return answer.content.decode()


def test_until_somebody_relies_on_them_words_are_simply_changed(
    house: House, author: Person, idea: Contribution
) -> None:
    reword(house, author, idea)
    assert GOOD not in page(idea)
    assert not ContributionText.objects.filter(stays=True).exists()


@pytest.mark.parametrize("rely", [give_support, reply, answer])
def test_words_on_which_something_rests_stay_readable(
    house: House, author: Person, idea: Contribution, rely: Callable[[House, Contribution], Person]
) -> None:
    concerned = rely(house, idea)
    changed = reword(house, author, idea)
    assert changed.version == 2
    (earlier,) = earlier_words(changed)
    assert "".join(old for old, _new in earlier.runs) == GOOD
    shown = page(idea)
    assert "Earlier wording" in shown
    record.advance(at=house.at)
    assert set(Mail.objects.filter(key__startswith="changed:").values_list("person", flat=True)) == {concerned.pk}
    if rely is answer:
        assert "The answer below was given to an earlier wording." in shown
    if rely is give_support:
        assert "supported by 1 person" in shown


def test_support_stays_with_the_wording_it_was_given_to(house: House, author: Person, idea: Contribution) -> None:
    fan, second = give_support(house, idea), give_support(house, idea)
    changed = reword(house, author, idea)
    (row,) = listed(house.activity.pk, kind="idea", order="supported").rows
    assert (changed.support_count, row.support_count) == (0, 0)
    assert earlier_words(changed)[0].supports == 2
    assert not supported_by(fan.pk, [idea.pk])
    assert support(actor=house.actor(fan), contribution=idea, seen_version=2, at=house.at)
    changed.refresh_from_db()
    assert (changed.support_count, earlier_words(changed)[0].supports) == (1, 1)
    assert take_support_back(actor=house.actor(second), contribution=idea, at=house.at)
    changed.refresh_from_db()
    assert (changed.support_count, Support.objects.count()) == (1, 1)


def test_a_reader_of_the_earlier_page_supports_nothing_unread(house: House, author: Person, idea: Contribution) -> None:
    give_support(house, idea)
    reword(house, author, idea)
    with pytest.raises(WordsChanged):
        support(actor=house.actor(), contribution=idea, seen_version=1, at=house.at)


def test_earlier_words_go_with_the_rest(house: House, author: Person, idea: Contribution) -> None:
    give_support(house, idea)
    reword(house, author, idea)
    hide(actor=HOUSE, contribution=idea, seen_version=2, house_rule="insult", at=house.at)
    assert GOOD not in page(idea)
    erase(actor=house.actor(author), person=author, words_too=True, at=house.at)
    assert not ContributionText.objects.exclude(became=[]).exists()


@pytest.fixture
def read_first(house: House, author: Person) -> Contribution:
    row = house.idea(house.actor(author), activity=house.make_activity("ideas", moderation="before"), body=GOOD)
    return let_through(actor=HOUSE, contribution=row, seen_version=1, at=house.at)


def test_where_a_moderator_reads_first_a_new_version_waits_and_the_old_one_stays(
    house: House, author: Person, read_first: Contribution
) -> None:
    fan = give_support(house, read_first)
    row = reword(house, author, read_first)
    assert (row.version, row.body, row.state) == (1, GOOD, State.PUBLISHED)
    assert BAD not in page(read_first)
    moderator = house.actor(house.official(Role.MODERATOR))
    with pytest.raises(WordsChanged):
        let_version_through(actor=moderator, contribution=row, seen_version=1, at=house.at)
    let_version_through(actor=moderator, contribution=row, seen_version=2, at=house.at)
    assert BAD in page(read_first)
    record.advance(at=house.at)
    assert Mail.objects.filter(key__startswith="changed:", person=fan).count() == 1
    with pytest.raises(NotAllowed, match="decided already"):
        let_version_through(actor=moderator, contribution=row, seen_version=2, at=house.at)


def test_a_refused_version_leaves_the_earlier_words_and_its_rule_on_record(
    house: House, author: Person, read_first: Contribution
) -> None:
    row = reword(house, author, read_first)
    moderator = house.actor(house.official(Role.MODERATOR))
    refuse_version(actor=moderator, contribution=row, seen_version=2, house_rule="insult", note="Please.", at=house.at)
    row.refresh_from_db()
    assert (row.version, row.body) == (1, GOOD)
    assert Fact.objects.filter(type="version_refused").count() == 1
    again = reword(house, author, read_first, body="Open them on three days of the week, please.")
    assert ContributionText.objects.get(contribution=again, waits=True).version == 3


def test_a_moderator_decides_about_the_version_that_waits_at_the_desk(
    house: House, author: Person, read_first: Contribution
) -> None:
    reword(house, author, read_first)
    moderator = signed_in(house.official(Role.MODERATOR))
    address = f"/en/desk/contributions/{read_first.public_id}/decide/"
    assert "Dismiss" in moderator.get(address).content.decode()
    sent = {"seen_version": 2, "deed": "let_version_through"}
    assert moderator.post(address, sent).status_code == 302
    read_first.refresh_from_db()
    assert read_first.body == BAD


def test_a_withdrawn_reply_holds_nothing(house: House, author: Person, idea: Contribution) -> None:
    other = reply(house, idea)
    withdraw(actor=house.actor(other), contribution=Contribution.objects.get(parent=idea), at=house.at)
    assert not earlier_words(reword(house, author, idea))


def test_the_author_reads_the_own_words_while_they_wait(house: House, author: Person) -> None:
    waiting = house.idea(house.actor(author), activity=house.make_activity("ideas", moderation="before"), body=BAD)
    assert BAD in signed_in(author).get(f"/en/contributions/{waiting.public_id}/mine/").content.decode()
    assert BAD not in signed_in(house.person()).get(f"/en/contributions/{waiting.public_id}/mine/").content.decode()
    assert BAD not in page(waiting)
