"""Comments: about what, by whom, when not, and what is owed for them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Q

from kuvend.foundation.contributions.actions import edit, post_comment, support, take_support_back, withdraw
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution, Support
from kuvend.foundation.contributions.queries import comments_on, listed, replies_to, texts_of, threads
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.limits import TooOften
from kuvend.foundation.core.prepared import Prepared
from kuvend.foundation.core.search import prefix_query
from kuvend.foundation.people.actor import ANONYMOUS
from kuvend.foundation.record.models import Fact, FactSubject
from tests.support.house import House


def comment(house: House, **fields: Any) -> Contribution:
    known = {"actor": house.actor(), "activity": house.activity, "body": "I agree.", "language": "en", "at": house.at}
    read = {"seen_version": fields["parent"].version} if fields.get("parent") else {}
    return post_comment(**(known | read | fields))  # type: ignore[arg-type]


def test_an_idea_names_the_day_of_its_answer_and_is_on_record(house: House) -> None:
    idea = house.idea()
    assert idea.answer_due_date == date(2026, 12, 28)  # 20 working days; 30 November, 1, 8 and 25 December are holidays
    fact = Fact.objects.get(type="contribution_received")
    assert FactSubject.objects.filter(fact=fact, name="contribution", subject=idea.public_id).exists()
    leaf = bytes(fact.leaf).decode()
    assert "Open the office" not in leaf
    assert idea.participant.pseudonym not in leaf


def test_a_reply_is_owed_no_answer_and_belongs_to_its_thread(house: House) -> None:
    idea = house.idea()
    first = comment(house, parent=idea)
    reply = comment(house, parent=first)
    deeper = comment(house, parent=reply)
    assert first.answer_due_date is None
    assert (first.root, first.branch) == (idea, None)
    assert (deeper.root, deeper.branch, deeper.parent) == (idea, first, reply)
    idea.refresh_from_db()
    assert idea.comment_count == 3
    (branch,) = comments_on(idea.pk).rows
    assert [row.public_id for row in branch.replies] == [reply.public_id, deeper.public_id]
    first.refresh_from_db()
    assert first.comment_count == 2
    assert [row.first.public_id for row in replies_to(first.pk).rows] == [reply.public_id, deeper.public_id]


def test_replies_that_are_not_drawn_are_one_link_away(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    idea = house.idea()
    first = comment(house, parent=idea)
    for number in range(3):
        comment(house, parent=first, body=f"Reply {number}.")
    monkeypatch.setattr(threads, "REPLIES_SHOWN", 2)
    monkeypatch.setattr(threads, "REPLIES", Prepared(threads.replies_below))
    (branch,) = comments_on(idea.pk).rows
    assert len(branch.replies) == 2
    assert "All its 3 replies" in branch.html
    assert f"{first.public_id}/#comments" in branch.html


def test_a_comment_about_the_activity_is_owed_an_answer(house: House) -> None:
    assert comment(house).answer_due_date is not None


def test_nobody_comments_without_signing_in(house: House) -> None:
    with pytest.raises(NotAllowed, match="Sign in first"):
        comment(house, actor=ANONYMOUS)


@pytest.mark.parametrize("days", [-11, 10])
def test_nobody_comments_before_it_opens_or_from_the_closing_moment_on(house: House, days: int) -> None:
    with pytest.raises(NotAllowed):
        comment(house, at=house.at + timedelta(days=days))


def test_the_database_refuses_a_contribution_about_two_things(house: House) -> None:
    idea = house.idea()
    row = comment(house, parent=idea)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.filter(pk=row.pk).update(answer_due_date=date(2026, 12, 1))


def test_the_sixth_idea_within_an_hour_is_refused_with_the_time_to_try_again(house: House) -> None:
    actor = house.actor()
    for number in range(5):
        house.idea(actor, title=f"Idea number {number}")
    with pytest.raises(TooOften, match="11:00"):
        house.idea(actor, title="One too many")
    assert Contribution.objects.count() == 5


def test_an_edit_keeps_the_earlier_words(house: House) -> None:
    person = house.person()
    idea = house.idea(house.actor(person))
    edit(
        actor=house.actor(person),
        contribution=idea,
        seen_version=idea.version,
        title=idea.title,
        body="Better words, with more care.",
        at=house.at,
    )
    assert [text.body for text in texts_of(idea.pk)][1] == "Better words, with more care."
    with pytest.raises(NotAllowed, match="Only its author"):
        edit(actor=house.actor(), contribution=idea, seen_version=idea.version, title="x", body="y", at=house.at)


def test_the_record_is_not_filled_with_edits(house: House, settings: Any) -> None:
    settings.KUVEND_LIMITS = settings.KUVEND_LIMITS | {"edit": (2, 3600)}
    person = house.person()
    idea = house.idea(house.actor(person))
    for words in ("Better words.", "Even better words."):
        idea = edit(
            actor=house.actor(person),
            contribution=idea,
            seen_version=idea.version,
            title=idea.title,
            body=words,
            at=house.at,
        )
    with pytest.raises(TooOften):
        edit(
            actor=house.actor(person),
            contribution=idea,
            seen_version=idea.version,
            title=idea.title,
            body="The best words.",
            at=house.at,
        )
    assert Fact.objects.filter(type="contribution_edited").count() == 2


def test_withdrawal_hides_the_words_and_leaves_the_thread(house: House) -> None:
    person = house.person()
    idea = house.idea()
    first = comment(house, actor=house.actor(person), parent=idea)
    comment(house, parent=first, body="I reply.")
    withdraw(actor=house.actor(person), contribution=first, at=house.at)
    (branch,) = comments_on(idea.pk).rows
    assert "I agree." not in branch.first.html
    assert "Tërhequr" in branch.first.html or "Withdrawn by its author" in branch.first.html
    assert "I reply." in branch.replies[0].html
    with pytest.raises(NotAllowed):
        withdraw(actor=house.actor(person), contribution=first, at=house.at)


def test_support_counts_once_a_person_and_can_be_taken_back(house: House) -> None:
    idea, fan = house.idea(), house.person()
    assert support(actor=house.actor(fan), contribution=idea, seen_version=idea.version, at=house.at)
    assert not support(actor=house.actor(fan), contribution=idea, seen_version=idea.version, at=house.at)
    idea.refresh_from_db()
    assert (idea.support_count, Support.objects.count()) == (1, 1)
    assert take_support_back(actor=house.actor(fan), contribution=idea, at=house.at)
    idea.refresh_from_db()
    assert idea.support_count == 0


def test_nobody_supports_the_own_words(house: House) -> None:
    author = house.person()
    idea = house.idea(house.actor(author))
    with pytest.raises(NotAllowed, match="your own"):
        support(actor=house.actor(author), contribution=idea, seen_version=idea.version, at=house.at)


def test_lists_are_paged_by_key_in_both_orders_without_gap_or_double(house: House) -> None:
    for number in range(7):
        idea = house.idea(title=f"Idea number {number}", at=house.at + timedelta(minutes=number // 2))
        Contribution.objects.filter(pk=idea.pk).update(support_count=number % 3)
    for order in ("newest", "supported"):
        seen: list[str] = []
        after = ""
        while True:
            page = listed(house.activity.pk, kind="idea", order=order, after=after, size=3)
            seen += [row.public_id for row in page.rows]
            after = page.next_key
            if not after:
                break
        assert len(seen) == len(set(seen)) == 7


def test_a_broken_key_gives_the_first_page(house: House) -> None:
    house.idea()
    assert len(listed(house.activity.pk, kind="idea", after="%%%").rows) == 1


def test_albanian_is_found_with_and_without_its_letters(house: House) -> None:
    house.idea(title="Kërkesë për ujë të pijshëm në çdo fshat")
    for words in ("kerkese", "Kërkesë", "uje pijshem", "cdo", "ÇDO"):
        assert len(listed(house.activity.pk, kind="idea", narrowed_by=Q(search=prefix_query(words))).rows) == 1, words
    assert not listed(house.activity.pk, kind="idea", narrowed_by=Q(search=prefix_query("rruge"))).rows


def test_pending_and_hidden_words_are_in_no_list(house: House) -> None:
    idea = house.idea()
    for state in (State.PENDING, State.HIDDEN, State.WITHDRAWN):
        Contribution.objects.filter(pk=idea.pk).update(state=state)
        assert not listed(house.activity.pk, kind="idea").rows


def test_the_record_is_not_filled_with_withdrawals_nor_anybody_with_supports_taken_back(
    house: House, settings: Any
) -> None:
    settings.KUVEND_LIMITS = settings.KUVEND_LIMITS | {"withdraw": (2, 3600), "support": (3, 60)}
    person = house.person()
    ideas = [house.idea(house.actor(person), title=f"Thought number {number}") for number in range(3)]
    for idea in ideas[:2]:
        withdraw(actor=house.actor(person), contribution=idea, at=house.at)
    with pytest.raises(TooOften):
        withdraw(actor=house.actor(person), contribution=ideas[2], at=house.at)
    assert Fact.objects.filter(type="contribution_withdrawn").count() == 2
    other, idea = house.actor(), house.idea()
    support(actor=other, contribution=idea, seen_version=1, at=house.at)
    take_support_back(actor=other, contribution=idea, at=house.at)
    support(actor=other, contribution=idea, seen_version=1, at=house.at)
    with pytest.raises(TooOften):
        take_support_back(actor=other, contribution=idea, at=house.at)
