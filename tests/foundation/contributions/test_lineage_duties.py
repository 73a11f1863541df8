"""Wherever words are led, who is owed an answer stays owed one, and what is public stays where it can be read."""

from __future__ import annotations

import contextlib
import random
import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from kuvend.desk.queries.passing import passed_lately
from kuvend.foundation.contributions import rules
from kuvend.foundation.contributions.actions import edit, post_comment, support, withdraw
from kuvend.foundation.contributions.enums import COMMENT
from kuvend.foundation.contributions.lineage import merge_contributions, split_contribution, undo_merge, undo_split
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.queries import sources_of, supporters_with_merged, ways_on
from kuvend.foundation.contributions.receiving import Draft, receive
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.limits import TooOften
from kuvend.foundation.moderation.actions import hide, let_through, restore, take_back
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.responses.actions import NotWhole, draft_response, hand_back, owe_parts, pass_on
from kuvend.foundation.responses.actions import take_back as take_duty_back
from kuvend.foundation.responses.models import Duty
from kuvend.foundation.responses.queries import passings_of
from kuvend.foundation.responses.rules import may_act_upon_answer
from tests.support.house import PASSED_ON, House, both
from tests.support.lineage import BODY, PASSAGES, ideas, merge, split, tell

pytestmark = pytest.mark.django_db


def fresh(row: Contribution) -> Contribution:
    return Contribution.objects.get(pk=row.pk)


def take_away(house: House, row: Contribution) -> None:
    """By its author."""
    withdraw(actor=house.actor(row.participant.person), contribution=row, at=house.at)


def rewrite(house: House, row: Contribution, body: str) -> None:
    """By its author."""
    actor = house.actor(row.participant.person)
    edit(actor=actor, contribution=row, seen_version=row.version, title=row.title, body=body, at=house.at)


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


def day_of(row: Contribution) -> object:
    return Duty.objects.get(contribution=row).due_date


def test_what_is_undone_twice_before_anybody_reads_of_it_is_owed_as_it_stands_in_the_end(house: House) -> None:
    first, second = ideas(house, 2)
    tell(house)
    merge(house, first, into=second)
    undo_merge(actor=HOUSE, contribution=first, at=house.at)
    merge(house, second, into=first)
    tell(house)
    assert owed() == {first.pk}


def test_the_earliest_day_stays_through_splitting_and_putting_together_again(house: House) -> None:
    early = house.idea(title="Early", at=house.at - timedelta(days=7))
    whole, other = house.idea(body=BODY), house.idea(title="Earlier still", at=house.at - timedelta(days=9))
    merge(house, early, into=whole)
    parts = split(house, whole)
    tell(house)
    assert {day_of(part) for part in parts} == {early.answer_due_date}
    merge(house, other, into=parts[0])
    undo_split(actor=HOUSE, contribution=whole, at=house.at)
    tell(house)
    assert day_of(whole) == other.answer_due_date


def test_a_day_that_came_through_others_goes_with_the_words_that_had_it(house: House) -> None:
    early = house.idea(title="Early", at=house.at - timedelta(days=7))
    second, third = ideas(house, 2)
    merge(house, early, into=second)
    merge(house, second, into=third)
    tell(house)
    assert day_of(third) == early.answer_due_date
    undo_merge(actor=HOUSE, contribution=early, at=house.at)
    tell(house)
    assert day_of(third) == third.answer_due_date and day_of(early) == early.answer_due_date


def test_a_day_that_was_borrowed_is_given_back_by_words_that_were_hidden_meanwhile(house: House) -> None:
    early = house.idea(title="Early", at=house.at - timedelta(days=7))
    (late,) = ideas(house, 1)
    merge(house, early, into=late)
    tell(house)
    hide_words(house, late)
    tell(house)
    restore(actor=HOUSE, contribution=fresh(late), seen_version=1, at=house.at)
    tell(house)
    assert not fresh(early).continues and day_of(late) == late.answer_due_date


