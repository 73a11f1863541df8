"""Many hands at once, on a real PostgreSQL: what is unique stays so, and every stored count equals its rows."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest
from django.db.models import Count, F, Q

from kuvend.foundation.contributions.actions import edit, post_comment, support, take_support_back, withdraw
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.leaving import erase
from kuvend.foundation.contributions.models import Contribution, Support
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.text import Localized
from kuvend.foundation.moderation.actions import hide, restore
from kuvend.foundation.moderation.models import Decision
from kuvend.foundation.outcomes.actions import publish_text
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actor import HOUSE, Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Person
from kuvend.foundation.processes.models import Activity, Participant
from kuvend.foundation.record import actions as record
from kuvend.foundation.record.models import Fact
from kuvend.foundation.responses.actions import NotWhole, draft_response, keep_draft, publish_response
from kuvend.foundation.responses.models import Answered, Duty, Response
from tests.support.at_once import Deed, at_once
from tests.support.house import House, both

pytestmark = pytest.mark.django_db(transaction=True)
REASON = both("We open from eight to six on two days a week, beginning in March of next year.")


@pytest.fixture
def house(transactional_db: None) -> Iterator[House]:
    yield House()


def comment_on(house: House, actor: Actor, parent: Contribution, body: str = "I agree.") -> Contribution:
    return post_comment(
        actor=actor,
        activity=house.activity,
        parent=parent,
        seen_version=parent.version,
        body=body,
        language="en",
        at=house.at,
    )


def outcome(house: House, activity: Activity | None = None) -> Outcome:
    made = Outcome.objects.create(
        process=house.process, kind="commitment", key="c1", number="1", title=both("Hours"), scope=house.scope,
        activity=activity,
    )  # fmt: skip
    publish_text(actor=HOUSE, outcome=made, title=both("Hours"), body=both("Offices open longer."), at=house.at)
    return made


def counts_equal_rows() -> None:
    """Compare every stored counter with COUNT(*)."""
    published = Q(contributions__state=State.PUBLISHED)
    comments = published & Q(contributions__kind="comment")
    for activity in Activity.objects.annotate(
        said=Count("contributions", filter=published & ~Q(contributions__kind="comment")),
        comments=Count("contributions", filter=comments),
    ):
        assert (activity.contribution_count, activity.comment_count) == (activity.said, activity.comments)
    for row in Contribution.objects.annotate(supporters=Count("supports", filter=Q(supports__version=F("version")))):
        below = Contribution.objects.filter(Q(root=row) | Q(branch=row), state=State.PUBLISHED, kind="comment").count()
        assert (row.support_count, row.comment_count) == (row.supporters, below)
    for made in Outcome.objects.all():
        about = Q(about=made) | Q(branch__about=made) | Q(root__about=made)
        assert made.comment_count == Contribution.objects.filter(about, state=State.PUBLISHED).distinct().count()


def test_twenty_supports_at_once_by_one_person_count_once(house: House) -> None:
    idea, actor = house.idea(), house.actor()
    assert at_once([lambda: support(actor=actor, contribution=idea, seen_version=idea.version, at=house.at)] * 20) == []
    idea.refresh_from_db()
    assert (idea.support_count, Support.objects.count(), Participant.objects.count()) == (1, 1, 2)


def test_support_given_and_taken_back_at_once_keeps_its_count(house: House) -> None:
    idea, actors = house.idea(), [house.actor() for _ in range(4)]
    deeds: list[Deed] = []
    for actor in actors:
        deeds += [
            lambda actor=actor: support(actor=actor, contribution=idea, seen_version=idea.version, at=house.at)
        ] * 3  # type: ignore[misc]
        deeds += [lambda actor=actor: take_support_back(actor=actor, contribution=idea, at=house.at)] * 3  # type: ignore[misc]
    for _ in range(3):
        random.Random(4).shuffle(deeds)
        assert at_once(deeds) == []
        counts_equal_rows()


def test_of_many_moderators_at_once_one_decides(house: House) -> None:
    idea = house.idea()
    moderators = [house.actor(house.official(Role.MODERATOR)) for _ in range(6)]
    raised = at_once(
        [
            lambda actor=actor: hide(
                actor=actor, contribution=idea, seen_version=idea.version, house_rule="spam", at=house.at
            )
            for actor in moderators
        ]  # type: ignore[misc]
    )
    assert [type(error) for error in raised] == [NotAllowed] * 5
    assert (Decision.objects.count(), Fact.objects.filter(type="contribution_hidden").count()) == (1, 1)
    counts_equal_rows()


def test_two_drafts_about_the_same_words_published_at_once_give_one_answer(house: House) -> None:
    ideas = [house.idea(title=f"Idea number {number}") for number in range(4)]
    record.advance(at=house.at)
    officers = [house.actor(house.official(Role.INSTITUTION_OFFICER)) for _ in range(4)]
    raised = at_once(
        [
            lambda officer=officer: publish_response(  # type: ignore[misc]
                actor=officer, response=drafted(house, officer, ideas), at=house.at
            )
            for officer in officers
        ]
    )
    assert [type(error) for error in raised] == [NotWhole] * 3
    assert Answered.objects.count() == 4
    assert len(set(Answered.objects.values_list("response", flat=True))) == 1


def test_one_draft_published_many_times_at_once_is_published_once(house: House) -> None:
    idea, officer = house.idea(), house.actor(house.official(Role.INSTITUTION_OFFICER))
    record.advance(at=house.at)
    draft = drafted(house, officer, [idea])
    raised = at_once([lambda: publish_response(actor=officer, response=draft, at=house.at)] * 5)
    assert [type(error) for error in raised] == [NotAllowed] * 4
    assert Fact.objects.filter(type="response_published").count() == 1


def test_a_draft_kept_while_it_is_published_never_changes_what_was_published(house: House) -> None:
    officer = house.actor(house.official(Role.INSTITUTION_OFFICER))
    for number in range(6):
        idea = house.idea(title=f"Idea number {number}", at=house.at + timedelta(hours=2 * number))
        record.advance(at=house.at)
        stale = drafted(house, officer, [idea])

        def keep(stale: Response = stale) -> None:
            keep_draft(
                actor=officer, response=stale, verdict="out_of_scope", reason=both("Quite another reason, kept late."),
                nowhere=Localized(), landings=[],
            )  # fmt: skip

        at_once([lambda stale=stale: publish_response(actor=officer, response=stale, at=house.at), keep, keep])  # type: ignore[misc]
        stale.refresh_from_db()
        if stale.state == "published":
            text = stale.texts.get()
            assert (text.verdict, text.reason) == (stale.verdict, stale.reason)


def test_words_withdrawn_before_the_record_moves_on_are_not_answered(house: House) -> None:
    author, officer = house.person(), house.actor(house.official(Role.INSTITUTION_OFFICER))
    idea = house.idea(house.actor(author))
    record.advance(at=house.at)
    draft = drafted(house, officer, [idea])
    withdraw(actor=house.actor(author), contribution=idea, at=house.at)
    with pytest.raises(NotWhole):
        publish_response(actor=officer, response=draft, at=house.at)
    assert not Answered.objects.exists()


def test_withdrawing_while_it_is_answered_leaves_no_open_duty(house: House) -> None:
    author, officer = house.person(), house.actor(house.official(Role.INSTITUTION_OFFICER))
    for number in range(5):
        idea = house.idea(house.actor(author), title=f"Idea number {number}")
        record.advance(at=house.at)
        draft = drafted(house, officer, [idea])
        raised = at_once(
            [
                lambda draft=draft: publish_response(actor=officer, response=draft, at=house.at),  # type: ignore[misc]
                lambda idea=idea: withdraw(actor=house.actor(author), contribution=idea, at=house.at),  # type: ignore[misc]
            ]
        )
        assert all(isinstance(error, NotWhole) for error in raised)
    record.advance(at=house.at)
    assert not Duty.objects.filter(state="open").exists()
    assert Answered.objects.count() == Duty.objects.filter(state="met").count()


def drafted(house: House, officer: Actor, ideas: Sequence[Contribution]) -> Response:
    draft = draft_response(
        actor=officer, process=house.process, institution=house.owner, contribution_ids=[idea.pk for idea in ideas]
    )
    return keep_draft(
        actor=officer, response=draft, verdict="not_accepted", reason=REASON, nowhere=Localized(), landings=[]
    )


def test_taking_back_an_idea_and_the_comments_below_it_at_once_ends_well(house: House) -> None:
    author, fan = house.person(), house.person()
    for number in range(4):
        idea = house.idea(house.actor(author), title=f"Idea number {number}")
        comments = [comment_on(house, house.actor(fan), idea, f"Reason {reason}.") for reason in range(5)]
        deeds: list[Deed] = [lambda idea=idea: withdraw(actor=house.actor(author), contribution=idea, at=house.at)]  # type: ignore[misc]
        deeds += [
            lambda row=row: withdraw(actor=house.actor(fan), contribution=row, at=house.at)  # type: ignore[misc]
            for row in comments
        ]
        assert at_once(deeds) == []
    counts_equal_rows()


def test_taking_back_a_thread_from_all_ends_at_once_ends_well(house: House) -> None:
    authors = [house.person() for _ in range(4)]
    for number in range(5):
        rows = [
            house.idea(house.actor(authors[0]), title=f"Idea number {number}", at=house.at + timedelta(hours=number))
        ]
        for author in authors[1:]:
            rows.append(comment_on(house, house.actor(author), rows[-1]))
        deeds: list[Deed] = [
            lambda pair=pair: withdraw(actor=house.actor(pair[0]), contribution=pair[1], at=house.at)  # type: ignore[misc]
            for pair in zip(authors, rows, strict=True)
        ]
        assert at_once(deeds) == []
    counts_equal_rows()


def test_erasing_people_who_talk_to_each_other_at_once_ends_well(house: House) -> None:
    people = [house.person() for _ in range(6)]
    ideas = [house.idea(house.actor(person)) for person in people]
    for person in people:
        for idea in ideas:
            comment_on(house, house.actor(person), idea)
    assert at_once([erasing(house, person) for person in people]) == []
    counts_equal_rows()
    assert not Person.objects.filter(pk__in=[person.pk for person in people]).exists()


def erasing(house: House, person: Person) -> Deed:
    actor = house.actor(person)
    return lambda: erase(actor=actor, person=person, words_too=True, at=house.at)


@pytest.mark.parametrize("seed", range(4))
def test_after_a_walk_of_random_deeds_every_count_equals_its_rows(house: House, seed: int) -> None:
    people = [house.person() for _ in range(6)]
    about = outcome(house, house.activity)
    house.idea(house.actor(people[0]))
    assert at_once([walk(house, people, about, seed=100 * seed + number) for number in range(5)]) == []
    counts_equal_rows()


def walk(house: House, people: Sequence[Person], about: Outcome, *, seed: int) -> Deed:
    """Return thirty deeds chosen at random; one that is refused, as happens between people, is passed over."""
    rng = random.Random(seed)

    def deeds() -> None:
        for _ in range(30):
            row = Contribution.objects.order_by("?").first()
            actor = house.actor(rng.choice(people))
            with contextlib.suppress(NotAllowed):
                one_deed(house, rng, actor, row, about)

    return deeds


def one_deed(house: House, rng: random.Random, actor: Actor, row: Contribution | None, about: Outcome) -> None:
    assert row is not None
    own = house.actor(row.participant.person)
    match rng.randrange(9):
        case 0 | 1:
            comment_on(house, actor, row)
        case 2:
            post_comment(actor=actor, activity=house.activity, about=about, body="I do.", language="en", at=house.at)
        case 3:
            support(actor=actor, contribution=row, seen_version=row.version, at=house.at)
        case 4:
            take_support_back(actor=actor, contribution=row, at=house.at)
        case 5:
            hide(actor=HOUSE, contribution=row, seen_version=row.version, house_rule="spam", at=house.at)
        case 6 | 7:
            restore(actor=HOUSE, contribution=row, seen_version=row.version, at=house.at)
        case 8 if rng.random() < 0.3:
            withdraw(actor=own, contribution=row, at=house.at)
        case 8:
            edit(
                actor=own,
                contribution=row,
                seen_version=row.version,
                title=row.title,
                body=f"Words {rng.random()}",
                at=house.at,
            )
