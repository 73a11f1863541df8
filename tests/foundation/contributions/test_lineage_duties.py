"""Wherever words are led, who is owed an answer stays owed one, and what is public stays where it can be read."""

from __future__ import annotations

import pytest

from kuvend.foundation.contributions.actions import post_comment, withdraw
from kuvend.foundation.contributions.enums import COMMENT
from kuvend.foundation.contributions.lineage import undo_merge, undo_split
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.receiving import Draft, receive
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.moderation.actions import hide
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.responses.models import Duty
from tests.support.house import House
from tests.support.lineage import BODY, PASSAGES, ideas, merge, split, tell

pytestmark = pytest.mark.django_db


def fresh(row: Contribution) -> Contribution:
    return Contribution.objects.get(pk=row.pk)


def take_away(house: House, row: Contribution) -> None:
    """By its author."""
    withdraw(actor=house.actor(row.participant.person), contribution=row, at=house.at)


def hide_words(house: House, row: Contribution) -> None:
    moderator = house.actor(house.official(Role.MODERATOR))
    hide(actor=moderator, contribution=row, seen_version=row.version, house_rule="insult", at=house.at)


def comment(house: House, body: str, *, parent: Contribution | None = None) -> Contribution:
    return post_comment(
        actor=house.actor(), activity=house.activity, body=body, language="en", parent=parent,
        seen_version=parent.version if parent else 0, at=house.at,
    )  # fmt: skip


def owed() -> set[int]:
    return set(Duty.objects.filter(state="open").values_list("contribution", flat=True))


def test_words_that_are_owed_an_answer_are_never_merged_into_a_reply(house: House) -> None:
    first, second = comment(house, "Publish the list."), comment(house, "The list must be public.")
    reply = comment(house, "I agree with the list.", parent=second)
    for row, into in ((first, reply), (second, reply), (reply, first)):
        with pytest.raises(NotAllowed, match="Replies"):
            merge(house, row, into=into)
    tell(house)
    assert owed() == {first.pk, second.pk}


def test_words_that_are_owed_an_answer_are_merged_only_into_some_that_are_owed_one(house: House) -> None:
    first = comment(house, "Publish the list.")
    draft = Draft(comment(house, "Another").participant, "", BODY, "en", house.at)
    (unowed,) = receive(activity=house.activity, kind=COMMENT, drafts=[draft], role="system", owed=False)
    with pytest.raises(NotAllowed, match="owed an answer"):
        merge(house, first, into=unowed)
    parts = split(house, unowed)
    assert {part.answer_due_date for part in parts} == {None}, "splitting makes no debt"
    with pytest.raises(NotAllowed, match="owed an answer"):
        merge(house, first, into=parts[0])
    merge(house, parts[0], into=first)
    tell(house)
    assert first.pk in owed() and not {unowed.pk, *(part.pk for part in parts)} & owed()


def test_a_splitting_is_undone_only_into_words_that_are_public(house: House) -> None:
    whole = house.idea(body=BODY)
    parts = split(house, whole)
    hide_words(house, whole)
    with pytest.raises(NotAllowed, match="not published"):
        undo_split(actor=HOUSE, contribution=whole, at=house.at)
    assert not any(fresh(part).continues for part in parts)


def test_a_splitting_is_not_undone_while_a_part_is_hidden_or_withdrawn(house: House) -> None:
    whole = house.idea(body=BODY)
    take_away(house, split(house, whole)[0])
    with pytest.raises(NotAllowed):
        undo_split(actor=HOUSE, contribution=whole, at=house.at)


def test_hidden_words_are_not_let_stand_for_themselves_with_what_was_merged_into_them(house: House) -> None:
    first, second, third = ideas(house, 3)
    merge(house, first, into=second)
    merge(house, second, into=third)
    hide_words(house, second)
    with pytest.raises(NotAllowed, match="not published"):
        undo_merge(actor=HOUSE, contribution=second, at=house.at)
    tell(house)
    assert owed() == {third.pk} and fresh(first).continues


def test_split_words_are_not_undone_as_if_they_were_merged(house: House) -> None:
    whole = house.idea(body=BODY)
    parts = split(house, whole)
    with pytest.raises(NotAllowed, match="not merged"):
        undo_merge(actor=HOUSE, contribution=whole, at=house.at)
    with pytest.raises(NotAllowed, match="not split"):
        undo_split(actor=HOUSE, contribution=parts[0], at=house.at)


def test_words_stand_again_when_nothing_is_public_in_which_they_continue_through_others(house: House) -> None:
    (first,) = ideas(house, 1)
    whole = house.idea(body=BODY)
    merge(house, first, into=whole)
    parts = split(house, whole)
    tell(house)
    take_away(house, parts[0])
    tell(house)
    assert fresh(first).continues, "they continue in the other part"
    take_away(house, parts[1])
    tell(house)
    assert not fresh(first).continues and first.pk in owed()


def test_words_go_back_only_as_far_as_something_is_public(house: House) -> None:
    first, second, third = ideas(house, 3)
    merge(house, first, into=second)
    merge(house, second, into=third)
    take_away(house, third)
    tell(house)
    assert [fresh(row).continues for row in (first, second)] == [True, False] and owed() == {second.pk}
    take_away(house, second)
    tell(house)
    assert owed() == {first.pk}


def test_both_steps_are_undone_when_everything_on_the_way_is_gone(house: House) -> None:
    first, second, third = ideas(house, 3)
    merge(house, first, into=second)
    merge(house, second, into=third)
    take_away(house, second)
    tell(house)
    assert owed() == {third.pk}
    take_away(house, third)
    tell(house)
    assert owed() == {first.pk}


def test_a_part_that_was_put_together_again_goes_with_its_whole(house: House) -> None:
    other = house.idea(title="Merged into a part")
    whole = house.idea(body=BODY)
    parts = split(house, whole)
    merge(house, other, into=parts[0])
    undo_split(actor=HOUSE, contribution=whole, at=house.at)
    hide_words(house, whole)
    tell(house)
    assert owed() == {other.pk}
    assert [fresh(part).continues for part in parts] == [True, True] and PASSAGES[0] == parts[0].body


def test_parts_are_exactly_what_stands_there_whatever_white_space_was_sent(house: House) -> None:
    body = "First this.\n\nSecond  that. Third: *both*."
    whole = house.idea(body=body)
    parts = split(house, whole, ["First   this. Second that.", " Third: *both*.\n"])
    assert [part.body for part in parts] == ["First this.\n\nSecond  that.", "Third: *both*."]