def test_only_the_institution_that_owes_the_answer_now_leads_words_on(house: House) -> None:
    first, second = ideas(house, 2)
    tell(house)
    officer = house.actor(house.official(Role.INSTITUTION_OFFICER))
    other = house.actor(house.official(Role.INSTITUTION_OFFICER, institution=house.other))
    pass_on(actor=officer, contribution=first, to=house.other, reason=PASSED_ON, at=house.at)
    with pytest.raises(NotAllowed, match="institution that answers"):
        split_contribution(actor=officer, contribution=first, passages=["a", "b"], seen_version=1, at=house.at)
    for row, into in ((first, second), (second, first)):
        with pytest.raises(NotAllowed, match="Different institutions"):
            merge(house, row, into=into)
        with pytest.raises(NotAllowed):
            merge_contributions(actor=officer, contributions=[row], into=into, at=house.at)
    assert rules.may_lead_on(other, fresh(first)) and not rules.may_lead_on(officer, fresh(first))


def test_parts_are_owed_by_the_institution_that_owed_the_whole(house: House) -> None:
    whole = house.idea(body=BODY)
    tell(house)
    officer = house.actor(house.official(Role.INSTITUTION_OFFICER))
    pass_on(actor=officer, contribution=whole, to=house.other, reason=PASSED_ON, at=house.at)
    parts = split(house, whole)
    tell(house)
    owing = Duty.objects.filter(contribution__in=parts, state="open").values_list("institution", flat=True)
    assert list(owing) == [house.other.pk] * 2


def test_parts_go_back_to_where_the_whole_came_from_and_never_round_in_a_circle(house: House) -> None:
    whole = house.idea(body=BODY)
    tell(house)
    officer = house.actor(house.official(Role.INSTITUTION_OFFICER))
    colleague = house.actor(house.official(Role.INSTITUTION_OFFICER, institution=house.other))
    again = {"to": house.other, "reason": PASSED_ON, "at": house.at}
    pass_on(actor=officer, contribution=whole, **again)
    take_duty_back(actor=officer, contribution=whole, at=house.at)
    pass_on(actor=officer, contribution=whole, **again)
    first, second = split(house, whole)
    tell(house)
    with pytest.raises(NotAllowed, match="had it already"):
        pass_on(actor=colleague, contribution=first, to=house.owner, reason=PASSED_ON, at=house.at)
    passing = hand_back(actor=colleague, contribution=first, reason=PASSED_ON, at=house.at)
    assert passing.to_institution == house.owner
    owe_parts(whole=whole.public_id, parts=[first.public_id, second.public_id])
    steps = {part.pk: [step.kind for step in passings_of(part.duty)] for part in (fresh(first), fresh(second))}
    assert steps == {first.pk: ["passed_on", "handed_back"], second.pk: ["passed_on"]}, "told twice, it is done once"
    assert fresh(first).duty.institution == house.owner and fresh(second).duty.institution == house.other


def test_a_passing_is_not_taken_back_from_parts_into_which_the_other_institution_split_the_words(house: House) -> None:
    whole = house.idea(body=BODY)
    tell(house)
    officer = house.actor(house.official(Role.INSTITUTION_OFFICER))
    before, after = (house.at + timedelta(minutes=minutes) for minutes in (-5, 5))
    pass_on(actor=officer, contribution=whole, to=house.other, reason=PASSED_ON, at=before)
    assert [step.duty.contribution for step in passed_lately(officer, at=house.at)] == [whole]
    first, second = split(house, whole)
    tell(house)
    with pytest.raises(NotAllowed, match="has begun"):
        take_duty_back(actor=officer, contribution=first, at=after)
    lately = {step.duty.contribution for step in passed_lately(officer, at=after)}
    assert lately == {first, second}, "the whole is owed no answer: its page would be missing"
    colleague = house.actor(house.official(Role.INSTITUTION_OFFICER, institution=house.other))
    third = Institution.objects.create(key="third", name=both("Third office"))
    pass_on(actor=colleague, contribution=first, to=third, reason=PASSED_ON, at=after)
    take_duty_back(actor=colleague, contribution=first, at=after + timedelta(minutes=5))
    assert fresh(first).duty.institution == house.other, "what was passed on after the splitting comes back"


def test_an_official_answers_no_words_in_which_the_own_ones_continue(house: House) -> None:
    officer = house.official(Role.INSTITUTION_OFFICER)
    own, other = house.idea(house.actor(officer), title="Mine"), house.idea(title="Somebody's")
    answer_draft = {"actor": house.actor(officer), "process": house.process, "institution": house.owner}
    merge(house, own, into=other)
    tell(house)
    with pytest.raises(NotWhole):
        draft_response(**answer_draft, contribution_ids=[other.pk])
    with pytest.raises(NotAllowed, match="yourself"):
        merge_contributions(
            actor=house.actor(officer), contributions=[other], into=house.idea(title="A third"), at=house.at
        )
    colleague = house.actor(house.official(Role.INSTITUTION_OFFICER))
    draft = draft_response(**{**answer_draft, "actor": colleague}, contribution_ids=[other.pk])
    assert not may_act_upon_answer(house.actor(officer), draft) and may_act_upon_answer(colleague, draft)
    with pytest.raises(NotAllowed, match="yourself"):
        pass_on(actor=house.actor(officer), contribution=other, to=house.other, reason=PASSED_ON, at=house.at)


