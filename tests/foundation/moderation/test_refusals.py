"""What a moderator is refused, and who else is: decided already, leaving with the account, at no such address."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kuvend.foundation.contributions.lineage import merge_contributions
from kuvend.foundation.contributions.models import Contribution, Leaving
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.moderation.actions import (
    hide,
    let_name_stand,
    let_through,
    let_version_through,
    mark_read,
    refuse_version,
    restore,
    take_back,
)
from kuvend.foundation.people.actor import HOUSE, Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.models import Participant
from tests.support.house import House, both


@pytest.fixture
def moderator(house: House) -> Actor:
    return house.actor(house.official(Role.MODERATOR))


@pytest.fixture
def let_in(house: House, moderator: Actor) -> Contribution:
    """An idea that a moderator has just let through."""
    idea = house.idea(activity=house.make_activity("ideas", moderation="before"))
    return let_through(actor=moderator, contribution=idea, seen_version=1, at=house.at)


def test_who_does_not_moderate_takes_nothing_back_decides_no_version_and_marks_nothing_read(
    house: House, moderator: Actor, let_in: Contribution
) -> None:
    officer = house.actor(house.official(Role.INSTITUTION_OFFICER))
    deeds: list[Callable[[Actor], object]] = [
        lambda actor: let_version_through(actor=actor, contribution=let_in, seen_version=1, at=house.at),
        lambda actor: refuse_version(actor=actor, contribution=let_in, seen_version=1, house_rule="spam", at=house.at),
        lambda actor: take_back(actor=actor, contribution=let_in, seen_version=1, at=house.at),
    ]
    for deed in deeds:
        with pytest.raises(NotAllowed, match="Only a moderator"):
            deed(officer)
    for deed in deeds[:2]:  # no version waits
        with pytest.raises(NotAllowed, match="decided already"):
            deed(moderator)
    unread = house.idea()
    assert mark_read(actor=officer, read=[(unread, 1)], at=house.at) == ([], [unread])
    assert mark_read(actor=moderator, read=[(unread, 1)], at=house.at)[0] == [unread]
    assert take_back(actor=moderator, contribution=let_in, seen_version=1, at=house.at).state == "pending"


def test_a_name_that_was_read_is_not_judged_again(house: House, moderator: Actor) -> None:
    idea = house.idea()
    Participant.objects.filter(pk=idea.participant_id).update(shown_name="Ana Prifti", name_unread_since=house.at)
    let_name_stand(actor=moderator, contribution=idea, seen_name="Ana Prifti", at=house.at)
    with pytest.raises(NotAllowed, match="decided already"):
        let_name_stand(actor=moderator, contribution=idea, seen_name="Ana Prifti", at=house.at)


@pytest.mark.parametrize(("words_too", "state"), [(True, "hidden"), (False, "published")])
def test_words_that_leave_with_their_account_are_not_brought_back(
    house: House, moderator: Actor, words_too: bool, state: str
) -> None:
    idea = hide(actor=moderator, contribution=house.idea(), seen_version=1, house_rule="spam", at=house.at)
    Participant.objects.filter(pk=idea.participant_id).update(person=None)
    Leaving.objects.create(participant_id=idea.participant_id, due_at=house.at, words_too=words_too)
    if words_too:
        with pytest.raises(NotAllowed, match="erased the account with all words"):
            restore(actor=moderator, contribution=idea, seen_version=1, at=house.at)
    else:
        restore(actor=moderator, contribution=idea, seen_version=1, at=house.at)
    assert Contribution.objects.get(pk=idea.pk).state == state


def test_what_is_hidden_after_it_was_merged_is_not_taken_off_the_count_twice(house: House, moderator: Actor) -> None:
    first, second, third = (house.idea(title=f"Open the office {number}") for number in range(3))
    merge_contributions(actor=HOUSE, contributions=[second], into=first, reason=both("The same."), at=house.at)
    counts = []
    for row in (second, third):
        house.activity.refresh_from_db()
        counts.append(house.activity.contribution_count)
        hide(actor=moderator, contribution=row, seen_version=1, house_rule="spam", at=house.at)
    house.activity.refresh_from_db()
    assert [*counts, house.activity.contribution_count] == [2, 2, 1]


def test_words_and_reports_that_are_not_there_have_no_page(house: House) -> None:
    for name in ("report_words", "report_receipt"):
        assert Client().get(reverse(name, args=["0000000000"])).status_code == 404
    assert Client().get(reverse("report_words", args=[house.idea().public_id])).status_code == 200
