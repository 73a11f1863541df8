"""Words that are not public show nowhere: not in the place of an idea, not as the title above its replies."""

from __future__ import annotations

import pytest
from django.test import Client

from kuvend.foundation.contributions.actions import edit, post_comment, withdraw
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.moderation.actions import hide, let_through
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.record import actions as record
from kuvend.foundation.responses.actions import draft_response, keep_draft, publish_response
from tests.support.house import House, both, signed_in

SECRET, WHERE = "Agron from the corner shop steals", "his house at 12 Lake Road"


def hidden_idea_with_a_reply(house: House) -> tuple[Contribution, Contribution]:
    idea = house.idea(title=SECRET, place=WHERE)
    reply = post_comment(
        actor=house.actor(),
        activity=house.activity,
        parent=idea,
        seen_version=1,
        body="I reply.",
        language="en",
        at=house.at,
    )
    hide(actor=HOUSE, contribution=idea, seen_version=idea.version, house_rule="personal_data", at=house.at)
    return idea, reply


PLACES = [
    "/en/contributions/{idea}/",
    "/en/contributions/{reply}/",
    "/en/contributions/",
    "/en/activities/{activity}/",
    "/en/search/?q=corner",
    "/en/search/?q=Lake",
    "/en/record/",
    "/en/feeds/contributions.atom",
    "/open-data/contributions.csv",
    "/open-data/contributions.json",
    "/api/v1/contributions",
    "/api/v1/contributions/{idea}",
]


@pytest.mark.parametrize("state", ["hidden", "withdrawn", "pending"])
@pytest.mark.parametrize("place", PLACES)
def test_no_public_place_shows_words_that_are_not_public(house: House, place: str, state: str) -> None:
    idea, reply = hidden_idea_with_a_reply(house)
    Contribution.objects.filter(pk=idea.pk).update(state=state)
    path = place.format(idea=idea.public_id, reply=reply.public_id, activity=house.activity.public_id)
    answer = Client().get(path)
    assert answer.status_code == 200
    shown = answer.getvalue().decode()
    assert SECRET not in shown
    assert WHERE not in shown


@pytest.mark.parametrize("page", ["mine", "comment", "support", "edit", "withdraw", "receipt"])
def test_no_form_shows_hidden_words_to_somebody_else(house: House, page: str) -> None:
    idea, _reply = hidden_idea_with_a_reply(house)
    client = signed_in(house.person())
    shown = client.get(f"/en/contributions/{idea.public_id}/{page}/").content.decode()
    assert SECRET not in shown
    assert WHERE not in shown


def test_the_author_still_reads_which_words_were_hidden(house: House) -> None:
    author = house.person()
    idea = house.idea(house.actor(author), title=SECRET)
    hide(actor=HOUSE, contribution=idea, seen_version=idea.version, house_rule="insult", at=house.at)
    assert SECRET in signed_in(author).get(f"/en/contributions/{idea.public_id}/mine/").content.decode()


def test_withdrawn_words_are_not_shown_to_officers_or_moderators(house: House) -> None:
    author, officer = house.person(), house.official(Role.INSTITUTION_OFFICER)
    idea = house.idea(house.actor(author), title=SECRET)
    record.advance(at=house.at)
    acting = house.actor(officer)
    draft = draft_response(actor=acting, process=house.process, institution=house.owner, contribution_ids=[idea.pk])
    reason = both("We looked at it with care and will not do it, for want of any evidence.")
    keep_draft(actor=acting, response=draft, verdict="not_accepted", reason=reason, nowhere=both(""), landings=[])
    publish_response(actor=acting, response=draft, at=house.at)
    withdraw(actor=house.actor(author), contribution=idea, at=house.at)
    answer = signed_in(officer).get(f"/en/desk/responses/{draft.public_id}/").content.decode()
    assert idea.public_id in answer
    assert SECRET not in answer
    moderator = signed_in(house.official(Role.MODERATOR))
    assert SECRET not in moderator.get(f"/en/desk/contributions/{idea.public_id}/decide/").content.decode()


def test_what_a_moderator_read_first_is_not_exchanged_for_something_unread(house: House) -> None:
    author = house.person()
    activity = house.make_activity("ideas", moderation="before")
    idea = house.idea(house.actor(author), activity=activity)
    better = {"actor": house.actor(author), "contribution": idea, "title": idea.title, "at": house.at}
    edit(**better, seen_version=1, body="Better words, before anybody read them.")
    let_through(actor=HOUSE, contribution=idea, seen_version=2, at=house.at)
    edit(**better, seen_version=2, body=SECRET)
    assert SECRET not in Client().get(f"/en/contributions/{idea.public_id}/").content.decode()
    idea.refresh_from_db()
    assert idea.body == "Better words, before anybody read them."