def test_what_is_in_a_draft_stays_as_its_officer_read_it(house: House) -> None:
    first, second, third = ideas(house, 3)
    merge(house, third, into=second)
    tell(house)
    officer = house.actor(house.official(Role.INSTITUTION_OFFICER))
    draft_response(actor=officer, process=house.process, institution=house.owner, contribution_ids=[second.pk])
    for deed in (
        lambda: merge(house, first, into=second),
        lambda: merge(house, second, into=first),
        lambda: split(house, second),
        lambda: undo_merge(actor=HOUSE, contribution=third, at=house.at),
    ):
        with pytest.raises(NotAllowed, match="in a draft"):
            deed()


def test_words_that_others_continue_in_stay_readable_when_their_author_writes_them_anew(house: House) -> None:
    first, second = ideas(house, 2)
    merge(house, first, into=second)
    rewrite(house, second, "Never open it at all.")
    assert second.texts.get(version=1).stays


def test_no_words_are_led_on_while_a_new_version_of_them_waits(house: House) -> None:
    activity = house.make_activity("ideas", moderation="before")
    first, second = (house.idea(activity=activity, title=title, body=BODY) for title in ("One", "Other"))
    for row in (first, second):
        let_through(actor=HOUSE, contribution=row, seen_version=1, at=house.at)
    rewrite(house, first, "Something quite different.")
    for deed in (
        lambda: split(house, first),
        lambda: merge(house, first, into=second),
        lambda: merge(house, second, into=first),
    ):
        with pytest.raises(NotAllowed, match="waits for a moderator"):
            deed()


def test_a_part_that_its_author_wrote_anew_stays_where_it_can_be_read(house: House) -> None:
    whole = house.idea(body=BODY)
    parts = split(house, whole)
    rewrite(house, parts[0], "And open the archive, too.")
    with pytest.raises(NotAllowed, match="wrote a part anew"):
        undo_split(actor=HOUSE, contribution=whole, at=house.at)


def test_only_supports_of_public_words_as_they_read_now_are_counted(house: House) -> None:
    first, second, third = ideas(house, 3)
    for row in (first, second, third):
        support(actor=house.actor(), contribution=row, seen_version=1, at=house.at)
    rewrite(house, second, "The opposite of it.")
    merge(house, first, into=fresh(second))
    merge(house, third, into=fresh(second))
    assert supporters_with_merged(second.pk) == 2
    take_away(house, fresh(third))
    assert supporters_with_merged(second.pk) == 1


def test_one_persons_words_are_never_there_twice(house: House) -> None:
    whole = house.idea(body=BODY)
    made = 0
    with pytest.raises(NotAllowed, match="stays whole"):
        for _time in range(20):
            parts = split(house, fresh(whole))
            made += len(parts)
            undo_split(actor=HOUSE, contribution=whole, at=house.at)
            with pytest.raises(NotAllowed, match="whole again"):
                undo_merge(actor=HOUSE, contribution=parts[0], at=house.at)
    assert made == rules.MOST_PARTS_EVER
    tell(house)
    assert owed() == {whole.pk}


def test_what_no_moderator_has_read_is_unread_in_its_parts(house: House) -> None:
    whole = house.idea(body=BODY)
    parts = split(house, whole)
    assert {fresh(part).read_version for part in parts} == {0}


def earliest_day(row: Contribution) -> object:
    """Of words and of all that continues in them."""
    sources = Contribution.objects.filter(pk__in=[row.pk, *sources_of([row.pk]).get(row.pk, ())])
    return min(day for day in sources.values_list("answer_due_date", flat=True) if day)


def halves(body: str) -> list[str]:
    """The first sentences of words, and the last one."""
    return re.split(r"(?<=\.) (?=[^.]*\.$)", body)


def hidden_words() -> QuerySet[Contribution]:
    return Contribution.objects.filter(state="hidden")


