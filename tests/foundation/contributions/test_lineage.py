"""Words continue in others: nothing is lost, nothing goes round in a circle, and the answer reaches everybody."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from kuvend.foundation.contributions.actions import edit, support, withdraw
from kuvend.foundation.contributions.lineage import (
    merge_contributions,
    undo_merge,
    undo_split,
)
from kuvend.foundation.contributions.models import IN_FORCE, Contribution, Lineage
from kuvend.foundation.contributions.queries import (
    listed,
    sources_of,
    supporters_with_merged,
    ways_on,
)
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Person
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.record.queries import facts_about
from kuvend.foundation.responses.models import Duty
from tests.support.house import House
from tests.support.lineage import BODY, PASSAGES, REASON, answer, ideas, merge, split, tell

pytestmark = pytest.mark.django_db


def said(house: House) -> int:
    return Activity.objects.get(pk=house.activity.pk).contribution_count


def titles(house: House) -> set[str]:
    return {row.title for row in listed(house.activity.pk, kind="idea").rows}


def test_merged_words_are_neither_listed_nor_counted_twice_and_their_page_leads_on(
    house: House, client: Client
) -> None:
    first, second = ideas(house, 2)
    merge(house, first, into=second)
    assert titles(house) == {"Idea 1"} and said(house) == 1
    page = client.get(reverse("contribution", args=[first.public_id])).content.decode()
    assert "Merged into another contribution" in page and REASON["en"] in page
    assert reverse("contribution", args=[second.public_id]) in page
    page = client.get(reverse("contribution", args=[second.public_id])).content.decode()
    assert "Another contribution was merged into it" in page and "Idea 0" in page
    undo_merge(actor=HOUSE, contribution=first, at=house.at)
    assert titles(house) == {"Idea 0", "Idea 1"} and said(house) == 2
    page = client.get(reverse("contribution", args=[second.public_id])).content.decode()
    assert "A merging was undone" in page and 'id="lineage"' not in page


def test_an_answer_to_the_continuing_words_reaches_every_author_once_by_letter_and_step(
    house: House, client: Client
) -> None:
    author = house.actor()
    first, other, second = house.idea(title="Idea 0"), house.idea(author, title="Idea 1"), house.idea(title="Idea 2")
    third = house.idea(author, title="Idea 3")
    merge(house, first, other, third, into=second)
    tell(house)
    assert set(Duty.objects.filter(state="open").values_list("contribution", flat=True)) == {second.pk}
    Mail.objects.all().delete()
    answer(house, second)
    tell(house)
    told = sorted(Mail.objects.values_list("person", flat=True))
    assert told == sorted({row.participant.person_id for row in (first, other, second)})
    page = client.get(reverse("contribution", args=[first.public_id])).content.decode()
    assert "Answered, in “Idea 2”" in page
    with pytest.raises(NotAllowed, match="has an answer already"):
        undo_merge(actor=HOUSE, contribution=first, at=house.at)


def test_nobody_waits_longer_for_an_answer_than_before_the_merging(house: House) -> None:
    early = house.idea(title="Early", at=house.at - timedelta(days=7))
    late = house.idea(title="Late")
    tell(house)
    assert Duty.objects.get(contribution=late).due_date > Duty.objects.get(contribution=early).due_date
    merge(house, early, into=late)
    tell(house)
    assert Duty.objects.get(contribution=late).due_date == early.answer_due_date
    undo_merge(actor=HOUSE, contribution=early, at=house.at)
    tell(house)
    assert Duty.objects.get(contribution=late).due_date == late.answer_due_date
    assert Duty.objects.get(contribution=early).state == "open"


def test_who_supports_two_merged_ideas_is_counted_once_and_each_support_stays(house: House) -> None:
    first, second = ideas(house, 2)
    both_of_them, one_of_them = house.actor(), house.actor()
    for actor, row in ((both_of_them, first), (both_of_them, second), (one_of_them, first)):
        support(actor=actor, contribution=row, seen_version=1, at=house.at)
    merge(house, first, into=second)
    assert supporters_with_merged(second.pk) == 2
    counts = dict(Contribution.objects.values_list("pk", "support_count"))
    assert counts == {first.pk: 2, second.pk: 1}
    with pytest.raises(NotAllowed, match="continue in another"):
        support(actor=house.actor(), contribution=Contribution.objects.get(pk=first.pk), seen_version=1, at=house.at)


def test_words_are_split_word_for_word_under_their_author_and_put_together_again(house: House) -> None:
    whole = house.idea(title="Many things", body=BODY)
    tell(house)
    parts = split(house, whole)
    assert [part.body for part in parts] == PASSAGES
    assert {part.participant_id for part in parts} == {whole.participant_id}
    assert {part.answer_due_date for part in parts} == {whole.answer_due_date}
    assert titles(house) == {"Many things (1/2)", "Many things (2/2)"} and said(house) == 2
    assert {part.idea.place for part in parts} == {"Fier"}
    Mail.objects.all().delete()
    tell(house)
    assert Mail.objects.count() == 1, "the author gets one letter, not a receipt for each part"
    assert set(Duty.objects.filter(state="open").values_list("contribution", flat=True)) == {part.pk for part in parts}
    undo_split(actor=HOUSE, contribution=whole, at=house.at)
    tell(house)
    assert titles(house) == {"Many things"} and said(house) == 1
    assert Duty.objects.get(state="open").contribution_id == whole.pk
    assert [pk for pk, _since in ways_on(parts[0].pk)] == [whole.pk]


def test_a_merging_is_no_splitting_when_it_is_undone_and_said_again_each_is_done_once(house: House) -> None:
    whole, other = house.idea(title="Many things", body=BODY), house.idea(title="Other")
    parts = split(house, whole)
    assert split(house, Contribution.objects.get(pk=whole.pk)) == parts
    with pytest.raises(NotAllowed, match="merged or split already"):
        split(house, Contribution.objects.get(pk=whole.pk), PASSAGES[::-1])
    with pytest.raises(NotAllowed, match="not merged"):
        undo_merge(actor=HOUSE, contribution=whole, at=house.at)
    assert Contribution.objects.get(pk=whole.pk).continues and said(house) == 3
    for _time in range(2):
        merge(house, *parts, into=other)
    assert [fact.type for fact in facts_about([other.public_id])].count("contribution_merged") == 2


@pytest.mark.parametrize(
    ("passages", "why"),
    [
        ([BODY], "two parts"),
        (PASSAGES[:1] * 2, "two parts"),
        ([PASSAGES[0], "Paint the door red."], "whole sentences"),
        (["Open the office later.", PASSAGES[1]], "whole sentences"),
        ([BODY, PASSAGES[1]], "whole sentences"),
        ([BODY, "the door green."], "whole sentences"),
        (PASSAGES[::-1], "whole sentences"),
        (["Open the office", "later. Close it on Mondays. Paint the door green."], "whole sentences"),
        (["", BODY], "whole sentences"),
    ],
)
def test_parts_say_all_that_was_said_and_nothing_else(house: House, passages: list[str], why: str) -> None:
    whole = house.idea(body=BODY)
    with pytest.raises(NotAllowed, match=why):
        split(house, whole, passages)


def test_words_are_merged_by_officials_within_their_scope_and_never_by_their_author(house: House) -> None:
    first, second = ideas(house, 2)
    officer = house.official(Role.INSTITUTION_OFFICER)
    own = house.idea(house.actor(officer), title="Mine")
    stranger = house.official(Role.INSTITUTION_OFFICER, institution=house.other)
    cases = [(officer, own, first), (officer, first, own), (stranger, first, second), (house.person(), first, second)]
    for person, row, into in cases:
        with pytest.raises(NotAllowed):
            merge_contributions(actor=house.actor(person), contributions=[row], into=into, at=house.at)
    merge_contributions(actor=house.actor(officer), contributions=[first], into=second, at=house.at)
    moderator = house.actor(house.official(Role.MODERATOR))
    undo_merge(actor=moderator, contribution=first, at=house.at)


def test_only_words_about_the_same_are_merged_and_only_where_nothing_continues_elsewhere(house: House) -> None:
    first, second, third = ideas(house, 3)
    foreign = house.idea(activity=house.make_activity("ideas"), title="Elsewhere")
    merge(house, first, into=second)
    for row, into in ((first, third), (third, first), (third, third), (third, foreign)):
        with pytest.raises(NotAllowed):
            merge(house, row, into=into)
    with pytest.raises(NotAllowed, match="no longer be changed"):
        row = Contribution.objects.get(pk=first.pk)
        actor = house.actor(row.participant.person)
        edit(actor=actor, contribution=row, seen_version=1, title="x", body="Other words.", at=house.at)


@pytest.mark.parametrize(("kind", "pairs"), [("merged", [(0, 1), (1, 0)]), ("merged", [(0, 1), (0, 2)])])
def test_postgresql_itself_lets_nothing_go_in_a_circle_or_in_two_ways(
    house: House, kind: str, pairs: list[tuple[int, int]]
) -> None:
    rows = ideas(house, 3)
    made = {"kind": kind, "role": "system", "began_at": house.at}
    (first, second) = [(rows[one], rows[other]) for one, other in pairs]
    Lineage.objects.create(origin=first[0], successor=first[1], **made)
    with pytest.raises(IntegrityError), transaction.atomic():
        Lineage.objects.create(origin=second[0], successor=second[1], **made)


def test_words_stand_for_themselves_again_when_those_they_were_merged_into_go(house: House) -> None:
    first, second = ideas(house, 2)
    merge(house, first, into=second)
    tell(house)
    author = house.actor(second.participant.person)
    withdraw(actor=author, contribution=Contribution.objects.get(pk=second.pk), at=house.at)
    tell(house)
    assert titles(house) == {"Idea 0"} and said(house) == 1
    assert Duty.objects.get(state="open").contribution_id == first.pk
    types = [fact.type for fact in facts_about([first.public_id])]
    assert types[-1] == "contribution_merge_undone"


def test_merged_words_of_a_closed_activity_that_owes_none_of_them_an_answer_stay_where_they_are(house: House) -> None:
    stay, back = (house.make_activity("ideas", answers_owed=False) for _time in range(2))
    pairs = [
        [house.idea(activity=activity, title=f"Idea {number}") for number in range(2)] for activity in (stay, back)
    ]
    for first, second in pairs:
        merge(house, first, into=second)
    Activity.objects.filter(pk=stay.pk).update(closes_at=house.at - timedelta(days=1))
    for _first, second in pairs:
        withdraw(actor=house.actor(second.participant.person), contribution=second, at=house.at)
    tell(house)
    assert [Contribution.objects.get(pk=first.pk).continues for first, _second in pairs] == [True, False]


@pytest.mark.parametrize("owed", [True, False])
def test_letters_promise_an_answer_of_its_own_only_where_one_is_owed(house: House, owed: bool) -> None:
    house.activity = house.make_activity("ideas", answers_owed=owed)
    row, whole = house.idea(title="One"), house.idea(title="Other", body=BODY)
    Person.objects.update(language="en")
    merge(house, row, into=whole)
    undo_merge(actor=HOUSE, contribution=row, at=house.at)
    split(house, whole)
    undo_split(actor=HOUSE, contribution=whole, at=house.at)
    tell(house)
    promises = {
        "Your words stand for themselves again": "They get an answer of their own again.",
        "Your words were split into parts": "Each part gets an answer.",
        "Your words are whole again": "They get one answer again.",
    }
    letters = {mail.subject: mail.body for mail in Mail.objects.filter(subject__in=promises)}
    assert set(letters) == set(promises)
    for subject, promise in promises.items():
        assert (promise in letters[subject]) == owed
        assert ("One answer goes to all who take part." in letters[subject]) == (not owed)


def test_withdrawn_merged_words_are_not_taken_off_the_count_twice(house: House) -> None:
    first, second = ideas(house, 2)
    merge(house, first, into=second)
    author = house.actor(first.participant.person)
    withdraw(actor=author, contribution=Contribution.objects.get(pk=first.pk), at=house.at)
    assert said(house) == 1


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_merged_split_and_undone_nothing_is_lost_and_every_way_has_an_end(house: House, seed: int) -> None:
    chance = random.Random(seed)
    started = [house.idea(title=f"Idea {number}", body=BODY) for number in range(6)]
    for _step in range(40):
        one, other = (chance.choice(list(Contribution.objects.all())) for _ in range(2))
        deed = chance.choice(
            [
                lambda one=one, other=other: merge(house, one, into=other),
                lambda one=one: split(house, one) if one.body == BODY else None,
                lambda one=one: undo_merge(actor=HOUSE, contribution=one, at=house.at),
                lambda one=one: undo_split(actor=HOUSE, contribution=one, at=house.at),
            ]
        )
        try:
            deed()
        except NotAllowed:
            continue
    rows = {row.pk: row for row in Contribution.objects.all()}
    onward = {pk: [goal for goal, _since in ways_on(pk)] for pk in rows}
    for pk, row in rows.items():
        ends = [goal for goal in onward[pk] if not onward[goal]]
        assert pk not in onward[pk], "a circle"
        assert row.continues == bool(onward[pk]) == bool(ends), "a way without an end"
        assert row.continues == Lineage.objects.filter(IN_FORCE, origin=pk).exists()
        assert all(pk in sources_of([end])[end] for end in ends)
        parts = [one.successor.body for one in Lineage.objects.filter(IN_FORCE, origin=pk, kind="split")]
        assert not parts or sorted(parts) == sorted(PASSAGES), "words were lost"
    assert {row.pk for row in started} <= set(rows)
    assert {row.body for row in rows.values()} == {BODY, *PASSAGES}
    assert said(house) == sum(not row.continues for row in rows.values())
