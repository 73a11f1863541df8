"""Moderation: before or after publication, by a rule of the house, never of one's own words."""

import pytest

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.moderation.actions import hide, let_through, restore
from kuvend.foundation.moderation.queries import latest_decision, waiting
from kuvend.foundation.people.enums import Role
from kuvend.foundation.record.models import Fact
from tests.support.house import House


def test_where_words_are_read_first_they_wait_and_count_nowhere(house: House) -> None:
    activity = house.make_activity("ideas", moderation="before")
    idea = house.idea(activity=activity)
    assert idea.state == "pending"
    activity.refresh_from_db()
    assert activity.contribution_count == 0
    moderator = house.actor(house.official(Role.MODERATOR))
    assert list(waiting(moderator)) == [idea]
    let_through(actor=moderator, contribution=idea, seen_version=idea.version, at=house.at)
    activity.refresh_from_db()
    assert activity.contribution_count == 1
    assert not waiting(moderator)


def test_hiding_names_a_rule_in_public_and_a_note_for_the_author_only(house: House) -> None:
    idea = house.idea()
    moderator = house.actor(house.official(Role.MODERATOR))
    hide(
        actor=moderator,
        contribution=idea,
        seen_version=idea.version,
        house_rule="personal_data",
        note="A phone number.",
        at=house.at,
    )
    leaf = bytes(Fact.objects.get(type="contribution_hidden").leaf).decode()
    assert "personal_data" in leaf
    assert "phone" not in leaf
    decision = latest_decision(idea.pk)
    assert decision is not None
    assert decision.note == "A phone number."
    restore(actor=moderator, contribution=idea, seen_version=idea.version, at=house.at)
    assert Contribution.objects.get(pk=idea.pk).state == "published"


def test_only_a_moderator_of_the_scope_decides(house: House) -> None:
    idea = house.idea()
    for actor in (house.actor(), house.actor(house.official(Role.INSTITUTION_OFFICER))):
        with pytest.raises(NotAllowed, match="Only a moderator"):
            hide(actor=actor, contribution=idea, seen_version=idea.version, house_rule="spam", at=house.at)


def test_nobody_moderates_the_own_words(house: House) -> None:
    person = house.official(Role.MODERATOR)
    idea = house.idea(house.actor(person))
    with pytest.raises(NotAllowed, match="wrote this yourself"):
        hide(actor=house.actor(person), contribution=idea, seen_version=idea.version, house_rule="spam", at=house.at)


def test_what_is_decided_is_not_decided_again(house: House) -> None:
    idea = house.idea()
    moderator = house.actor(house.official(Role.MODERATOR))
    hide(actor=moderator, contribution=idea, seen_version=idea.version, house_rule="spam", at=house.at)
    with pytest.raises(NotAllowed, match="decided already"):
        hide(actor=moderator, contribution=idea, seen_version=idea.version, house_rule="spam", at=house.at)