def what_is_public(house: House) -> str:
    """The page of every contribution, and the file of all."""
    pages = [reverse("contribution", args=[row.public_id]) for row in Contribution.objects.all()]
    return "".join(Client().get(page).content.decode() for page in pages) + "".join(
        Client().get(f"/open-data/contributions.{ending}").getvalue().decode() for ending in ("csv", "json")
    )


@pytest.mark.parametrize("seed", range(5))
def test_whatever_is_done_with_words_each_that_is_owed_an_answer_is_owed_it_where_it_continues(
    house: House, seed: int
) -> None:
    chance = random.Random(seed)
    officer = house.actor(house.official(Role.INSTITUTION_OFFICER))
    for number in range(6):
        body = f"Open office {number} later. Close door {number} on Mondays. Paint door {number} green."
        house.idea(title=f"Idea {number}", body=body, at=house.at - timedelta(days=number))
    for step in range(50):
        one, other = (chance.choice(list(Contribution.objects.all())) for _ in range(2))
        deed = chance.choice(
            [
                lambda one=one, other=other: merge(house, one, into=other),
                lambda one=one, other=other: merge(house, one, into=other),
                lambda one=one: split(house, one, halves(one.body)),
                lambda one=one: undo_merge(actor=HOUSE, contribution=one, at=house.at),
                lambda one=one: undo_split(actor=HOUSE, contribution=one, at=house.at),
                lambda one=one: take_away(house, one),
                lambda one=one: rewrite(house, fresh(one), halves(one.body)[-1]),
                lambda one=one: hide_words(house, one),
                lambda one=one: show_again(house, chance.choice([*hidden_words().order_by("pk")] or [one])),
                lambda one=one, step=step: comment(house, f"Reply number {step}.", parent=one),
                lambda one=one: pass_on(actor=officer, contribution=one, to=house.other, reason=PASSED_ON, at=house.at),
                lambda: tell(house),
            ]
        )
        with contextlib.suppress(NotAllowed, TooOften, Duty.DoesNotExist), transaction.atomic():
            deed()
    hide_words(house, chance.choice(list(Contribution.objects.filter(state="published").order_by("pk"))))
    tell(house)
    for row in Contribution.objects.filter(state="published", answer_due_date__isnull=False):
        onward = Contribution.objects.filter(pk__in=[pk for pk, _since in ways_on(row.pk)], continues=False)
        ends = [end for end in onward if end.state == "published"] if row.continues else [row]
        assert ends, f"{row.title} leads nowhere"
        for end in ends:
            duty = Duty.objects.get(contribution=end)
            assert duty.state == "open" and duty.due_date == earliest_day(end)
    public = what_is_public(house)
    assert not [row.body for row in hidden_words() if row.body in public]
    assert all(row.body in public for row in Contribution.objects.filter(state="published"))


def states(*rows: Contribution) -> list[str]:
    return [fresh(row).state for row in rows]


def test_who_takes_words_back_takes_back_their_parts_and_the_whole_that_holds_them(house: House) -> None:
    whole, other = house.idea(body=BODY), house.idea(title="Another", body=BODY)
    parts, further = split(house, whole), split(house, other)
    take_away(house, whole)
    take_away(house, further[0])
    tell(house)
    assert states(whole, *parts) == ["withdrawn"] * 3
    assert states(other, *further) == ["withdrawn", "withdrawn", "published"] and owed() == {further[1].pk}
    assert Activity.objects.get(pk=house.activity.pk).contribution_count == 1


def test_parts_of_words_that_are_whole_again_are_taken_back_with_them_not_they_with_a_part(house: House) -> None:
    whole = house.idea(body=BODY)
    parts = split(house, whole)
    undo_split(actor=HOUSE, contribution=whole, at=house.at)
    take_away(house, fresh(parts[0]))
    assert states(whole, *parts) == ["published", "withdrawn", "published"]
    take_away(house, fresh(whole))
    assert states(whole, *parts) == ["withdrawn"] * 3


def test_what_is_hidden_is_hidden_wherever_the_same_words_stand_and_restored_with_it(house: House) -> None:
    whole = house.idea(body=BODY)
    parts = split(house, whole)
    hide_words(house, parts[1])
    assert states(whole, *parts) == ["hidden", "published", "hidden"]
    restore(actor=HOUSE, contribution=whole, seen_version=1, at=house.at)
    assert states(whole, *parts) == ["published"] * 3
    hide_words(house, fresh(whole))
    assert states(whole, *parts) == ["hidden"] * 3
    assert Activity.objects.get(pk=house.activity.pk).contribution_count == 0
    restore(actor=HOUSE, contribution=fresh(whole), seen_version=1, at=house.at)
    tell(house)
    assert owed() == {part.pk for part in parts}
    assert Activity.objects.get(pk=house.activity.pk).contribution_count == 2


