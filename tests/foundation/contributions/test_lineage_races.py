"""Many hands lead the same words on at once: one of them does it, whole, and every count equals its rows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest

from kuvend.foundation.contributions.actions import edit, support, withdraw
from kuvend.foundation.contributions.lineage import (
    merge_contributions,
    split_contribution,
    undo_merge,
    undo_split,
)
from kuvend.foundation.contributions.models import IN_FORCE, Contribution, Lineage, Support
from kuvend.foundation.contributions.queries import ways_on
from kuvend.foundation.core.access import LedElsewhere, NotAllowed
from kuvend.foundation.moderation.actions import hide
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.record import actions as record
from kuvend.foundation.record.models import Fact
from kuvend.foundation.responses.models import Duty
from tests.support.at_once import Deed, at_once
from tests.support.house import House, both

pytestmark = pytest.mark.django_db(transaction=True)
REASON = both("Both ask for later opening hours.")
PASSAGES = ["Open the office later.", "Paint the door green."]
ROUNDS = 4


@pytest.fixture
def house(transactional_db: None) -> Iterator[House]:
    yield House()


def merging(house: House, row: Contribution, into: Contribution) -> Deed:
    """Return the merging of words at the version at which they were made."""
    seen = {row.public_id: 1, into.public_id: 1}
    return partial(
        merge_contributions,
        actor=HOUSE, contributions=[row], into=into, reason=REASON, seen_versions=seen, at=house.at,
    )  # fmt: skip


def facts(of: str) -> int:
    return Fact.objects.filter(type=of).count()


def nothing_is_half_done() -> None:
    """Compare what is stored with the ways that are in force, and let the duties follow."""
    for row in Contribution.objects.all():
        onward = ways_on(row.pk)
        assert row.continues == bool(onward) == Lineage.objects.filter(IN_FORCE, origin=row).exists()
        assert row.pk not in [pk for pk, _since in onward]
    for activity in Activity.objects.all():
        standing = Contribution.objects.filter(activity=activity, state="published", continues=False)
        assert activity.contribution_count == standing.count()
    in_force = Lineage.objects.filter(IN_FORCE, kind="merged").count()
    assert facts("contribution_merged") - facts("contribution_merge_undone") == in_force


def owed(house: House) -> set[int]:
    """Return what an answer is owed to once every reaction has read the record (contribution ids)."""
    while record.advance(at=house.at):
        pass
    return set(Duty.objects.filter(state="open").values_list("contribution", flat=True))


def test_words_merged_many_times_at_once_are_merged_once(house: House) -> None:
    row, into = house.idea(title="One"), house.idea(title="The other")
    assert at_once([merging(house, row, into)] * 6) == []
    assert facts("contribution_merged") == Lineage.objects.count() == 1
    nothing_is_half_done()
    assert owed(house) == {into.pk}


@pytest.mark.parametrize("number", range(ROUNDS))
def test_words_merged_into_two_others_at_once_continue_in_one_of_them(house: House, number: int) -> None:
    row, one, other = (house.idea(title=f"Idea {count}") for count in range(3))
    raised = at_once([merging(house, row, one), merging(house, row, other)])
    assert [type(error) for error in raised] == [NotAllowed]
    ((end, _since),) = ways_on(row.pk)
    assert end in {one.pk, other.pk}
    nothing_is_half_done()


@pytest.mark.parametrize("number", range(ROUNDS))
def test_two_merged_into_each_other_at_once_go_one_way(house: House, number: int) -> None:
    one, other = house.idea(title="One"), house.idea(title="The other")
    raised = at_once([merging(house, one, other), merging(house, other, one)])
    assert [type(error) for error in raised] == [NotAllowed]
    nothing_is_half_done()
    assert len(owed(house)) == 1


@pytest.mark.parametrize("number", range(ROUNDS))
@pytest.mark.parametrize("which", ["row", "into"])
def test_what_is_withdrawn_or_hidden_while_it_is_merged_leaves_nobody_without_an_answer(
    house: House, number: int, which: str
) -> None:
    row, into = house.idea(title="One"), house.idea(title="The other")
    goes, stays = (row, into) if which == "row" else (into, row)
    author = house.actor(goes.participant.person)
    leaving = partial(withdraw, actor=author, contribution=goes, at=house.at)
    if number % 2:
        leaving = partial(hide, actor=HOUSE, contribution=goes, seen_version=1, house_rule="spam", note="", at=house.at)
    raised = at_once([merging(house, row, into), leaving])
    assert all(isinstance(error, NotAllowed) for error in raised) and len(raised) <= 1
    assert owed(house) == {stays.pk}
    nothing_is_half_done()


@pytest.mark.parametrize("number", range(ROUNDS))
def test_words_changed_while_they_are_merged_are_merged_as_they_were_read_or_not_at_all(
    house: House, number: int
) -> None:
    row, into = house.idea(title="One"), house.idea(title="The other")
    author = house.actor(row.participant.person)
    change = partial(
        edit, actor=author, contribution=row, seen_version=1, title="One", body="Quite another thing.", at=house.at
    )
    raised = at_once([merging(house, row, into), change])
    row.refresh_from_db()
    assert len(raised) == 1 and isinstance(raised[0], NotAllowed)
    assert (row.version, row.continues) in {(1, True), (2, False)}
    nothing_is_half_done()


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_support_given_while_words_are_merged_stays_or_is_refused(house: House, number: int) -> None:
    row, into, fan = house.idea(title="One"), house.idea(title="The other"), house.actor()
    giving = partial(support, actor=fan, contribution=row, seen_version=1, at=house.at)
    raised = at_once([merging(house, row, into), giving])
    assert all(isinstance(error, NotAllowed) for error in raised)
    row.refresh_from_db()
    assert row.continues and row.support_count == Support.objects.count() == 1 - len(raised)
    nothing_is_half_done()


def test_of_many_who_undo_a_merging_at_once_one_does_it(house: House) -> None:
    row, into = house.idea(title="One"), house.idea(title="The other")
    merging(house, row, into)()
    undo = partial(undo_merge, actor=HOUSE, contribution=row, seen_ends=[into.public_id], at=house.at)
    raised = at_once([undo] * 4)
    assert [type(error) for error in raised] == [NotAllowed] * 3
    assert facts("contribution_merge_undone") == 1
    nothing_is_half_done()
    assert owed(house) == {row.pk, into.pk}


def test_words_split_many_times_at_once_have_their_parts_once_and_are_put_together_once(house: House) -> None:
    whole = house.idea(title="Two things", body=" ".join(PASSAGES))
    split = partial(
        split_contribution,
        actor=HOUSE, contribution=whole, passages=PASSAGES, seen_version=1, reason=REASON, at=house.at,
    )  # fmt: skip
    assert at_once([split] * 4) == []
    assert Contribution.objects.count() == 3 and facts("contribution_split") == 1
    nothing_is_half_done()
    undo = partial(undo_split, actor=HOUSE, contribution=whole, at=house.at)
    assert [type(error) for error in at_once([undo] * 4)] == [NotAllowed] * 3
    assert facts("contribution_split_undone") == 1
    assert owed(house) == {whole.pk}


def test_words_are_not_split_and_merged_at_once(house: House) -> None:
    whole, into = house.idea(title="Two things", body=" ".join(PASSAGES)), house.idea(title="The other")
    split = partial(split_contribution, actor=HOUSE, contribution=whole, passages=PASSAGES, seen_version=1, at=house.at)
    raised = at_once([split, merging(house, whole, into)])
    assert [type(error) for error in raised] == [NotAllowed]
    assert len(set(Lineage.objects.filter(origin=whole).values_list("kind", flat=True))) == 1
    nothing_is_half_done()


def test_what_was_led_elsewhere_meanwhile_is_not_undone_by_who_did_not_read_it(house: House) -> None:
    row, one, other = (house.idea(title=f"Idea {count}") for count in range(3))
    merging(house, row, one)()
    undo_merge(actor=HOUSE, contribution=row, at=house.at)
    merging(house, row, other)()
    with pytest.raises(LedElsewhere):
        undo_merge(actor=HOUSE, contribution=row, seen_ends=[one.public_id], at=house.at)
    assert [pk for pk, _since in ways_on(row.pk)] == [other.pk]
