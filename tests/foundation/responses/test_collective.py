"""One answer to all: owed after closing, overdue in the open, met by an answer that reaches everyone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation

from kuvend.foundation.contributions.actions import edit
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.text import Localized
from kuvend.foundation.moderation.actions import let_through, let_version_through
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.obligations.reminders import lines as letter_lines
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.record import actions as record
from kuvend.foundation.responses.actions import ChangedMeanwhile, draft_answer_to_all, keep_draft, publish_response
from kuvend.foundation.responses.collective import answer_to_all
from kuvend.foundation.responses.models import Answered
from kuvend.foundation.responses.obligations import ANSWER_TO_ALL
from kuvend.publication.institutions.queries.page import institution_page
from kuvend.publication.portal.queries.activities import activity_page
from kuvend.publication.trail.queries import contribution_page
from tests.support.house import House, both, signed_in

REASON = both("You asked for one queue. From March on there is one queue in every office, with a printed number.")


@pytest.fixture
def closed(house: House) -> Activity:
    """An activity without answers to each, in which three spoke, closed 45 days ago."""
    activity = house.make_activity("ideas", answers_owed=False)
    people = [house.person(), house.person()]
    for number, person in enumerate((*people, people[0])):
        house.idea(house.actor(person), title=f"One queue, said {number}", activity=activity)
    record.advance(at=house.at)
    Activity.objects.filter(pk=activity.pk).update(
        opens_at=house.at - timedelta(days=80), closes_at=house.at - timedelta(days=45)
    )
    return Activity.objects.select_related("owner", "process", "scope").get(pk=activity.pk)


def test_without_an_answer_it_is_overdue_wherever_it_stands(house: House, closed: Activity) -> None:
    officer = house.actor(house.official(Role.INSTITUTION_OFFICER))
    with translation.override("en"):
        owed = answer_to_all(closed, house.at)
        assert owed and owed.overdue and owed.days_late > 0
        page = activity_page(closed.public_id, {}, house.at)  # type: ignore[arg-type]
        assert page and page.to_all and page.to_all.overdue
        institution = institution_page(house.owner.public_id, at=house.at)
        assert institution and [one.overdue for one in institution.to_all] == [True]
        way = contribution_page(closed.contributions.all()[0].public_id, at=house.at)
        assert way and way.next_step and way.next_step.title == "One answer to all due"
        assert way.next_step.tint == "stop"
        ((words, _page),) = letter_lines(ANSWER_TO_ALL, officer, house.at.date(), house.at)
        assert "is overdue" in words and str(closed.title) in words
        assert "one answer to all" in Client().get(f"/en/activities/{closed.public_id}/").content.decode()


def test_the_answer_meets_it_reaches_each_page_and_writes_one_letter_a_person(house: House, closed: Activity) -> None:
    officer = house.actor(house.official(Role.INSTITUTION_OFFICER))
    draft = draft_answer_to_all(actor=officer, activity=closed, at=house.at)
    assert draft_answer_to_all(actor=officer, activity=closed, at=house.at) == draft
    words = {"verdict": "already_done", "reason": REASON, "nowhere": Localized(), "landings": []}
    keep_draft(actor=officer, response=draft, **words)  # type: ignore[arg-type]
    before = Mail.objects.count()
    assert publish_response(actor=officer, response=draft, at=house.at).answer_count == 3
    record.advance(at=house.at)
    owed = answer_to_all(closed, house.at)
    assert owed and not owed.overdue and owed.answer == draft.public_id and owed.days_late > 0
    assert Mail.objects.count() - before == 2
    for row in closed.contributions.all():
        page = contribution_page(row.public_id, at=house.at)
        assert page and page.response == draft
        assert any(step.proof and step.proof.type == "activity_answered" for step in page.steps)


def test_it_is_given_after_closing_and_only_where_contributions_get_none_of_their_own(house: House) -> None:
    officer = house.actor(house.official(Role.INSTITUTION_OFFICER))
    still_open = house.make_activity("ideas", answers_owed=False)
    for activity in (still_open, house.activity):
        with pytest.raises(NotAllowed):
            draft_answer_to_all(actor=officer, activity=activity, at=house.at)


def test_words_that_become_public_after_they_were_read_are_shown_before_they_are_answered(house: House) -> None:
    activity, author = house.make_activity("ideas", answers_owed=False, moderation="before"), house.person()
    first, second = (house.idea(house.actor(author), title=f"Idea {n}, harmless", activity=activity) for n in (1, 2))
    let_through(actor=HOUSE, contribution=first, seen_version=1, at=house.at)
    better = {"title": "Idea 1, exchanged", "body": "Dismiss all judges, without any hearing.", "at": house.at}
    edit(actor=house.actor(author), contribution=first, seen_version=1, **better)  # type: ignore[arg-type]
    Activity.objects.filter(pk=activity.pk).update(closes_at=house.at)
    closed = Activity.objects.select_related("owner", "process", "scope").get(pk=activity.pk)
    person = house.official(Role.INSTITUTION_OFFICER)
    officer = house.actor(person)
    draft = draft_answer_to_all(actor=officer, activity=closed, at=house.at)
    let_version_through(actor=HOUSE, contribution=first, seen_version=2, at=house.at)
    let_through(actor=HOUSE, contribution=second, seen_version=1, at=house.at)
    words = {"verdict": "already_done", "reason": REASON, "nowhere": Localized(), "landings": []}
    keep_draft(actor=officer, response=draft, **words)  # type: ignore[arg-type]
    with pytest.raises(ChangedMeanwhile):
        publish_response(actor=officer, response=draft, at=house.at)
    assert not Answered.objects.exists()
    page = signed_in(person).get(f"/en/desk/responses/{draft.public_id}/").content.decode()
    assert "New or changed since you read them" in page
    for seen in (f"{first.public_id}:2", f"{second.public_id}:1"):
        assert f'name="seen" value="{seen}"' in page
    keep_draft(actor=officer, response=draft, seen_versions={first.pk: 2}, **words)  # type: ignore[arg-type]
    with pytest.raises(ChangedMeanwhile):
        publish_response(actor=officer, response=draft, at=house.at)
    keep_draft(actor=officer, response=draft, seen_versions={second.pk: 1}, **words)  # type: ignore[arg-type]
    assert publish_response(actor=officer, response=draft, at=house.at).answer_count == 2