def test_a_part_that_its_author_wrote_anew_is_not_hidden_with_words_it_no_longer_holds(house: House) -> None:
    whole = house.idea(body=BODY)
    parts = split(house, whole)
    rewrite(house, parts[0], "Open the archive.")
    hide_words(house, fresh(whole))
    assert states(whole, *parts) == ["hidden", "published", "hidden"]


def show_again(house: House, row: Contribution) -> None:
    restore(actor=HOUSE, contribution=fresh(row), seen_version=fresh(row).version, at=house.at)


def test_a_part_that_is_restored_brings_no_words_back_that_stay_hidden(house: House) -> None:
    whole, other = house.idea(body=BODY), house.idea(title="Another", body=BODY)
    parts, further = split(house, whole), split(house, other)
    hide_words(house, whole)
    show_again(house, parts[0])
    assert states(whole, *parts) == ["hidden", "published", "hidden"]
    show_again(house, parts[1])
    assert states(whole, *parts) == ["published"] * 3
    for minutes, part in enumerate(further):
        at = house.at + timedelta(minutes=minutes)
        hide(actor=HOUSE, contribution=fresh(part), seen_version=1, house_rule="spam", at=at)
    show_again(house, further[0])
    assert states(other, *further) == ["hidden", "published", "hidden"]


def test_a_whole_is_not_restored_while_a_part_of_it_stays_hidden_by_itself(house: House) -> None:
    whole = house.idea(body=BODY)
    parts = split(house, whole)
    hide(actor=HOUSE, contribution=parts[0], seen_version=1, house_rule="spam", at=house.at)
    later = house.at + timedelta(minutes=1)
    hide(actor=HOUSE, contribution=parts[1], seen_version=1, house_rule="insult", at=later)
    with pytest.raises(NotAllowed, match="hidden separately"):
        show_again(house, whole)
    assert states(whole, *parts) == ["hidden"] * 3
    show_again(house, parts[1])
    show_again(house, whole)
    assert states(whole, *parts) == ["published"] * 3, "the first part was hidden with it"


def test_what_is_hidden_in_a_part_is_hidden_in_words_that_are_whole_again_and_in_the_same_part_of_old(
    house: House,
) -> None:
    whole = house.idea(body=BODY)
    old = split(house, whole)
    undo_split(actor=HOUSE, contribution=whole, at=house.at)
    hide_words(house, fresh(old[0]))
    assert states(whole, *old) == ["hidden", "hidden", "published"]
    show_again(house, old[0])
    parts = split(house, fresh(whole))
    hide_words(house, parts[0])
    assert states(whole, *old, *parts) == ["hidden", "hidden", "published", "hidden", "published"]
    show_again(house, old[0])
    assert states(whole, *old, *parts) == ["published"] * 5


def test_an_official_splits_no_words_in_which_the_own_ones_continue(house: House) -> None:
    officer = house.official(Role.INSTITUTION_OFFICER)
    own, other = house.idea(house.actor(officer), title="Mine"), house.idea(body=BODY)
    merge(house, own, into=other)
    with pytest.raises(NotAllowed, match="yourself"):
        split_contribution(
            actor=house.actor(officer), contribution=other, passages=PASSAGES, seen_version=1, at=house.at
        )
    assert len(split(house, other)) == 2, "somebody else does"


def test_words_that_were_split_or_merged_are_not_sent_back_to_be_read_again(house: House) -> None:
    activity = house.make_activity("ideas", moderation="before")
    rows = [house.idea(activity=activity, title=title, body=BODY) for title in ("One", "Two", "Three")]
    for row in rows:
        let_through(actor=HOUSE, contribution=row, seen_version=1, at=house.at)
    split(house, fresh(rows[0]))
    merge(house, fresh(rows[1]), into=fresh(rows[2]))
    for row, why in zip(rows, ("continue elsewhere", "continue elsewhere", "other words continue in it"), strict=True):
        with pytest.raises(NotAllowed, match=why):
            take_back(actor=HOUSE, contribution=row, seen_version=1, at=house.at)
