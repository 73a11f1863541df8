"""What a moderator hides of split words stands nowhere: not in versions that stay readable beside later words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from kuvend.foundation.contributions.actions import edit, support
from kuvend.foundation.contributions.lineage import undo_split
from kuvend.foundation.contributions.models import Contribution, ContributionText
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.moderation.actions import hide, hide_version, restore, restore_version
from kuvend.foundation.moderation.models import Decision
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.record.models import Fact
from tests.support.house import House
from tests.support.lineage import BODY, PASSAGES, split

FIRST, SECOND = PASSAGES
WORDS = ("Open the office later.", "Close it on Mondays.")  # of the first passage; the page marks its changes by words


def fresh(row: Contribution) -> Contribution:
    return Contribution.objects.get(pk=row.pk)


def page(row: Contribution) -> str:
    return Client().get(f"/en/contributions/{row.public_id}/").content.decode()


def says(row: Contribution) -> bool:
    """Whether the page of words says what the first passage says."""
    return any(words in page(row) for words in WORDS)


def states(*rows: Contribution) -> list[str]:
    return [fresh(row).state for row in rows]


def rewrite(house: House, row: Contribution, body: str) -> None:
    """By its author, after somebody supported it."""
    row = fresh(row)
    support(actor=house.actor(), contribution=row, seen_version=row.version, at=house.at)
    author = house.actor(row.participant.person)
    edit(actor=author, contribution=row, seen_version=row.version, title=row.title, body=body, at=house.at)


def conceal(house: House, row: Contribution, minutes: int = 1) -> None:
    row, at = fresh(row), house.at + timedelta(minutes=minutes)
    hide(actor=HOUSE, contribution=row, seen_version=row.version, house_rule="insult", note="So.", at=at)


def show(house: House, row: Contribution) -> None:
    row = fresh(row)
    restore(actor=HOUSE, contribution=row, seen_version=row.version, at=house.at + timedelta(hours=1))


@pytest.fixture
def whole(house: House) -> Contribution:
    """Words that were split, made whole again, and of which their author left the second part alone."""
    row = house.idea(body=BODY)
    split(house, row)
    undo_split(actor=HOUSE, contribution=row, at=house.at)
    rewrite(house, row, SECOND)
    return fresh(row)


def parts_of(row: Contribution) -> tuple[Contribution, Contribution]:
    first, second = Contribution.objects.exclude(pk=row.pk).order_by("pk")
    return first, second


def test_words_hidden_in_a_part_are_hidden_in_an_earlier_version_of_the_whole(
    house: House, whole: Contribution
) -> None:
    first, second = parts_of(whole)
    assert says(whole)
    conceal(house, first)
    assert states(whole, first, second) == ["published", "hidden", "published"]
    assert not says(whole) and SECOND in page(whole)
    assert whole.texts.get(version=1).hidden_rule == "insult"
    assert Fact.objects.filter(type="version_hidden").count() == 1
    assert Decision.objects.get(contribution=whole).note == "", "the note is about the part"


def test_what_is_hidden_in_a_part_does_not_come_back_with_a_whole_that_was_hidden_for_something_else(
    house: House, whole: Contribution
) -> None:
    first, second = parts_of(whole)
    conceal(house, whole)
    assert states(whole, first, second) == ["hidden", "published", "hidden"]
    conceal(house, first, minutes=2)
    show(house, whole)
    assert states(whole, first, second) == ["published", "hidden", "published"]
    assert not says(whole)


def test_a_whole_with_a_readable_version_of_what_is_hidden_is_not_restored(house: House, whole: Contribution) -> None:
    first, second = parts_of(whole)
    conceal(house, whole)
    conceal(house, first, minutes=2)
    ContributionText.objects.update(hidden_rule="")  # as it was kept before versions were reached
    with pytest.raises(NotAllowed, match="hidden separately"):
        show(house, whole)
    show(house, first)
    show(house, whole)
    assert states(whole, first, second) == ["published"] * 3


def test_an_earlier_version_is_restored_only_after_the_parts_that_stand_in_it(
    house: House, whole: Contribution
) -> None:
    first, _second = parts_of(whole)
    conceal(house, first)
    again = {"actor": HOUSE, "contribution": whole, "seen_version": 1, "at": house.at + timedelta(hours=1)}
    with pytest.raises(NotAllowed, match="Restore that part first"):
        restore_version(**again)
    show(house, first)
    assert not says(whole), "each is restored by itself"
    restore_version(**again)
    assert says(whole)


def test_parts_are_hidden_with_an_earlier_version_as_far_as_the_words_of_now_do_not_hold_them(
    house: House, whole: Contribution
) -> None:
    first, second = parts_of(whole)
    at = house.at + timedelta(minutes=1)
    hide_version(actor=HOUSE, contribution=whole, seen_version=1, house_rule="insult", at=at)
    assert states(whole, first, second) == ["published", "hidden", "published"]
    assert not says(whole) and not says(first)
    assert not Contribution.objects.get(pk=second.pk).texts.exclude(hidden_rule="").exists()


def test_an_earlier_version_of_a_part_is_hidden_with_the_whole(house: House) -> None:
    row = house.idea(body=BODY)
    first, second = split(house, row)
    rewrite(house, first, "Open the archive, too.")
    assert says(first)
    conceal(house, row)
    assert states(row, first, second) == ["hidden", "published", "hidden"]
    assert not says(first) and "Open the archive, too." in page(first)


def test_a_whole_is_hidden_with_an_earlier_version_of_a_part_that_it_holds(house: House) -> None:
    row = house.idea(body=BODY)
    first, second = split(house, row)
    rewrite(house, first, "Open the archive, too.")
    at = house.at + timedelta(minutes=1)
    hide_version(actor=HOUSE, contribution=first, seen_version=1, house_rule="insult", at=at)
    assert states(row, first, second) == ["hidden", "published", "published"]
    assert not says(first)
